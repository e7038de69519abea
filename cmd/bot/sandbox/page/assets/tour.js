// Marks the one thing that the guided tour points at.

export function point() {
  document.querySelectorAll(".pointed").forEach((e) => e.classList.remove("pointed"));
  const card = document.querySelector("[data-point]");
  if (!card) return;
  const target = [...document.querySelectorAll(card.dataset.point)].find((e) => e.getClientRects().length);
  if (!target) return;
  target.classList.add("pointed");
  target.scrollIntoView({ block: "nearest" });
}
