// Forms: the first thing to correct gets the focus, a form is sent once, and what was typed is never lost in silence.
const WORDS = { 401: "forbidden", 403: "forbidden", 404: "gone", 409: "conflict", 413: "tooLarge", 429: "tooOften", 503: "unready" };
const SHOWN = new Set([409, 422]); // answers whose own text is swapped in

focusFirstError(document);
document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx.target;
  if (event.detail.ctx.response?.status === 422) focusFirstError(target?.isConnected ? target : document);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  if (!navigator.onLine) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return say("offline");
  }
  delete form.dataset.changed;
  // After the browser has read the form, so that the pressed button is still part of it.
  setTimeout(() => !event.defaultPrevented && busy(form, true));
  // A form that answers with a file leaves its page standing.
  setTimeout(() => !event.defaultPrevented && busy(form, false), 8000);
}, true);

addEventListener("pageshow", () => document.querySelectorAll("form[aria-busy]").forEach((form) => busy(form, false)));
document.addEventListener("htmx:before:request", (event) => busy(formOf(event), true));
document.addEventListener("htmx:finally:request", (event) => busy(formOf(event), false));

document.addEventListener("htmx:error", (event) => {
  if (!event.detail.ctx) return;
  const form = formOf(event);
  if (form) form.dataset.changed = "";
  if (!unasked(event)) say("offline");
});

document.addEventListener("htmx:response:error", (event) => {
  const { status, headers } = event.detail.ctx.response;
  if (unasked(event)) return;
  const explained = SHOWN.has(status) || /toast|failed/.test(headers.get("HX-Trigger") ?? "");
  if (!explained) failed({ status });
});

// HX-Trigger: {"failed": {status, request}} from the server's error pages; the number is shown where it helps to find the fault.
document.addEventListener("failed", (event) => asksByItself(event.target) || failed(event.detail));

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form) form.dataset.changed = "";
});

addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-guard][data-changed]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-back]") || history.length < 2) return;
  event.preventDefault();
  history.back();
});

// What a page asks by itself, again and again, does not complain again and again.
function unasked(event) {
  return asksByItself(event.detail.ctx.sourceElement);
}

function asksByItself(element) {
  return Boolean(element.matches?.("[hx-trigger*=visible-tick], [hx-trigger*=every]"));
}

function formOf(event) {
  const source = event.detail.ctx?.sourceElement;
  return source?.matches?.("form") ? source : null;
}

function busy(form, on) {
  if (!form) return;
  form.toggleAttribute("aria-busy", on);
  if (on) form.setAttribute("aria-busy", "true");
  for (const button of form.elements) {
    if (button.type !== "submit" || (on && button.disabled)) continue;
    if (on) button.dataset.waits = "";
    if ("waits" in button.dataset) button.disabled = on;
    if (!on) delete button.dataset.waits;
  }
}

function focusFirstError(where) {
  where.querySelector("[aria-invalid=true]:not([data-sample] *)")?.focus();
}

function failed({ status, request }) {
  say(WORDS[status] ?? (status >= 500 ? "failed" : "refused"), status >= 500 && request ? ` (${request})` : "");
}

function say(which, number = "") {
  const text = (document.getElementById("toasts")?.dataset[which] ?? "") + number;
  document.dispatchEvent(new CustomEvent("toast", { detail: { text, level: "bad" } }));
}
