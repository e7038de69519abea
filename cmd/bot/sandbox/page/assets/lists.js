// Lists of items: each item is an element with an id, replaced as a whole.

const template = document.createElement("template");
function parse(html) {
  template.innerHTML = html;
  return template.content.firstElementChild;
}

// apply carries changes out, in order.
export function apply(changes, added) {
  const stuck = [...document.querySelectorAll("[data-scroll]")].filter((box) => box.scrollHeight - box.scrollTop - box.clientHeight < 80);
  for (const c of changes) {
    const list = document.getElementById("list-" + c.list);
    if (!list) continue;
    const old = document.getElementById(c.id);
    if (c.drop) {
      old?.remove();
      continue;
    }
    const node = parse(c.html);
    if (old && list.contains(old)) {
      swap(old, node);
    } else {
      const after = c.after && document.getElementById(c.after);
      after ? after.after(node) : list.prepend(node);
      added(node);
    }
  }
  for (const box of stuck) box.scrollTop = box.scrollHeight;
}

// syncList makes a list show what another one does.
export function syncList(list, wanted) {
  const ids = new Set([...wanted.children].map((e) => e.id));
  for (const old of [...list.children]) if (!ids.has(old.id)) old.remove();
  let last = null;
  for (const node of [...wanted.children]) {
    let here = [...list.children].find((e) => e.id === node.id);
    if (here && here.outerHTML !== node.outerHTML) {
      here = swap(here, document.adoptNode(node));
    } else if (!here) {
      here = document.adoptNode(node);
    }
    const next = last ? last.nextElementSibling : list.firstElementChild;
    if (next !== here) last ? last.after(here) : list.prepend(here);
    last = here;
  }
}

// swap replaces an item and keeps what somebody is doing in it: what he typed, as
// long as the server did not say otherwise, the focus, and what is unfolded.
function swap(old, node) {
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const range = active && "selectionStart" in active ? [active.selectionStart, active.selectionEnd] : null;
  for (const input of old.querySelectorAll("input, textarea, select")) keep(input, node);
  for (const open of old.querySelectorAll("details[open]")) {
    const same = open.id && node.querySelector("#" + CSS.escape(open.id));
    if (same) same.open = true;
  }
  const scrolled = [...old.querySelectorAll(".scroll")].map((e) => e.scrollTop);
  old.replaceWith(node);
  node.querySelectorAll(".scroll").forEach((e, i) => (e.scrollTop = scrolled[i] ?? 0));
  if (active) refocus(active, node, range);
  return node;
}

function keep(input, node) {
  const same = [...node.querySelectorAll("input, textarea, select")].find((e) => e.name === input.name && e.type === input.type && (e.type !== "checkbox" && e.type !== "radio" || e.value === input.value));
  if (!same || input.type === "hidden") return;
  if (input.type === "checkbox" || input.type === "radio") {
    if (same.defaultChecked === input.defaultChecked) same.checked = input.checked;
  } else if (input.tagName === "SELECT") {
    const begun = (e) => [...e.options].filter((o) => o.defaultSelected).map((o) => o.value).join();
    if (begun(same) === begun(input)) [...input.selectedOptions].forEach((o) => [...same.options].filter((s) => s.value === o.value).forEach((s) => (s.selected = true)));
  } else if (same.defaultValue === input.defaultValue) {
    same.value = input.value;
  }
}

function refocus(active, node, range) {
  const all = [...node.querySelectorAll("a, button, input, textarea, select, summary, [tabindex]")];
  const same = all.find((e) => (active.id ? e.id === active.id : e.tagName === active.tagName && e.name === active.name && e.value === active.value && e.textContent === active.textContent));
  const invalid = node.querySelector("[aria-invalid]");
  const target = invalid ?? same;
  target?.focus({ preventScroll: true });
  if (range && target === same) try { same?.setSelectionRange(...range); } catch { /* not every input has a selection */ }
}
