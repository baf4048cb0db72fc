// A fact changed in its place: Escape takes the field away again, as its Cancel does. <form data-inline> with a link
// [data-inline-cancel]. A choice is saved as soon as it is made.
document.addEventListener("keydown", (event) => {
  const form = event.key === "Escape" && event.target.closest?.("form[data-inline]");
  if (!form) return;
  event.preventDefault();
  form.querySelector("[data-inline-cancel]")?.click();
});

document.addEventListener("change", (event) => {
  const form = event.target.closest?.("form[data-inline]");
  if (form && event.target.matches("select")) form.requestSubmit();
});

document.addEventListener("htmx:after:swap", () => {
  document.querySelector("form[data-inline] [autofocus]:not(:focus)")?.focus();
});
