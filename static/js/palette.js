// Search over any page: Ctrl K or ⌘ K. htmx fetches the rows; here the arrow keys choose and Enter opens.
const dialog = () => document.getElementById("palette");
const input = () => document.getElementById("palette-input");
const options = () => [...document.querySelectorAll("#palette-results [role=option]")];
let asked = null;

if (/Mac|iPhone|iPad/.test(navigator.platform)) {
  for (const key of document.querySelectorAll("[data-palette-open] kbd")) key.textContent = "⌘ K";
}

document.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && dialog()) {
    event.preventDefault();
    if (dialog().open) dialog().close();
    else open(document.activeElement);
  } else if (event.target === input()) {
    walk(event);
  }
});

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-palette-open]");
  if (!opener || !dialog() || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open(opener);
});

document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx.target?.id === "palette-results") choose(0);
});

document.addEventListener("close", (event) => {
  if (event.target === dialog() && asked?.isConnected) asked.focus();
}, true);

function open(opener) {
  asked = opener;
  dialog().showModal();
  input().focus();
  input().select();
  htmx.trigger(input(), "palette:opened");
}

function walk(event) {
  const all = options();
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && all.length) {
    event.preventDefault();
    choose((at + step + all.length) % all.length);
  } else if (event.key === "Enter" && all[at] && !event.isComposing) {
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) window.open(all[at].href, "_blank", "noopener");
    else all[at].click();
  }
}

function choose(index) {
  const all = options();
  all.forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
  all[index]?.scrollIntoView({ block: "nearest" });
  input().setAttribute("aria-expanded", String(all.length > 0));
  if (all[index]) input().setAttribute("aria-activedescendant", all[index].id);
  else input().removeAttribute("aria-activedescendant");
}
