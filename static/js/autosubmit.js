// Filters apply as they are chosen: <form data-autosubmit>. Text waits for a pause in typing.
const PAUSE = 350;
let waiting = 0;

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form?.matches("[data-autosubmit]") && !typed(event.target)) form.requestSubmit();
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-autosubmit]") || !typed(event.target) || event.isComposing) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => form.isConnected && form.requestSubmit(), PAUSE);
});

function typed(control) {
  return control.matches("input:is([type=text], [type=search], [type=number], :not([type])), textarea");
}
