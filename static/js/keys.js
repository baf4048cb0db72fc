// Keys for those who work without a mouse. data-key="n" presses (or enters) its element, also one of several ("j ArrowRight");
// j and k walk over rows and cards where nothing else is named after them, x ticks, e edits (the row's data-edit, [data-key=e] in
// the row or on the page), ? lists them all, or those of the page ([data-keys]).
const BUSY = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open] *, .menu:popover-open *";
const ROW = "[data-row], .ticket, .deal";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape" && event.target.matches?.(":is(input, textarea)[data-key]")) return event.target.blur();
  if (event.target.closest(BUSY) || document.querySelector("dialog[open]")) return;
  if (event.key === "Enter" && event.target.closest("a[href], button, summary, label, input")) return;
  if (act(event.key, event.target.closest(ROW))) event.preventDefault();
});

function act(key, row) {
  const named = `[data-key~="${CSS.escape(key)}"]`;
  if ((key === "j" || key === "k") && !document.querySelector(named)) return walk(row, key === "j" ? 1 : -1);
  if (key === "x") return press(row?.querySelector("input[type=checkbox]"));
  if (key === "?") return help();
  if (key === "e" && row?.dataset.edit) return go(row.dataset.edit);
  return press(row?.querySelector(named) ?? [...document.querySelectorAll(named)].find((one) => !one.closest(ROW)));
}

function walk(row, step) {
  const all = [...document.querySelectorAll(ROW)];
  const next = row ? all[all.indexOf(row) + step] : all.at(step > 0 ? 0 : -1);
  const open = next?.querySelector("a[href]") ?? next?.querySelector("button, input"); // so that Enter opens the row
  const target = next?.matches("[tabindex]") ? next : open; // a card that is carried takes Enter and Space itself
  target?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return Boolean(next);
}

function press(element) {
  if (!element) return false;
  if (element.matches("input:not([type=checkbox]), textarea, select")) element.focus();
  else element.click();
  return true;
}

function go(address) {
  location.assign(address);
  return true;
}

function help() {
  const keys = document.querySelector("dialog[data-keys]") ?? document.getElementById("keys");
  keys?.showModal();
  return Boolean(keys);
}
