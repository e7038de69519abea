// Keeps the page up to date and sends forms without leaving it. Without it every
// link and form still works, by loading the page anew.
import { apply, syncList } from "./lists.js";
import { completions } from "./complete.js";
import { point } from "./tour.js";

const byID = (id) => document.getElementById(id);
const problem = byID("problem");
let source;

// listen follows what changes on the page that is shown.
function listen() {
  source?.close();
  source = new EventSource(document.body.dataset.events);
  source.addEventListener("change", (e) => {
    apply(JSON.parse(e.data), announce);
    changed();
  });
  source.addEventListener("reload", () => {
    source.close();
    location.reload();
  });
}

// changed does what follows every change of the page.
function changed() {
  showModal();
  point();
}

// announce tells who cannot see the page that a message came.
function announce(node) {
  if (!node.matches("article.message")) return;
  byID("live").textContent = node.getAttribute("aria-label") + ": " + node.querySelector(".body").textContent.trim().slice(0, 160);
}

// The window that is open takes the focus, and gives it back when it closes.
let shown = "", before;
function showModal() {
  const dialog = document.querySelector("dialog[data-modal]");
  if (dialog && dialog.id !== shown) {
    if (!shown) before = describe(document.activeElement);
    (dialog.querySelector("[aria-invalid], [autofocus], .bk-field") ?? dialog.querySelector("h2")).focus();
  }
  if (!dialog && shown) find(before)?.focus();
  shown = dialog?.id ?? "";
}

// An element may be replaced meanwhile, so it is remembered by what it is.
const describe = (e) => ({ id: e?.id, item: e?.closest("[data-list] > *")?.id, name: e?.name, value: e?.value });
function find(d) {
  if (!d) return null;
  if (d.id) return byID(d.id);
  return [...(byID(d.item)?.querySelectorAll("button, a, input") ?? [])].find((e) => e.name === d.name && e.value === d.value) ?? byID("composer");
}

// visit shows another place of the page without loading it anew.
async function visit(url, push = true) {
  const answer = await fetch(url, { headers: { "X-Page": "1" } });
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!next.body.dataset.events) {
    location.assign(url);
    return;
  }
  if (push) history.pushState(null, "", url);
  document.title = next.title;
  for (const { name, value } of next.body.attributes) document.body.setAttribute(name, value);
  swapParts(next);
  listen();
  settle();
  changed();
}

// swapParts replaces the parts of the page. A part that shows the same as before
// keeps what is typed and where it is scrolled to.
function swapParts(next) {
  const columns = byID("part-columns"), coming = next.getElementById("part-columns");
  columns.className = coming.className;
  for (const old of document.querySelectorAll("[data-part]")) {
    if (!next.getElementById(old.id)) old.remove();
  }
  for (const part of next.querySelectorAll("[data-part]")) {
    const old = byID(part.id);
    if (!old) {
      columns.append(document.adoptNode(part));
    } else if (part.dataset.key && part.dataset.key === old.dataset.key) {
      part.querySelectorAll("[data-list]").forEach((list) => syncList(byID(list.id), list));
      part.querySelectorAll("form[data-composer]").forEach((form, i) => (old.querySelectorAll("form[data-composer]")[i].action = form.action));
      part.querySelectorAll("h2 a.leave").forEach((a) => (old.querySelector("h2 a.leave").href = a.href));
    } else {
      old.replaceWith(document.adoptNode(part));
    }
  }
}

// settle brings into view what the address names, else the newest message.
function settle() {
  for (const box of document.querySelectorAll("[data-scroll]")) {
    if (box.dataset.settled) continue;
    box.dataset.settled = "1";
    box.scrollTop = box.scrollHeight;
    box.addEventListener("scroll", () => earlier(box), { passive: true });
  }
  document.querySelectorAll("textarea[data-complete]").forEach(completions);
  const named = location.hash && byID(decodeURIComponent(location.hash.slice(1)));
  if (named) {
    named.scrollIntoView({ block: "center" });
    named.classList.add("named");
  }
}

// earlier loads older messages when somebody scrolls to the oldest that is there.
let loading = false;
async function earlier(box) {
  const link = box.querySelector("a[data-earlier]");
  if (!link || box.scrollTop > 200 || loading) return;
  loading = true;
  const below = box.scrollHeight - box.scrollTop;
  await visit(link.href, false);
  history.replaceState(null, "", link.href);
  box.scrollTop = box.scrollHeight - below;
  loading = false;
}

// send carries a form to the server.
async function send(form, button) {
  const body = new URLSearchParams(new FormData(form, button));
  const url = button?.hasAttribute("formaction") ? button.formAction : button?.name === "press" && form.dataset.act ? form.dataset.act : form.action;
  button?.setAttribute("aria-busy", "true");
  problem.hidden = true;
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (said.error) throw new Error(said.error);
    if (form.matches("[data-composer]")) form.reset();
    if (new URL(said.to, location).href.split("#")[0] !== location.href.split("#")[0]) await visit(said.to);
  } catch (e) {
    problem.textContent = e.message;
    problem.hidden = false;
  } finally {
    button?.removeAttribute("aria-busy");
  }
}

// confirmed asks first, where the button says so.
function confirmed(button) {
  const ask = button?.dataset;
  if (!ask?.confirmTitle) return Promise.resolve(true);
  const dialog = document.createElement("dialog");
  dialog.className = "modal ask";
  const add = (tag, text) => dialog.appendChild(Object.assign(document.createElement(tag), { textContent: text }));
  add("h2", ask.confirmTitle);
  add("p", ask.confirmText);
  return new Promise((resolve) => {
    for (const [text, answer] of [[ask.confirmDeny, ""], [ask.confirmOk, "yes"]]) add("button", text).onclick = () => dialog.close(answer);
    dialog.onclose = () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}

document.addEventListener("submit", async (e) => {
  if (e.target.method !== "post") return;
  e.preventDefault();
  if (await confirmed(e.submitter)) send(e.target, e.submitter);
});

document.addEventListener("change", (e) => {
  if (!e.target.dataset?.dispatch) return;
  const form = e.target.form, button = document.createElement("button");
  Object.assign(button, { name: "press", value: e.target.name.slice("in:".length), hidden: true });
  form.append(button);
  form.requestSubmit(button);
  button.remove();
});

document.addEventListener("click", (e) => {
  const link = e.target.closest("a[href]");
  if (!link || link.target || e.ctrlKey || e.metaKey || e.shiftKey || !link.pathname.startsWith(document.body.dataset.root)) return;
  if (link.hash && link.pathname + link.search === location.pathname + location.search) return;
  e.preventDefault();
  visit(link.href);
});

document.addEventListener("keydown", (e) => {
  if (e.key === "Enter" && !e.shiftKey && e.target.matches("form[data-composer] textarea") && !e.defaultPrevented) {
    e.preventDefault();
    e.target.form.requestSubmit();
  }
  if (e.key === "Escape" && !e.defaultPrevented && !document.querySelector("dialog.ask")) {
    const close = document.querySelector("dialog[data-modal] [data-close]");
    if (close) close.click();
  }
});

addEventListener("popstate", () => visit(location.href, false));

document.documentElement.classList.add("js");
settle();
listen();
changed();
document.documentElement.dataset.ready = "1";
performance.mark("ready");
