// "Live" on a page is a question each 20 seconds, asked only while somebody is looking: hx-trigger="visible-tick from:body".
const EVERY = 20000;
let last = Date.now();

setInterval(tick, EVERY);
document.addEventListener("visibilitychange", () => Date.now() - last >= EVERY && tick());

function tick() {
  if (document.visibilityState !== "visible") return;
  last = Date.now();
  document.body.dispatchEvent(new CustomEvent("visible-tick"));
}
