// At sign-up the browser knows the time zone, and with it the money, better than we do: <input data-guess-zone="our guess">
// is filled while nobody has touched it. Both stay editable.
const field = document.querySelector("[data-guess-zone]");
const guess = Intl.DateTimeFormat().resolvedOptions().timeZone;

if (field && field.value === field.dataset.guessZone && known(guess)) {
  field.value = guess;
  pay(guess);
}

field?.addEventListener("change", () => pay(field.value));

function known(zone) {
  return [...(field.list?.options ?? [])].find((option) => option.value === zone);
}

function pay(zone) {
  const currency = field.form.elements.currency;
  const money = known(zone)?.dataset.currency;
  if (currency && money && !currency.dataset.touched) currency.value = money;
}

field?.form.elements.currency?.addEventListener("change", (event) => (event.target.dataset.touched = ""));
