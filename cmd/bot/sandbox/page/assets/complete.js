// Completes commands in the message box. A box of several lines may not be called
// a combobox, so it is a text box with a list of suggestions, which are counted aloud.

const ready = new WeakSet();

export function completions(box) {
  if (ready.has(box)) return;
  ready.add(box);
  const list = document.createElement("ul");
  Object.assign(list, { id: box.id + "-suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "How the command can go on");
  box.after(list);
  const set = (name, value) => box.setAttribute("aria-" + name, value);
  set("autocomplete", "list");
  set("haspopup", "listbox");
  set("controls", list.id);
  let found = [], at = -1, asked = 0;

  const hide = () => {
    asked++;
    list.hidden = true;
    found = [];
    at = -1;
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (to) => {
    at = to;
    [...list.children].forEach((e, i) => e.setAttribute("aria-selected", String(i === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else set("activedescendant", list.children[at].id);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const take = (i) => {
    box.value = found[i].text;
    box.focus();
    look();
  };
  const row = (s, i) => {
    const li = document.createElement("li");
    li.id = list.id + "-" + i;
    li.setAttribute("role", "option");
    const label = document.createElement("code"), about = document.createElement("span");
    label.textContent = s.label;
    about.textContent = s.about;
    li.append(label, " ", about);
    li.addEventListener("pointerdown", (e) => e.preventDefault());
    li.addEventListener("click", () => take(i));
    return li;
  };
  async function look() {
    if (!box.value.startsWith("/")) return hide();
    const mine = ++asked;
    const answer = await fetch(box.dataset.complete + "?text=" + encodeURIComponent(box.value)).catch(() => null);
    if (mine !== asked || !answer?.ok) return;
    const coming = await answer.json(), marked = found[at]?.text;
    if (mine !== asked) return;
    found = coming;
    list.replaceChildren(...found.map(row));
    list.hidden = found.length === 0;
    if (found.length) document.getElementById("live").textContent = found.length + (found.length === 1 ? " suggestion" : " suggestions");
    mark(found.findIndex((one) => one.text === marked)); // what was marked meanwhile stays so
  }

  box.addEventListener("input", look);
  box.addEventListener("blur", hide);
  box.addEventListener("keydown", (e) => {
    if (list.hidden || e.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) mark(at < 0 && step < 0 ? found.length - 1 : (at + step + found.length) % found.length);
    else if (e.key === "Escape") hide();
    else if (e.key === "Tab" && !e.shiftKey) take(Math.max(at, 0));
    else if (e.key === "Enter" && at >= 0) take(at);
    else return;
    e.preventDefault();
  });
}
