/* Small comforts. Every page works without them. */

/* The list of errors is read first, and read aloud. */
document.querySelector("[data-focus]")?.focus();

/* A button that needs a script is hidden until there is one. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* Paper has nothing to press: what is folded is opened for it, then folded again. */
const opened = [];
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    opened.push(details);
  }
});
window.addEventListener("afterprint", () => {
  for (const details of opened.splice(0)) details.open = false;
});

/* What only a script does is said only where one runs. */
for (const words of document.querySelectorAll("[data-needs-script]")) words.hidden = false;

/* Leaving at once: nothing is seen any more, this device forgets, and the page leaves the history. */
const exit = document.querySelector("[data-quick-exit]");
const ESCAPES = 3;
const WITHIN = 5000;
const PATIENCE = 1000;

function leave() {
  document.documentElement.hidden = true;
  document.title = "…";
  for (const storage of ["localStorage", "sessionStorage"]) {
    try {
      window[storage].clear();
    } catch {
      /* A browser that refuses its storage holds nothing. */
    }
  }
  const erased = fetch(exit.action, { method: "POST", keepalive: true, redirect: "manual" });
  const waited = new Promise((done) => setTimeout(done, PATIENCE));
  Promise.race([erased, waited])
    .catch(() => {})
    .finally(() => window.location.replace(exit.dataset.quickExit));
}

if (exit) {
  exit.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    pressed = [...pressed.filter((then) => event.timeStamp - then < WITHIN), event.timeStamp];
    if (pressed.length >= ESCAPES) leave();
  });
  /* A page that comes back as it was kept is asked for again: it may have been erased. */
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
}

/* A menu closes when the person goes elsewhere or presses Escape. */
for (const menu of document.querySelectorAll("[data-menu]")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
