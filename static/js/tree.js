// A tree of teams, taken apart and put together by mouse, thumb or keyboard. On a drop: POST data-move-url with parent, before
// and version; where the server refuses, the team goes back. Attributes: templates/ui/board.html.
let move = null; // {node, from, after, aim, gap}

document.addEventListener("lift:start", (event) => {
  if (!event.target.matches("[data-node]")) return;
  begin(event.target);
  move.gap = document.createElement("li"); // nothing jumps while one aims
  move.gap.style.height = `${event.detail.height}px`;
  move.node.before(move.gap);
});

document.addEventListener("lift:move", (event) => {
  if (!move?.gap || event.target !== move.node) return;
  const { x, y } = event.detail;
  const over = document.elementFromPoint(x, y)?.closest("[data-node]");
  unmark();
  if (!over || move.node.contains(over)) return void (move.aim = null);
  const box = over.querySelector(".team-tree__row").getBoundingClientRect();
  move.aim = { over, into: y > box.top + box.height * 0.35 };
  over.classList.add(move.aim.into ? "team-tree__into" : "team-tree__before");
});

document.addEventListener("lift:drop", (event) => {
  if (!move?.gap || event.target !== move.node) return;
  unmark();
  move.gap.remove();
  if (move.aim?.into) children(move.aim.over).append(move.node);
  else if (move.aim) move.aim.over.before(move.node);
  settle();
});

document.addEventListener("lift:cancel", (event) => {
  if (!move?.gap || event.target !== move.node) return;
  unmark();
  move.gap.remove();
  giveUp();
});

document.addEventListener("keydown", (event) => {
  const node = event.target.matches?.("[data-node] > .team-tree__row") && event.target.parentElement;
  if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!move && event.key === " ") pickUp(node);
  else if (move?.node === node && !move.gap) carry(event.key);
  else return;
  if ([" ", "Enter", "Escape"].includes(event.key) || event.key.startsWith("Arrow")) event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  if (move && !move.gap && !move.moving && event.target.parentElement === move.node) giveUp();
});

function begin(node) {
  move = { node, from: node.parentElement, after: node.nextElementSibling };
}

function pickUp(node) {
  begin(node);
  row(node).classList.add("picked");
  announce("lifted", node);
}

function carry(key) {
  if (key === " " || key === "Enter") return settle();
  if (key === "Escape") return giveUp();
  const { node } = move;
  const above = node.previousElementSibling;
  const parent = node.parentElement.closest("[data-node]");
  move.moving = true; // moving a node takes the focus away for a moment
  if (key === "ArrowUp" && above) above.before(node);
  if (key === "ArrowDown" && node.nextElementSibling) node.nextElementSibling.after(node);
  if (key === "ArrowRight" && above) children(above).append(node);
  if (key === "ArrowLeft" && parent) parent.after(node);
  row(node).focus();
  move.moving = false;
  announce("moved", node);
}

function settle() {
  const { node, from, after } = move;
  row(node).classList.remove("picked");
  move = null;
  announce("dropped", node);
  if (node.parentElement !== from || node.nextElementSibling !== after) send(node, { from, after });
}

function send(node, origin) {
  const tree = node.closest("[data-tree]");
  const parent = node.parentElement.closest("[data-node]")?.dataset.node ?? "";
  const values = { parent, before: node.nextElementSibling?.dataset.node ?? "", version: node.dataset.version };
  const back = () => node.isConnected && restore(node, origin);
  for (const name of ["htmx:response:error", "htmx:error"]) node.addEventListener(name, back, { once: true });
  node.addEventListener("htmx:finally:request", () => {
    for (const name of ["htmx:response:error", "htmx:error"]) node.removeEventListener(name, back);
    row(document.getElementById(node.id))?.focus();
  }, { once: true });
  htmx.ajax("POST", node.dataset.moveUrl, { source: node, target: tree, swap: "none", values });
}

function giveUp() {
  const { node, from, after } = move;
  move.moving = true;
  restore(node, { from, after });
  row(node).classList.remove("picked");
  move = null;
  announce("cancelled", node);
}

function restore(node, { from, after }) {
  const focused = document.activeElement === row(node);
  from.insertBefore(node, after?.parentElement === from ? after : null);
  if (focused) row(node).focus();
}

function unmark() {
  for (const one of document.querySelectorAll(".team-tree__into, .team-tree__before")) {
    one.classList.remove("team-tree__into", "team-tree__before");
  }
}

function children(node) {
  return node.querySelector(":scope > ul") ?? node.appendChild(document.createElement("ul"));
}

function row(node) {
  return node?.querySelector(":scope > .team-tree__row");
}

function announce(what, node) {
  const tree = node.closest("[data-tree]");
  const parent = node.parentElement.closest("[data-node]");
  const words = { name: node.dataset.name, parent: parent?.dataset.name ?? tree.dataset.textTop, place: [...node.parentElement.children].indexOf(node) + 1 };
  const text = tree.dataset[`text${what[0].toUpperCase()}${what.slice(1)}`] ?? "";
  const said = document.getElementById("announcer");
  if (said) said.textContent = text.replace(/\{(\w+)\}/g, (_, word) => words[word] ?? "");
}
