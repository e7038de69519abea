// Where the keyboard is, while the page changes under it.

export const byID = (id) => (id ? document.getElementById(id) : null);

// An element may be replaced meanwhile, so it is remembered by what it is.
function describe(e) {
  return { element: e, id: e?.id, item: e?.closest("[data-list] > *")?.id, name: e?.name, value: e?.value };
}

function find(d) {
  if (d.element?.isConnected && d.element !== document.body) return d.element;
  if (byID(d.id)) return byID(d.id);
  const item = byID(d.item);
  return [...(item?.querySelectorAll("button[name]") ?? [])].find((e) => e.name === d.name && e.value === d.value) ?? item;
}

// keepFocus carries out a change of the page. Where it takes away what had the
// focus, the focus goes to what stands in its place.
export function keepFocus(change) {
  const before = describe(document.activeElement);
  change();
  if (document.activeElement !== document.body || before.element === document.body) return;
  focus(find(before) ?? byID("part-channel"));
}

function focus(e) {
  if (e?.matches("dialog")) e = e.querySelector("[data-submit]") ?? e.querySelector("[data-close]");
  if (!e) return;
  if (!e.matches("a, button, input, select, textarea, summary, [tabindex]")) e.tabIndex = -1;
  e.focus({ preventScroll: true });
}

// showModal opens the newest window over the page, with the focus in it, and when
// the last one closes gives the focus back to what had it before.
let shown = "", opener, errors = 0;
export function showModal() {
  const dialog = document.querySelector("dialog[data-modal]");
  const invalid = dialog?.querySelectorAll("[aria-invalid]") ?? [];
  if (dialog && !dialog.matches(":modal")) {
    if (!shown) opener = describe(document.activeElement);
    dialog.open = false;
    dialog.showModal();
    dialog.addEventListener("cancel", leave);
    dialog.addEventListener("close", leave);
    begin(dialog);
  } else if (dialog && (invalid.length > errors || document.activeElement === document.body)) {
    begin(dialog);
  } else if (!dialog && shown) {
    focus(find(opener));
  }
  shown = dialog?.id ?? "";
  errors = invalid.length;
}

// begin puts the focus where somebody would begin: the first error, else the first
// input, else the title.
function begin(dialog) {
  (dialog.querySelector("[aria-invalid]") ?? dialog.querySelector("[autofocus], .bk-field, .bk-choice input") ?? dialog.querySelector("h2")).focus();
}

// leave closes a window as its close button does: the app may want to hear of it.
function leave(e) {
  e.preventDefault();
  if (e.target.isConnected && e.target.matches("dialog")) e.target.querySelector("[data-close]")?.click();
}
