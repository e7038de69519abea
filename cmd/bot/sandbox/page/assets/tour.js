// Marks the one thing that the guided tour points at, wherever it is.

const visible = (e) => e.getClientRects().length > 0;

// way is what leads to an element that is on the page and not in sight, where
// there is room for one thing alone.
function way(target) {
  if (target.closest(".side")) return document.querySelector(".menu-link");
  if (target.closest("aside.pane")) return null;
  return [...document.querySelectorAll("aside .leave, .menu-link")].find(visible);
}

export function point() {
  for (const e of document.querySelectorAll(".pointed")) {
    e.classList.remove("pointed");
    if (e.getAttribute("aria-describedby") === "tour-do") e.removeAttribute("aria-describedby");
  }
  const card = document.querySelector("[data-point]");
  if (!card) return;
  const all = [...document.querySelectorAll(card.dataset.point)];
  let target = all.findLast(visible);
  if (!target && all.length) target = way(all.at(-1));
  if (!target) return;
  target.classList.add("pointed");
  if (!target.hasAttribute("aria-describedby")) target.setAttribute("aria-describedby", "tour-do");
  if (target !== pointed) target.scrollIntoView({ block: "nearest" });
  pointed = target;
}
let pointed;
