// Light, dark or like the system. The choice is a cookie, so that the server prints the page right the next time; whoever is
// signed in takes it along to his other devices (data-theme-url).
document.documentElement.dataset.js = "";

document.addEventListener("click", (event) => {
  const choice = event.target.closest?.("[data-theme-choice]");
  if (!choice) return;
  const theme = choice.dataset.themeChoice;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=${theme ? 31536000 : 0}; SameSite=Lax${secure}`;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  for (const other of document.querySelectorAll("[data-theme-choice]")) {
    other.setAttribute("aria-pressed", String(other === choice));
  }
  const url = choice.closest("[data-theme-url]")?.dataset.themeUrl;
  if (url) htmx.ajax("POST", url, { source: choice, swap: "none", values: { theme: theme || "system" } });
});
