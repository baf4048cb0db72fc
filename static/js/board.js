// A board of columns. A card changes place by mouse, thumb or keyboard; the server has the last word: it answers what the
// screen shows, and where it refuses the card goes back. Attributes: templates/ui/board.html.
let move = null; // {card, from, after, gap}

document.addEventListener("lift:start", (event) => {
  if (!event.target.matches("[data-card]")) return;
  begin(event.target);
  move.gap = document.createElement("div");
  move.gap.className = "lift-gap";
  move.gap.style.height = `${event.detail.height}px`;
  move.card.before(move.gap);
});

document.addEventListener("lift:move", (event) => {
  if (!move?.gap || event.target !== move.card) return;
  const { x, y } = event.detail;
  const column = document.elementFromPoint(x, y)?.closest("[data-column]");
  const cards = column?.querySelector("[data-cards]");
  if (!cards) return;
  const below = others(cards).find((card) => y < middle(card));
  cards.insertBefore(move.gap, below ?? tail(cards));
});

document.addEventListener("lift:drop", (event) => {
  if (!move?.gap || event.target !== move.card) return;
  move.gap.replaceWith(move.card);
  settle();
});

document.addEventListener("lift:cancel", (event) => {
  if (!move?.gap || event.target !== move.card) return;
  move.gap.remove();
  giveUp();
});

document.addEventListener("keydown", (event) => {
  const card = event.target.matches?.("[data-card]") && event.target;
  if (!card || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!move && event.key === " ") pickUp(card);
  else if (!move && event.key === "Enter") card.querySelector("a[href]")?.click();
  else if (move?.card === card && !move.gap) carry(event.key);
  else return;
  if ([" ", "Enter", "Escape"].includes(event.key) || event.key.startsWith("Arrow")) event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  if (move && !move.gap && !move.moving && event.target === move.card) giveUp();
});

function begin(card) {
  move = { card, from: card.parentElement, after: card.nextElementSibling };
}

function pickUp(card) {
  begin(card);
  card.classList.add("picked");
  announce("lifted", card);
}

function carry(key) {
  if (key === " " || key === "Enter") return settle();
  if (key === "Escape") return giveUp();
  const { card } = move;
  const columns = [...card.closest("[data-board]").querySelectorAll("[data-column]")];
  const here = columns.indexOf(card.closest("[data-column]"));
  const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
  move.moving = true; // moving a node takes the focus away for a moment
  if (step && columns[here + step]) across(columns[here + step].querySelector("[data-cards]"));
  if (key === "ArrowUp" && sibling(-1)) sibling(-1).before(card);
  if (key === "ArrowDown" && sibling(1)) sibling(1).after(card);
  card.focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  move.moving = false;
  announce("moved", card);
}

function across(cards) {
  const place = others(move.card.parentElement, true).indexOf(move.card);
  cards.insertBefore(move.card, others(cards)[place] ?? tail(cards));
}

function sibling(step) {
  const all = others(move.card.parentElement, true);
  return all[all.indexOf(move.card) + step];
}

function settle() {
  const { card, from, after } = move;
  const column = card.closest("[data-column]");
  card.classList.remove("picked");
  const stayed = card.parentElement === from && card.nextElementSibling === after;
  const origin = { from, after };
  move = null;
  if (stayed) return announce("dropped", card);
  announce("dropped", card);
  send(card, column, origin);
}

function send(card, column, origin) {
  const board = card.closest("[data-board]");
  const values = { [board.dataset.field]: column.dataset.column, before: nextCard(card)?.dataset.card ?? "", version: card.dataset.version };
  const back = () => { if (card.isConnected) restore(card, origin); };
  card.addEventListener("htmx:response:error", back, { once: true });
  card.addEventListener("htmx:error", back, { once: true });
  card.addEventListener("htmx:after:request", (event) => {
    if (event.detail.ctx.response.headers.get("HX-Retarget") === "#dialog") back();
  }, { once: true });
  card.addEventListener("htmx:finally:request", () => {
    for (const name of ["htmx:response:error", "htmx:error"]) card.removeEventListener(name, back);
    document.getElementById(card.id)?.focus();
  }, { once: true });
  htmx.ajax("POST", card.dataset.moveUrl, { source: card, target: board, swap: "none", values });
}

function giveUp() {
  const { card, from, after } = move;
  const origin = { from, after };
  move.moving = true;
  restore(card, origin);
  card.classList.remove("picked");
  move = null;
  announce("cancelled", card);
}

function restore(card, { from, after }) {
  const focused = document.activeElement === card;
  from.insertBefore(card, after?.parentElement === from ? after : tail(from));
  if (focused) card.focus();
}

function others(cards, all = false) {
  return [...cards.querySelectorAll("[data-card]")].filter((card) => all || card !== move.card);
}

// Cards end where something else begins: the link that loads more of them stays last.
function tail(cards) {
  return [...cards.children].findLast((child) => child.matches("[data-card]"))?.nextElementSibling ?? cards.querySelector("[data-more]");
}

function nextCard(card) {
  let next = card.nextElementSibling;
  while (next && !next.matches("[data-card]")) next = next.nextElementSibling;
  return next;
}

function middle(card) {
  const box = card.getBoundingClientRect();
  return box.top + box.height / 2;
}

function announce(what, card) {
  const column = card.closest("[data-column]");
  const all = [...column.querySelectorAll("[data-card]")];
  const words = { name: card.dataset.name, column: column.dataset.name, place: all.indexOf(card) + 1, count: all.length };
  const text = card.closest("[data-board]").dataset[`text${what[0].toUpperCase()}${what.slice(1)}`] ?? "";
  const said = document.getElementById("announcer");
  if (said) said.textContent = text.replace(/\{(\w+)\}/g, (_, word) => words[word] ?? "");
}
