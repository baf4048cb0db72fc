// Naming a colleague: after an @ in a <textarea data-mentions="id of a datalist"> the names that begin so stand below it.
// Arrow keys choose, Enter or Tab takes, Escape puts the list away; a press on a name takes it. Without a script one types.
const AT_THE_CARET = /[@＠]([^@＠\n]{0,30})$/;
const MOST = 6;
let field = null; // the textarea whose list is open

document.addEventListener("input", (event) => {
  if (event.target.matches?.("textarea[data-mentions]") && !event.isComposing) offer(event.target);
});
document.addEventListener("compositionend", (event) => {
  if (event.target.matches?.("textarea[data-mentions]")) offer(event.target);
});
document.addEventListener("focusout", (event) => event.target === field && close());
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.(".mentions [role=option]");
  if (!option) return;
  event.preventDefault(); // the field keeps the focus
  take(option);
});

document.addEventListener("keydown", (event) => {
  if (event.target !== field || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = options();
  const at = all.findIndex((option) => option.ariaSelected === "true");
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) choose((at + step + all.length) % all.length);
  else if (event.key === "Escape") close();
  else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) take(all[at]);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

function offer(textarea) {
  close();
  const typed = AT_THE_CARET.exec(textarea.value.slice(0, textarea.selectionStart))?.[1].toLowerCase();
  if (typed === undefined) return;
  const known = [...(document.getElementById(textarea.dataset.mentions)?.options ?? [])].map((option) => option.value);
  const found = known.filter((name) => name.toLowerCase().startsWith(typed) && name.toLowerCase() !== typed);
  if (found.length) open(textarea, found.slice(0, MOST));
}

function open(textarea, names) {
  const list = document.createElement("ul");
  list.className = "menu mentions";
  list.id = `${textarea.id}-names`;
  list.role = "listbox";
  list.ariaLabel = textarea.labels[0]?.textContent ?? "";
  names.forEach((name, at) => {
    const option = list.appendChild(document.createElement("li"));
    Object.assign(option, { className: "menu__item", id: `${list.id}-${at}`, role: "option", textContent: name });
  });
  textarea.after(list);
  field = textarea;
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  choose(0);
}

function choose(index) {
  options().forEach((option, at) => (option.ariaSelected = String(at === index)));
  field.setAttribute("aria-activedescendant", options()[index].id);
}

function take(option) {
  const caret = field.selectionStart;
  const from = field.value.slice(0, caret).search(AT_THE_CARET);
  field.setRangeText(`@${option.textContent} `, from, caret, "end");
  field.dispatchEvent(new Event("input", { bubbles: true })); // what listens to typing hears of it, this list too
  close();
}

function options() {
  return field ? [...document.getElementById(field.getAttribute("aria-controls")).children] : [];
}

function close() {
  if (!field) return;
  document.getElementById(field.getAttribute("aria-controls"))?.remove();
  for (const name of ["aria-controls", "aria-activedescendant"]) field.removeAttribute(name);
  field = null;
}
