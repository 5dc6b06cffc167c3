/* « Mode accueil »: one page in the history, whatever is tapped, and nothing left after 90 seconds. */

import { forget } from "./forget.js";

const SECOND = 1000;
const PATIENCE = 10 * SECOND;
let clock = 0;
let warning = 0;

const entrance = () => document.querySelector("[data-entrance]");

/* The first page takes the place of this one: « back » finds nothing. */
async function restart() {
  stop();
  const { start, end } = entrance().dataset;
  document.body.hidden = true;
  if (end) {
    forget();
    try {
      await fetch(end, { method: "POST", signal: AbortSignal.timeout(5 * SECOND) });
    } catch {
      /* Without a connection, the page below is shown again as soon as there is one. */
    }
  }
  location.replace(start);
}

function stop() {
  clearTimeout(clock);
  clearTimeout(warning);
}

/* Each touch gives ninety seconds again. The first page has no clock: it shows nothing of anybody. */
function wind() {
  stop();
  const { seconds, warn } = entrance()?.dataset ?? {};
  const notice = document.querySelector("[data-warning]");
  if (notice) notice.hidden = true;
  if (!seconds) return;
  warning = setTimeout(() => { notice.hidden = false; }, warn * SECOND);
  clock = setTimeout(restart, seconds * SECOND);
}

/* A page that was sent takes the place of the one before, without an address of its own. */
function show(text) {
  const drawn = new DOMParser().parseFromString(text, "text/html");
  const root = document.documentElement;
  root.lang = drawn.documentElement.lang;
  root.dir = drawn.documentElement.dir;
  document.title = drawn.title;
  document.body.replaceChildren(...drawn.body.childNodes);
  scrollTo({ top: 0, behavior: "instant" });
  wind();
}

/* Two quick touches are one, but those that count: each is sent once the one before it is answered,
   with the number of the form that is then shown, in which a reason counts once. */
let waiting = 0;
let sending = Promise.resolve();

function tap(form, button) {
  const counts = button?.name === "raison";
  if (waiting && !counts) return;
  const sent = new URLSearchParams(new FormData(form, button));
  for (const lost of document.querySelectorAll("[data-lost]")) lost.hidden = true;
  document.body.setAttribute("aria-busy", "true");
  waiting += 1;
  sending = sending.then(() => send(form.getAttribute("action"), sent, button)).finally(() => {
    waiting -= 1;
    if (!waiting) document.body.removeAttribute("aria-busy");
  });
}

async function send(address, sent, button) {
  const number = document.querySelector("[name=numero]");
  if (number && sent.has("numero")) sent.set("numero", number.value);
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(address, { method: "POST", body: sent, signal });
    if (response.status >= 500) throw new Error(response.statusText);
    show(await response.text());
  } catch {
    lose(sent.has("numero"));
    return;
  }
  const said = document.querySelector(".entrance-noted");
  if (said) reveal(said.closest("form") ?? said);
  else document.querySelector("h1")?.focus({ preventScroll: true });
  if (button?.matches("[data-paper]")) window.print();
}

/* What an agent counts is told to be lost where it would be told to be counted. */
function lose(counts) {
  wind();
  const panel = counts && document.querySelector(".entrance-panel");
  (panel || document).querySelector("[data-lost]").hidden = false;
  if (panel) reveal(panel);
}

function reveal(element) {
  element.scrollIntoView({ block: "end", behavior: "instant" });
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-restart]")) {
    event.preventDefault();
    restart();
  } else if (form.matches("[data-tap]")) {
    event.preventDefault();
    tap(form, event.submitter);
  }
});

/* The address does not change: what was skipped would stay in the history. */
document.addEventListener("click", (event) => {
  if (!event.target.closest("[data-skip]")) return;
  event.preventDefault();
  document.querySelector(".ticket").scrollIntoView();
  document.querySelector(".ticket__title").focus({ preventScroll: true });
});

for (const touch of ["pointerdown", "keydown", "wheel", "scroll"]) {
  addEventListener(touch, wind, { passive: true });
}
/* A page that the browser held and shows again is somebody else's. */
addEventListener("pageshow", (event) => { if (event.persisted) restart(); });
wind();
