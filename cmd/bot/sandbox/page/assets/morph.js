// Makes elements of the page equal to newer ones without replacing what is the
// same in both, so that focus, selection, scrolling, what is unfolded and what
// somebody is typing stay.

const template = document.createElement("template");

// parse reads the one element that markup holds.
export function parse(html) {
  template.innerHTML = html;
  return template.content.firstElementChild;
}

// These belong to the browser or to the scripts, not to the server.
const ours = new Set(["open", "aria-busy"]);

// morph makes an element equal to a newer one. It keeps the element.
export function morph(old, node) {
  if (old.isEqualNode(node)) return;
  if (old.nodeType !== Node.ELEMENT_NODE) {
    old.data = node.data;
    return;
  }
  if (old.matches("form[data-composer]")) {
    old.setAttribute("action", node.getAttribute("action")); // the box itself is the person's
    return;
  }
  fields(old, node);
  attributes(old, node);
  if (old.tagName === "TEXTAREA") return;
  children(old, node);
}

function attributes(old, node) {
  for (const { name } of [...old.attributes]) if (!node.hasAttribute(name) && !ours.has(name)) old.removeAttribute(name);
  for (const { name, value } of node.attributes) if (!ours.has(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
}

// fields takes what stands in an input from the newer one only where the server
// says something else than before: what was typed meanwhile is the person's.
function fields(old, node) {
  if (old.tagName === "TEXTAREA") {
    if (old.defaultValue !== node.defaultValue) {
      old.defaultValue = node.defaultValue;
      old.value = node.defaultValue;
    }
  } else if (old.tagName === "OPTION") {
    if (old.defaultSelected !== node.defaultSelected) old.selected = node.defaultSelected;
  } else if (old.tagName === "INPUT") {
    if (old.defaultChecked !== node.defaultChecked) old.checked = node.defaultChecked;
    if (old.defaultValue !== node.defaultValue && old.type !== "checkbox" && old.type !== "radio") old.value = node.defaultValue;
  }
}

// key names a node among its siblings.
function key(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return "#" + node.nodeType;
  return node.id || [node.tagName, node.getAttribute("name"), node.tagName === "BUTTON" ? node.value : ""].join();
}

function children(old, node) {
  const next = [...node.childNodes], wanted = new Map(), pool = new Map();
  for (const n of next) wanted.set(key(n), (wanted.get(key(n)) ?? 0) + 1);
  for (const n of [...old.childNodes]) {
    const k = key(n), left = wanted.get(k) ?? 0;
    if (left === 0) {
      n.remove();
      continue;
    }
    wanted.set(k, left - 1);
    pool.set(k, [...(pool.get(k) ?? []), n]);
  }
  let at = old.firstChild;
  for (const n of next) {
    const same = pool.get(key(n))?.shift();
    if (!same) {
      old.insertBefore(n, at);
    } else if (same === at) {
      at = at.nextSibling;
      morph(same, n);
    } else {
      old.insertBefore(same, at);
      morph(same, n);
    }
  }
}

// apply carries out changes of lists of items, in order. It calls added with each
// item that was not there before.
export function apply(changes, added) {
  for (const c of changes) {
    const list = document.getElementById("list-" + c.list);
    if (!list) continue;
    const old = [...list.children].find((e) => e.id === c.id);
    if (c.drop) {
      old?.remove();
      continue;
    }
    const node = parse(c.html);
    if (old) {
      morph(old, node);
      continue;
    }
    const after = c.after && [...list.children].find((e) => e.id === c.after);
    after ? after.after(node) : list.prepend(node);
    added(node);
  }
}
