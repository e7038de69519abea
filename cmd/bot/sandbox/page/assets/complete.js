// Completes commands in the message box, as a combobox does.

export function completions(box) {
  if (!box.dataset.complete || box.dataset.completing) return;
  box.dataset.completing = "1";
  const list = document.createElement("ul");
  Object.assign(list, { id: box.id + "-suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "How the command can go on");
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  let found = [], at = -1;

  const hide = () => {
    list.hidden = true;
    found = [];
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const mark = (to) => {
    at = to;
    [...list.children].forEach((e, i) => e.setAttribute("aria-selected", i === at));
    at < 0 ? box.removeAttribute("aria-activedescendant") : box.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const take = (i) => {
    box.value = found[i].text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  };
  const show = (all) => {
    found = all;
    list.replaceChildren(...all.map((s, i) => {
      const row = document.createElement("li");
      row.id = list.id + "-" + i;
      row.setAttribute("role", "option");
      const label = document.createElement("code"), about = document.createElement("span");
      label.textContent = s.label;
      about.textContent = s.about;
      row.append(label, " ", about);
      row.addEventListener("mousedown", (e) => { e.preventDefault(); take(i); });
      return row;
    }));
    list.hidden = all.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
    mark(-1);
  };

  let asked = 0;
  box.addEventListener("input", async () => {
    const mine = ++asked;
    if (!box.value.startsWith("/")) return hide();
    const answer = await fetch(box.dataset.complete + "?text=" + encodeURIComponent(box.value));
    if (mine === asked && answer.ok) show(await answer.json());
  });
  box.addEventListener("blur", hide);
  box.addEventListener("keydown", (e) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (step) mark((at + step + found.length + (at < 0 && step < 0 ? 1 : 0)) % found.length);
    else if (e.key === "Escape") hide();
    else if (e.key === "Tab" && !e.shiftKey) take(Math.max(at, 0));
    else if (e.key === "Enter" && at >= 0) take(at);
    else return;
    e.preventDefault();
  });
}
