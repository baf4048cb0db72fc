// Dialogs. data-dialog="id" opens one that is on the page; hx-target="#dialog" fetches one. Esc and the focus trap are the
// browser's own; we only remember who asked, and give the focus back.
let asked = null;
const remote = () => document.getElementById("dialog");

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-dialog]");
  const closer = event.target.closest?.("dialog [data-dialog-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog").close();
  } else if (opener) {
    event.preventDefault();
    open(document.getElementById(opener.dataset.dialog), opener);
  }
});

// Beside a dialog means away from it, unless something was typed that would be lost.
document.addEventListener("pointerdown", (event) => {
  const dialog = event.target;
  if (dialog.matches?.("dialog:modal") && outside(event) && !dialog.querySelector("form[data-changed]")) dialog.close();
});

document.addEventListener("htmx:before:request", (event) => {
  const { sourceElement, target } = event.detail.ctx;
  if (target !== remote() || remote()?.open) return;
  asked = sourceElement.contains(document.activeElement) ? document.activeElement : sourceElement; // a form's own button
});

document.addEventListener("htmx:after:swap", (event) => {
  const target = event.detail.ctx.target;
  const aimed = target === remote() || target === "#dialog";
  if (aimed && remote()?.childElementCount && !remote().open) open(remote(), asked ?? document.activeElement);
});

document.addEventListener("dialog:close", () => remote()?.close());

document.addEventListener("close", (event) => {
  if (!(event.target instanceof HTMLDialogElement)) return;
  if (event.target === remote()) remote().replaceChildren();
  if (asked?.isConnected) asked.focus();
  asked = null;
}, true);

function open(dialog, opener) {
  asked = opener;
  dialog.showModal();
  const first = dialog.querySelector("[aria-invalid=true], [autofocus], .dialog__body :is(input:not([type=hidden]), select, textarea)");
  first?.focus();
}

function outside({ target, clientX, clientY }) {
  const box = target.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
