// Where the boxes of messages are scrolled to. What is out of view has no real
// height yet, so a box is held where it should be while heights become known.

const near = 80, ended = new WeakSet(), known = new WeakSet();

const atEnd = (box) => box.scrollHeight - box.scrollTop - box.clientHeight < near;

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const box = target.closest("[data-scroll]");
    if (ended.has(box)) box.scrollTop = box.scrollHeight;
  }
});

// scrolling begins to look after a box, which shows its end as long as somebody
// does not scroll away. At its beginning it asks for earlier messages.
export function scrolling(box) {
  if (known.has(box)) return;
  known.add(box);
  ended.add(box);
  box.scrollTop = box.scrollHeight;
  sizes.observe(box);
  for (const list of box.querySelectorAll("[data-list]")) sizes.observe(list);
  box.addEventListener("scroll", () => {
    atEnd(box) ? ended.add(box) : ended.delete(box);
    if (box.scrollTop < 300 && box.scrollHeight > box.clientHeight) box.dispatchEvent(new Event("earlier", { bubbles: true }));
  }, { passive: true });
}

// show brings one message into view.
export function show(message) {
  ended.delete(message.closest("[data-scroll]"));
  message.scrollIntoView({ block: "center" });
  frames(() => message.scrollIntoView({ block: "center" }));
}

// hold carries out a change above what is in view, which stays where it is.
export async function hold(box, change) {
  const first = box.querySelector("article.message"), top = first?.getBoundingClientRect().top;
  await change();
  const back = () => first?.isConnected && (box.scrollTop += first.getBoundingClientRect().top - top);
  back();
  frames(back);
}

// frames waits until heights are known: the second frame after this one.
function frames(then) {
  requestAnimationFrame(() => requestAnimationFrame(then));
}
