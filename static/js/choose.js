// A button that sets a control of the page instead of sending the form: data-set names the control, value is its new value.
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-set]");
  const control = button && document.getElementById(button.dataset.set);
  if (!control) return;
  event.preventDefault();
  control.value = button.value;
  control.focus({ preventScroll: true });
  control.dispatchEvent(new Event("change", { bubbles: true }));
});
