// Ticked rows: the box in the head ticks all, Shift ticks a stretch, and the bar appears with the count.
let before = null;

refresh();
document.addEventListener("htmx:after:swap", refresh);

document.addEventListener("click", (event) => {
  const box = event.target;
  if (!box.matches?.("input[type=checkbox]")) return;
  if (box.dataset.selectAll) rows(box.dataset.selectAll).forEach((row) => (row.checked = box.checked));
  else if (box.name && bar(box.name)) stretch(box, event.shiftKey);
  refresh();
});

function stretch(box, shifted) {
  const all = rows(box.name);
  const [from, to] = [all.indexOf(before), all.indexOf(box)].sort((a, b) => a - b);
  if (shifted && from >= 0) all.slice(from, to + 1).forEach((row) => (row.checked = box.checked));
  before = box;
}

function refresh() {
  for (const form of document.querySelectorAll("[data-bulk]")) {
    const all = rows(form.dataset.bulk);
    const ticked = all.filter((row) => row.checked).length;
    form.hidden = ticked === 0;
    form.querySelector("[data-bulk-count]").textContent =
      ticked === 1 ? form.dataset.one : ticked ? form.dataset.many.replace("{n}", ticked) : "";
    for (const head of document.querySelectorAll(`[data-select-all="${CSS.escape(form.dataset.bulk)}"]`)) {
      head.checked = all.length > 0 && ticked === all.length;
      head.indeterminate = ticked > 0 && ticked < all.length;
    }
  }
}

function bar(name) {
  return document.querySelector(`[data-bulk="${CSS.escape(name)}"]`);
}

function rows(name) {
  const form = bar(name);
  return form ? [...form.elements].filter((one) => one.type === "checkbox" && one.name === name) : [];
}
