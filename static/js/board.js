// A board of columns. A card changes place by mouse, thumb or keyboard; the server has the last word: it answers what the
// screen shows, and where it refuses the card goes back. On a board with data-sorted the server orders the cards: one only
// chooses the column. Attributes: templates/ui/board.html.
const AWAY = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
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
  if (isSorted(move.card)) return offer(column, cards);
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

// What was being carried may have been replaced under one's hands. And a card that was put here by hand may come once more
// with those that are loaded below: the later one is the true one.
document.addEventListener("htmx:after:swap", () => {
  if (move && !move.card.isConnected) move = null;
  const seen = new Map();
  for (const card of document.querySelectorAll("[data-board] [data-cards] > [id]")) {
    seen.get(card.id)?.remove();
    seen.set(card.id, card);
  }
  if (!move) document.querySelectorAll("[data-sorted] [data-cards]").forEach(putInOrder);
});

// The server's order, which a card that was put down on top does not have yet: by data-order, then by id.
function putInOrder(cards) {
  const order = (card) => `${card.dataset.order} ${card.id}`;
  const all = [...cards.querySelectorAll(":scope > [data-order]")];
  all.forEach((card, place) => {
    const before = all.slice(0, place).find((other) => order(other) > order(card));
    if (!before) return;
    before.before(card);
    all.splice(all.indexOf(before), 0, ...all.splice(place, 1));
  });
}

document.addEventListener("focusout", (event) => {
  if (move && !move.gap && !move.moving && event.target === move.card) giveUp();
});

function begin(card) {
  move = { card, from: card.parentElement, after: card.nextElementSibling };
}

// Where a sorted column takes the card: on top, with what putting it there means; at home it stays in its place.
function offer(column, cards) {
  const home = cards === move.from;
  if (move.gap.parentElement !== cards) cards.insertBefore(move.gap, home ? move.after : cards.firstChild);
  move.gap.classList.toggle("lift-gap--told", !home);
  move.gap.textContent = home ? "" : (column.dataset.drop ?? "").replace("{acceptor}", move.card.dataset.acceptor ?? "");
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
  if (isSorted(card)) return toward(key);
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

// The column that lies in the direction of the key: of a row the next one, of four quadrants also the one above or below.
function toward(key) {
  const { card, from, after } = move;
  const here = card.closest("[data-column]");
  const nearest = [...card.closest("[data-board]").querySelectorAll("[data-column]")]
    .map((column) => ({ column, far: distance(here, column, AWAY[key] ?? [0, 0]) }))
    .filter(({ far }) => far < Infinity)
    .sort((one, other) => one.far - other.far)[0];
  if (!nearest) return;
  const cards = nearest.column.querySelector("[data-cards]");
  move.moving = true;
  cards.insertBefore(card, cards === from ? after : cards.firstChild);
  card.focus();
  card.scrollIntoView({ block: "nearest", inline: "nearest" });
  move.moving = false;
  announce("moved", card);
}

function distance(here, there, [dx, dy]) {
  const [a, b] = [here, there].map((column) => column.getBoundingClientRect());
  const x = b.left + b.width / 2 - a.left - a.width / 2;
  const y = b.top + b.height / 2 - a.top - a.height / 2;
  const along = x * dx + y * dy;
  return along > 1 ? along + 3 * Math.abs(x * dy + y * dx) : Infinity;
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
  const origin = { from, after };
  const home = card.parentElement === from;
  if (home && isSorted(card)) restore(card, origin);
  const stayed = home && card.nextElementSibling === after;
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
  // A card that was replaced hears nothing any more: what comes in the end is waited for, not listened to.
  htmx.ajax("POST", card.dataset.moveUrl, { source: card, target: board, swap: "none", values }).finally(() => {
    for (const name of ["htmx:response:error", "htmx:error"]) card.removeEventListener(name, back);
    if (!move && isLeftTo(card)) focusOn(document.getElementById(card.id));
  });
}

// Whoever has gone on to something else meanwhile, to the next card perhaps, is not called back.
function isLeftTo({ id }) {
  const { activeElement } = document;
  return !activeElement || activeElement === document.body || activeElement.id === id;
}

// A card that one may not move any further takes no focus itself.
function focusOn(card) {
  (card?.matches("[tabindex]") ? card : card?.querySelector("a[href]"))?.focus();
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

function isSorted(card) {
  return card.closest("[data-board]").hasAttribute("data-sorted");
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
