// Marks the one thing that the guided tour points at, wherever it is.

import { byID } from "./focus.js";

const visible = (e) => e.getClientRects().length > 0;

// way is what leads to an element that is on the page and not in sight, where
// there is room for one thing alone.
function way(target) {
  if (target.closest(".side")) return document.querySelector(".menu-link");
  if (target.closest("aside.pane")) return null;
  return [...document.querySelectorAll("aside .leave")].find(visible) ?? document.querySelector(".menu-link");
}

// find is what a selector names, or what leads to it.
function find(selector) {
  const all = [...document.querySelectorAll(selector)];
  return all.findLast(visible) ?? (all.length ? way(all.at(-1)) : null);
}

// Nothing is pointed at while something is on its way, nor a moment longer: what it
// changed comes on a way of its own, and is not to be pressed again.
const moment = 250; // in milliseconds
let calm = 0;
const busy = () => performance.now() < calm || document.querySelector("[aria-busy]") !== null;

function settle() {
  calm = performance.now() + moment;
  setTimeout(point, moment + 20);
  point();
}

// passed tells whether the first of two things is done that only the browser knows:
// the command is in the message box, or what was to be unfolded is unfolded.
function passed(card) {
  const command = card.querySelector("[data-tour-command]");
  if (command) return byID("composer-send")?.hasAttribute("aria-busy") || byID("composer")?.value.trim() === command.dataset.tourCommand;
  return Boolean(document.querySelector(card.dataset.point)?.closest("details")?.open);
}

let pointed;
export function point() {
  const card = byID("tour-card"), target = card && aim(card);
  for (const e of document.querySelectorAll(".pointed")) {
    if (e === target) continue;
    e.classList.remove("pointed");
    if (e.getAttribute("aria-describedby")?.startsWith("tour-")) e.removeAttribute("aria-describedby");
  }
  if (target && target !== pointed) target.scrollIntoView({ block: "nearest" });
  pointed = target;
}

// aim marks what the card points at, and shows what it says of it.
function aim(card) {
  const first = byID("tour-first"), then = byID("tour-then"), second = Boolean(then && passed(card));
  first.hidden = second;
  if (then) then.hidden = !second;
  card.dataset.step = (second ? then : first).dataset.step;
  const selector = second ? then.dataset.then : card.dataset.point;
  const target = selector && !busy() && find(selector);
  if (!target) return null;
  target.classList.add("pointed");
  if (!target.hasAttribute("aria-describedby")) target.setAttribute("aria-describedby", second ? "tour-then" : "tour-first");
  return target;
}

// The card's command goes into the message box, where one learns to type it.
document.addEventListener("click", (e) => {
  const command = e.target.closest?.("[data-tour-command]"), box = byID("composer");
  if (!command || !box) return;
  e.preventDefault();
  box.value = command.dataset.tourCommand;
  point();
});
document.addEventListener("input", point);
document.addEventListener("toggle", point, true);
new MutationObserver(settle).observe(document.body, { subtree: true, attributeFilter: ["aria-busy"] });
