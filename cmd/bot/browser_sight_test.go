package main

import "encoding/json"

// sight is what a visitor's eyes do, as a script that is evaluated in the page
// and leaves nothing there. A person sees what is laid out and not hidden, reads
// a control by its label, and hits what lies on top.
const sight = `(() => {
  const flat = (s) => (s ?? "").replace(/\s+/g, " ").trim();
  const visible = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && e.getClientRects().length > 0 && !e.closest(".unseen");
  const labelled = (e) => e.labels?.length ? [...e.labels].map((l) => l.textContent).join(" ") : "";
  const label = (e) => flat(e.dataset?.label || e.getAttribute("aria-label") || (e.matches("input, select, textarea") ? labelled(e) : e.textContent));
  const above = () => { const open = [...document.querySelectorAll("dialog[open]")].filter(visible); return open.at(-1) ?? document; };
  const best = (all, text) => all.filter((e) => label(e) === text).at(-1) ?? all.filter((e) => label(e).startsWith(text)).at(-1);
  const controls = (from, selector) => [...from.querySelectorAll(selector)].filter(visible);
  const leaf = (e, text) => {
    if (!flat(e.textContent).includes(text)) return null;
    const inner = [...e.children].map((c) => c.matches("script, style, template") ? null : leaf(c, text)).filter(Boolean);
    return inner.at(-1) ?? (visible(e) ? e : null);
  };
  const point = (e) => {
    if (!e) return null;
    e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const r = [...e.getClientRects()].find((r) => r.width > 0 && r.height > 0);
    if (!r) return null;
    const x = r.x + Math.min(r.width / 2, 200), y = r.y + r.height / 2, top = document.elementFromPoint(x, y);
    const hit = top && (e === top || e.contains(top) || top.contains(e) && top.closest("label, a, button, summary") !== null);
    return { x, y, w: r.width, h: r.height, hit: Boolean(hit), over: hit ? "" : top ? top.outerHTML.slice(0, 200) : "nothing", item: e.closest("[data-list] > *")?.outerHTML ?? "" };
  };
  return {
    flat, visible, label, above,
    control: (text, selector) => best(controls(above(), selector), text) ?? best(controls(document, selector), text),
    one: (selector) => controls(document, selector).at(-1),
    reads: (text, within) => [...document.querySelectorAll(within)].some((e) => leaf(e, text)),
    point,
  };
})()`

// eyed is an expression that may look through the eyes above, by the name sight.
func eyed(expression string) string {
	return "(() => { const sight = " + sight + "; return (" + expression + "); })()"
}

// quoted is a text as a script writes it.
func quoted(text string) string {
	b, err := json.Marshal(text)
	if err != nil {
		panic(err) // no string fails
	}
	return string(b)
}

// What a visitor presses, and what he enters something into.
const (
	pressable = `button, a[href], summary, [role="option"]`
	enterable = `input:not([type="hidden"]), textarea, select`
)

func byLabel(text, selector string) string {
	return `sight.control(` + quoted(text) + `, ` + quoted(selector) + `)`
}

func bySelector(selector string) string { return `sight.one(` + quoted(selector) + `)` }
