// Copies what a field holds: <button data-copy="id of the field" data-copied="what is said then">.
document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copy);
  if (await copy(field)) document.dispatchEvent(new CustomEvent("toast", { detail: { text: button.dataset.copied } }));
});

// Without https a browser has no clipboard for scripts; what is selected it still copies.
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    return document.execCommand("copy");
  }
}
