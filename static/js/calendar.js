// A month of tasks: [data-planned] is put on another [data-day], by mouse, by a long press or with Space and the arrow keys.
// Nothing moves before the server has said so: POST data-planned with due_on and version answers the sheet, or leads to where
// the rest is asked for. Where the empty days are folded away there is nothing to carry it to.
const AIMED = "month__day--aimed";
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };
let move = null; // {task, from, aim, gap}

document.addEventListener("lift:start", (event) => {
  if (!event.target.matches("[data-planned]")) return;
  if (folded()) return event.preventDefault();
  begin(event.target);
  move.gap = document.createElement("li"); // nothing jumps while one aims
  move.gap.style.height = `${event.detail.height}px`;
  move.task.before(move.gap);
});

document.addEventListener("lift:move", (event) => {
  if (event.target !== move?.task) return;
  aim(document.elementFromPoint(event.detail.x, event.detail.y)?.closest("[data-day]"));
});

document.addEventListener("lift:drop", (event) => event.target === move?.task && settle());
document.addEventListener("lift:cancel", (event) => event.target === move?.task && letGo());

document.addEventListener("keydown", (event) => {
  const task = event.target.matches?.("a") && event.target.closest("[data-planned]");
  if (!task || move?.gap || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!move && event.key === " " && !folded()) pickUp(task);
  else if (move?.task === task) carry(event.key);
  else return;
  if ([" ", "Enter", "Escape"].includes(event.key) || event.key in STEPS) event.preventDefault();
});

document.addEventListener("focusout", (event) => {
  if (move && !move.gap && move.task.contains(event.target)) giveUp();
});

function folded() {
  return !document.querySelector(".month__week")?.checkVisibility();
}

function begin(task) {
  move = { task, from: task.closest("[data-day]"), aim: null };
}

function pickUp(task) {
  begin(task);
  task.classList.add("picked");
  announce("lifted", task, move.from);
}

function carry(key) {
  if (key === " " || key === "Enter") return settle();
  if (key === "Escape") return giveUp();
  const days = [...document.querySelectorAll("[data-day]")];
  const next = days[days.indexOf(move.aim ?? move.from) + STEPS[key]];
  if (!next) return;
  aim(next);
  next.scrollIntoView({ block: "nearest" });
  announce("aimed", move.task, next);
}

function aim(day) {
  move.aim?.classList.remove(AIMED);
  day?.classList.add(AIMED);
  move.aim = day ?? null;
}

function settle() {
  const { task, from, aim: day } = move;
  letGo();
  if (!day || day === from) return announce("kept", task, from);
  const values = { due_on: day.dataset.day, version: task.dataset.version };
  htmx.ajax("POST", task.dataset.planned, { source: task, values }); // where the answer goes is said by the task's attributes
}

function giveUp() {
  const { task, from } = move;
  letGo();
  announce("kept", task, from);
}

function letGo() {
  move.gap?.remove();
  move.task.classList.remove("picked");
  move.aim?.classList.remove(AIMED);
  move = null;
}

function announce(what, task, day) {
  const words = { name: task.querySelector(".month__name").textContent, day: day.querySelector(".month__full").textContent };
  const text = task.closest(".month").dataset[`text${what[0].toUpperCase()}${what.slice(1)}`];
  document.getElementById("announcer").textContent = text.replace(/\{(\w+)\}/g, (_, word) => words[word] ?? "");
}
