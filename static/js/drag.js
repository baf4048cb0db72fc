// Picking things up, by mouse or by a long press. Says only "lift:start", "lift:move" {x, y}, "lift:drop" and "lift:cancel" to
// the thing itself; board.js, calendar.js and tree.js decide what that means. Whoever prevents "lift:start" leaves it there.
const HANDLE = "[data-card], [data-planned], [data-node] > .team-tree__row";
const FREE = "button, input, select, textarea, [popover], .menu";
const FAR = 6;
const LONG = 350;
let held = null;

document.addEventListener("pointerdown", (event) => {
  const handle = event.button === 0 && event.isPrimary && event.target.closest?.(HANDLE);
  if (!handle || event.target.closest(FREE)) return;
  const thing = handle.closest("[data-card], [data-planned], [data-node]");
  held = { thing, id: event.pointerId, x: event.clientX, y: event.clientY, lifted: false, touch: event.pointerType === "touch" };
  if (held.touch) held.timer = setTimeout(lift, LONG);
});

document.addEventListener("pointermove", (event) => {
  if (!held || event.pointerId !== held.id) return;
  const far = Math.hypot(event.clientX - held.x, event.clientY - held.y) > FAR;
  if (!held.lifted && far && held.touch) return release();
  if (!held.lifted && far) lift();
  if (held?.lifted) carry(event);
});

document.addEventListener("pointerup", (event) => event.pointerId === held?.id && end("lift:drop"));
document.addEventListener("pointercancel", (event) => event.pointerId === held?.id && end("lift:cancel"));
document.addEventListener("keydown", (event) => event.key === "Escape" && held?.lifted && end("lift:cancel"));
document.addEventListener("dragstart", (event) => event.target.closest?.(HANDLE) && event.preventDefault());
document.addEventListener("contextmenu", (event) => held?.lifted && event.preventDefault());
document.addEventListener("touchmove", (event) => held?.lifted && event.preventDefault(), { passive: false });

function lift() {
  const box = held.thing.getBoundingClientRect();
  Object.assign(held, { lifted: true, dx: held.x - box.left, dy: held.y - box.top });
  if (!tell("lift:start", { width: box.width, height: box.height })) return release();
  held.thing.style.width = `${box.width}px`;
  held.thing.classList.add("lifted");
  document.documentElement.dataset.dragging = "";
  getSelection()?.removeAllRanges();
  document.activeElement?.blur(); // a phone would scroll back to the field one was writing in
  put(held.x, held.y);
  if (held.touch) navigator.vibrate?.(10);
}

function carry({ clientX: x, clientY: y }) {
  put(x, y);
  scroll(x, y);
  tell("lift:move", { x, y });
}

function put(x, y) {
  held.thing.style.left = `${x - held.dx}px`;
  held.thing.style.top = `${y - held.dy}px`;
}

function scroll(x, y) {
  const board = held.thing.closest("[data-board]");
  const box = board?.getBoundingClientRect();
  if (box && x > box.right - 48) board.scrollLeft += 16;
  if (box && x < box.left + 48) board.scrollLeft -= 16;
  if (y > innerHeight - 64) scrollBy(0, 16);
  if (y < 96) scrollBy(0, -16);
}

function end(name) {
  const { thing, lifted } = held;
  if (lifted) {
    thing.classList.remove("lifted");
    delete document.documentElement.dataset.dragging;
    thing.style.width = thing.style.left = thing.style.top = "";
    // The click that follows a drop would open the link under the pointer.
    const swallow = (event) => { event.preventDefault(); event.stopPropagation(); };
    addEventListener("click", swallow, { capture: true, once: true });
    setTimeout(() => removeEventListener("click", swallow, { capture: true }), 50);
    tell(name, {});
  }
  release();
}

function release() {
  clearTimeout(held?.timer);
  held = null;
}

function tell(name, detail) {
  return held.thing.dispatchEvent(new CustomEvent(name, { bubbles: true, cancelable: true, detail }));
}
