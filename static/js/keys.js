// Keys for those who work without a mouse. data-key="n" presses (or enters) its element; j and k walk over [data-row], x
// ticks, e edits (the row's data-edit, [data-key=e] in the row or on the page), ? lists them all.
const BUSY = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog[open] *, .menu:popover-open *";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.target.closest(BUSY) || document.querySelector("dialog[open]")) return;
  if (act(event.key, event.target.closest("[data-row]"))) event.preventDefault();
});

function act(key, row) {
  if (key === "j" || key === "k") return walk(row, key === "j" ? 1 : -1);
  if (key === "x") return press(row?.querySelector("input[type=checkbox]"));
  if (key === "?") return help();
  if (key === "e" && row?.dataset.edit) return go(row.dataset.edit);
  const named = `[data-key="${CSS.escape(key)}"]`;
  return press(row?.querySelector(named) ?? [...document.querySelectorAll(named)].find((one) => !one.closest("[data-row]")));
}

function walk(row, step) {
  const all = [...document.querySelectorAll("[data-row]")];
  const next = row ? all[all.indexOf(row) + step] : all.at(step > 0 ? 0 : -1);
  const target = next?.querySelector("a[href]") ?? next?.querySelector("button, input"); // so that Enter opens the row
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
  const keys = document.getElementById("keys");
  keys?.showModal();
  return Boolean(keys);
}
