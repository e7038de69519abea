// Keeps the page up to date and leads from place to place without loading it
// anew. Without it every link and form still works, by loading the page.
import { apply, morph } from "./morph.js";
import { completions } from "./complete.js";
import { byID, keepFocus, showModal } from "./focus.js";
import { forms } from "./forms.js";
import { hold, scrolling, show } from "./scroll.js";
import { point } from "./tour.js";

// The stream of what changes on the page that is shown. A page that nobody sees
// does without: a browser opens few streams at a time.
let source, last = 0;

function listen() {
  source?.close();
  if (document.hidden) return;
  source = new EventSource(document.body.dataset.events + "&since=" + last);
  source.onopen = () => (byID("lost").hidden = true);
  source.onerror = () => (byID("lost").hidden = false);
  source.addEventListener("change", (e) => {
    last = Number(e.lastEventId);
    keepFocus(() => apply(JSON.parse(e.data), announce));
    changed();
  });
  source.addEventListener("reload", async () => {
    source.close();
    const from = location.href; // a form that is on its way may lead elsewhere
    while (document.querySelector("[aria-busy]")) await new Promise((go) => setTimeout(go, 50));
    if (location.href === from) location.reload();
  });
}

// changed does what follows every change of the page.
function changed() {
  showModal();
  point();
}

// announce tells who cannot see the page that a message came.
function announce(node) {
  if (node.matches("article.message")) byID("live").textContent = node.getAttribute("aria-label") + ": " + node.querySelector(".body").textContent.trim().slice(0, 160);
}

// visit shows another place of the page. Of two visits at once the later wins.
let visits = 0;
async function visit(url, push = true) {
  const mine = ++visits;
  let next;
  try {
    const answer = await fetch(url);
    if (answer.redirected) url = answer.url;
    next = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    byID("lost").hidden = false;
    return;
  }
  if (mine !== visits) return;
  if (!next.body.dataset.events) {
    location.assign(url);
    return;
  }
  if (push) history.pushState(null, "", url);
  document.title = next.title;
  for (const { name, value } of [...next.body.attributes]) document.body.setAttribute(name, value);
  keepFocus(() => swapParts(next));
  last = 0;
  listen();
  settle();
  changed();
}

// swapParts makes the parts of the page equal to those of another. A part that
// shows something else is replaced, so that nothing typed for the one room is
// sent to the other.
function swapParts(next) {
  const columns = byID("part-columns");
  columns.className = next.getElementById("part-columns").className;
  for (const old of document.querySelectorAll("[data-part]")) if (!next.getElementById(old.id)) old.remove();
  for (const part of [...next.querySelectorAll("[data-part]")]) {
    const old = byID(part.id);
    if (!old) columns.append(part);
    else if (part.dataset.key === old.dataset.key) morph(old, part);
    else old.replaceWith(part);
    if (!old && part.matches("aside")) part.focus({ preventScroll: true });
  }
}

// settle brings into view what the address is about, if it was not yet, else the
// newest message.
let aimed;
function settle() {
  document.querySelectorAll("[data-scroll]").forEach(scrolling);
  document.querySelectorAll("textarea[data-complete]").forEach(completions);
  const target = byID(document.body.dataset.target || decodeURIComponent(location.hash.slice(1)));
  const named = target && location.pathname + target.id;
  if (named && named !== aimed && target.closest("[data-scroll]")) show(target);
  aimed = named;
  document.querySelector("[data-open-home]")?.click();
}

// earlier shows older messages, and leaves in view what was in view.
let loading = false;
async function earlier(box) {
  const link = box.querySelector("a[data-earlier]");
  if (!link || loading) return;
  loading = true;
  document.body.dataset.target = "";
  await hold(box, () => visit(link.href, false));
  history.replaceState(null, "", link.href);
  loading = false;
}

document.addEventListener("click", (e) => {
  for (const menu of document.querySelectorAll("details.bk-overflow[open]")) if (!menu.contains(e.target)) menu.open = false;
  const link = e.target.closest("a[href]");
  if (!link || e.button || e.ctrlKey || e.metaKey || e.shiftKey || e.altKey || link.origin !== location.origin) return;
  if (!link.pathname.startsWith(document.body.dataset.root) || link.pathname.startsWith(document.body.dataset.root + "files/")) return;
  if (link.hash && !link.search && link.pathname === location.pathname) return; // a step within the page
  e.preventDefault();
  visit(link.href);
});

addEventListener("popstate", () => visit(location.href, false));
document.addEventListener("visibilitychange", () => (document.hidden ? source?.close() : listen()));

document.documentElement.classList.add("js");
forms(visit);
document.addEventListener("earlier", (e) => earlier(e.target));
settle();
listen();
changed();
document.documentElement.dataset.ready = "1";
performance.mark("ready");
