// Rows put into another order, by mouse, thumb or keyboard, on a handle of their own: up and down arrows move the row at once,
// a drag moves it when it is let go. POST data-place-url with place, counted from 0; refused, the row goes back.
//   <tbody data-reorder data-text-moved="{name}, place {place} of {count}"> <tr data-place-url data-name> … <button data-grip>
let held = null; // {row, after, id}

document.addEventListener("pointerdown", (event) => {
  const grip = event.button === 0 && event.isPrimary && event.target.closest?.("[data-grip]");
  if (!grip) return;
  const row = grip.closest("[data-place-url]");
  held = { row, after: row.nextElementSibling, id: event.pointerId };
  grip.setPointerCapture(event.pointerId);
  row.classList.add("picked");
});

document.addEventListener("pointermove", (event) => {
  if (!held || event.pointerId !== held.id) return;
  const over = document.elementFromPoint(event.clientX, event.clientY)?.closest("[data-place-url]");
  if (!over || over === held.row || over.parentElement !== held.row.parentElement) return;
  const box = over.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) over.before(held.row);
  else over.after(held.row);
});

document.addEventListener("pointerup", (event) => event.pointerId === held?.id && settle());
document.addEventListener("pointercancel", (event) => event.pointerId === held?.id && giveUp());

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && held) return giveUp();
  const grip = event.target.closest?.("[data-grip]");
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (!grip || !step || held || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const row = grip.closest("[data-place-url]");
  const all = rows(row);
  const next = all[all.indexOf(row) + step];
  if (!next) return;
  held = { row, after: row.nextElementSibling };
  if (step < 0) next.before(row);
  else next.after(row);
  grip.focus();
  settle();
});

function settle() {
  const { row, after } = held;
  held = null;
  row.classList.remove("picked");
  if (row.nextElementSibling === after) return;
  announce(row);
  send(row, after);
}

function giveUp() {
  const { row, after } = held;
  held = null;
  row.classList.remove("picked");
  row.parentElement.insertBefore(row, after);
}

function send(row, after) {
  const list = row.parentElement;
  const back = () => row.isConnected && list.insertBefore(row, after);
  for (const name of ["htmx:response:error", "htmx:error"]) row.addEventListener(name, back, { once: true });
  row.addEventListener("htmx:finally:request", () => {
    for (const name of ["htmx:response:error", "htmx:error"]) row.removeEventListener(name, back);
  }, { once: true });
  htmx.ajax("POST", row.dataset.placeUrl, { source: row, target: list, swap: "none", values: { place: rows(row).indexOf(row) } });
}

function rows(row) {
  return [...row.parentElement.querySelectorAll("[data-place-url]")];
}

function announce(row) {
  const said = document.getElementById("announcer");
  const words = { name: row.dataset.name, place: rows(row).indexOf(row) + 1, count: rows(row).length };
  const text = row.closest("[data-reorder]").dataset.textMoved ?? "";
  if (said) said.textContent = text.replace(/\{(\w+)\}/g, (_, word) => words[word] ?? "");
}
