// Menus are popovers: the browser opens, closes and returns the focus. We only put them beside their button and let the
// arrow keys walk through them.
const GAP = 4;

document.addEventListener("beforetoggle", (event) => {
  if (event.newState === "open" && event.target.matches?.(".menu[popover]")) event.target.classList.add("menu--placed");
}, true);

document.addEventListener("toggle", (event) => {
  if (event.newState === "open" && event.target.matches?.(".menu[popover]")) place(event.target);
}, true);

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.(".menu:popover-open") ?? opened(event.target);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!menu || !step) return;
  const items = [...menu.querySelectorAll(".menu__item")].filter((item) => item.offsetParent || item.getClientRects().length);
  const at = items.indexOf(document.activeElement);
  items.at((at + step + (at < 0 && step < 0 ? 1 : 0)) % items.length)?.focus();
  event.preventDefault();
});

function opened(button) {
  const id = button.getAttribute?.("popovertarget");
  const menu = id && document.getElementById(id);
  return menu?.matches(".menu:popover-open") ? menu : null;
}

function place(menu) {
  const button = document.querySelector(`[popovertarget="${CSS.escape(menu.id)}"]`);
  if (!button) return;
  const box = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const below = box.bottom + GAP + height <= innerHeight || box.top < height;
  const left = box.left + width <= innerWidth - GAP ? box.left : box.right - width;
  menu.style.top = `${Math.max(GAP, below ? Math.min(box.bottom + GAP, innerHeight - height - GAP) : box.top - GAP - height)}px`;
  menu.style.left = `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`;
}
