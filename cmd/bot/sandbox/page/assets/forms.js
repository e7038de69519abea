// Sends forms without leaving the page.

// forms makes every form of the page go through send; visit leads to a place.
export function forms(visit) {
  document.addEventListener("submit", async (e) => {
    if (e.target.method !== "post") return;
    e.preventDefault();
    if (e.submitter?.getAttribute("aria-busy") || !(await confirmed(e.submitter))) return;
    send(e.target, e.submitter, visit);
  });

  // An input of which the app wants to hear at once is pressed like a button.
  document.addEventListener("change", (e) => {
    if (!e.target.dataset?.dispatch) return;
    const button = document.createElement("button");
    Object.assign(button, { name: "press", value: e.target.name.slice("in:".length), hidden: true });
    e.target.form.append(button);
    e.target.form.requestSubmit(button);
    button.remove();
  });

  document.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || e.shiftKey || e.isComposing || e.defaultPrevented || !e.target.matches("form[data-composer] textarea")) return;
    e.preventDefault();
    e.target.form.requestSubmit(e.target.form.querySelector("button"));
  });
}

// send carries a form to the server, and goes where its answer leads.
async function send(form, button, visit) {
  const body = new URLSearchParams(new FormData(form, button)), from = location.href;
  const url = button?.hasAttribute("formaction") ? button.formAction : form.action;
  const shown = button?.hidden ? form.querySelector("[data-submit]") : button;
  const box = form.matches("[data-composer]") ? form.elements.text : null;
  shown?.setAttribute("aria-busy", "true");
  if (box) {
    form.reset();
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  try {
    const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
    const said = await answer.json();
    if (said.error) throw new Error(said.error);
    const left = location.href !== from; // somebody has gone on meanwhile
    if (!left && new URL(said.to, location).href !== from) await visit(said.to);
  } catch (e) {
    if (box && !box.value) box.value = body.get("text");
    const text = e instanceof TypeError ? "The sandbox does not answer; it may have been ended." : e.message;
    await ask({ title: "That did not work", text, answers: [["Close", "yes"]] });
  } finally {
    shown?.removeAttribute("aria-busy");
  }
}

// confirmed asks first, where the button says so.
async function confirmed(button) {
  const d = button?.dataset;
  if (!d?.confirmTitle) return true;
  return (await ask({ title: d.confirmTitle, text: d.confirmText, answers: [[d.confirmDeny, ""], [d.confirmOk, "yes"]] })) === "yes";
}

// ask shows a small window with a few answers and waits for one. Escape is the first.
function ask({ title, text, answers }) {
  const dialog = document.createElement("dialog");
  dialog.className = "modal ask";
  dialog.setAttribute("aria-labelledby", "ask-title");
  const add = (to, tag, more) => to.appendChild(Object.assign(document.createElement(tag), more));
  add(dialog, "h2", { id: "ask-title", textContent: title });
  add(dialog, "p", { textContent: text });
  const buttons = add(dialog, "p", { className: "buttons" });
  for (const [label, answer] of answers) add(buttons, "button", { textContent: label, type: "button", className: answer ? "primary" : "", onclick: () => dialog.close(answer) });
  const before = document.activeElement;
  return new Promise((resolve) => {
    dialog.onclose = () => {
      dialog.remove();
      before?.focus();
      resolve(dialog.returnValue);
    };
    document.body.append(dialog);
    dialog.showModal();
  });
}
