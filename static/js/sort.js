// A list ordered by several columns: a click on a head orders by it, Shift-click orders by it as well. The address for the
// second stands in data-also; without a script the "Columns and order" page does the same.
document.addEventListener("click", (event) => {
  const head = event.shiftKey && event.target.closest?.("a[data-also]");
  if (!head) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  location.assign(head.dataset.also);
}, true);
