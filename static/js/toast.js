// What the product says back. Anything may dispatch "toast" with {text | value, level, href, label, method}; the server
// does so with the HX-Trigger header. Good news leaves by itself, bad news stays until it is closed.
const shelf = () => document.getElementById("toasts");
const STAY = 6000;
const ICONS = { good: "circle-check", info: "info", bad: "circle-alert" };

document.addEventListener("toast", (event) => show(event.detail ?? {}));

document.addEventListener("click", (event) => {
  const close = event.target.closest?.("[data-toast-close]");
  if (close) close.closest(".toast").remove();
  const sample = event.target.closest?.("[data-toast]");
  if (sample) show({ text: sample.dataset.toast, level: sample.dataset.toastLevel });
});

// A modal dialog makes the rest of the page inert: while one is open the shelf stands inside it.
document.addEventListener("htmx:before:swap", () => stand(document.body));
document.addEventListener("close", () => stand(document.body), true);

for (const toast of document.querySelectorAll("#toasts .toast")) leaveLater(toast);

function show({ text, value, level = "good", href, label, method = "get" }) {
  if (!shelf() || !(text ?? value)) return;
  for (const same of shelf().querySelectorAll(".toast")) if (same.querySelector("span").textContent === (text ?? value)) same.remove();
  const toast = document.getElementById("toast-template").content.firstElementChild.cloneNode(true);
  toast.classList.add(`toast--${level}`);
  const use = toast.querySelector("use");
  use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${ICONS[level] ?? ICONS.good}`));
  toast.querySelector("span").textContent = text ?? value;
  if (href) toast.querySelector(".toast__acts").prepend(offer(href, label, method));
  const open = [...document.querySelectorAll("dialog[open]")].findLast((dialog) => dialog.matches(":modal"));
  stand(open ?? document.body);
  shelf().append(toast);
  leaveLater(toast);
}

function stand(place) {
  if (shelf() && shelf().parentElement !== place) place.append(shelf());
}

function offer(href, label, method) {
  const act = document.createElement(method === "get" ? "a" : "button");
  act.className = "button button--quiet button--small";
  act.textContent = label;
  if (method === "get") act.href = href;
  else act.addEventListener("click", () => {
    htmx.ajax(method, href, { source: act, target: document.body, swap: "none" });
    act.disabled = true;
  });
  return act;
}

function leaveLater(toast) {
  if (toast.classList.contains("toast--bad")) return;
  const leave = () => (toast.matches(":hover, :focus-within") ? setTimeout(leave, STAY) : toast.remove());
  setTimeout(leave, toast.querySelector(".toast__acts > :not([data-toast-close])") ? STAY * 2 : STAY);
}
