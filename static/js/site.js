/* Small comforts. Every page works without them. */

import { forget } from "./forget.js";

/* The list of errors is read first, and read aloud. */
document.querySelector("[data-focus]")?.focus();

/* A button that needs a script is hidden until there is one. */
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/* Paper has nothing to press: what is folded is opened for it, then folded again. Of an answer that is
   one page for the counter; its explanations are an annex, for whoever ticks it. */
const opened = [];
window.addEventListener("beforeprint", () => {
  const annex = document.querySelector("#annexe");
  if (annex ? !annex.checked : document.querySelector("[data-answer]")) return;
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    opened.push(details);
  }
});
window.addEventListener("afterprint", () => {
  for (const details of opened.splice(0)) details.open = false;
});

/* The parts of a long page, beside it where the screen is wide: no telephone is sent them. */
const contents = document.querySelector("[data-contents]");
if (contents) {
  const nav = Object.assign(document.createElement("nav"), { className: "page-nav no-print" });
  const list = Object.assign(document.createElement("ol"), { className: "page-nav__list", role: "list" });
  nav.setAttribute("aria-label", contents.dataset.contents);
  nav.append(list);
  for (const { id, textContent } of document.querySelectorAll("main h2[id]:not(.visit h2)")) {
    const link = { className: "page-nav__link", href: `#${id}`, textContent };
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), link));
    list.append(item);
  }
  contents.append(nav);
}

/* What only a script does is said only where one runs. */
for (const words of document.querySelectorAll("[data-needs-script]")) words.hidden = false;

/* The whole of a link is taken at a press. */
for (const field of document.querySelectorAll("[data-select]")) {
  field.addEventListener("focus", () => field.select());
}

/* The answers of a link are in its fragment, which no server is sent: they leave the address, and wait
   for a press. */
const reopen = document.querySelector("[data-reopen]");
if (reopen && window.location.hash.length > 1) {
  reopen.elements.code.value = window.location.hash.slice(1);
  reopen.querySelector("[data-typed]").hidden = true;
  history.replaceState(history.state, "", window.location.pathname);
}

/* Leaving: nothing is seen any more, this device forgets, the page leaves the history, and left.js hides
   the pages before it. The red way leaves at a press, or at three Escapes; the quiet one has asked. */
const quick = document.querySelector("[data-quick-exit]");
const exit = quick ?? document.querySelector("[data-leave]");
const ELSEWHERE = "https://meteofrance.com/";
const ESCAPES = 3;
const WITHIN = 5000;
const PATIENCE = 1000;

if (document.querySelector("[data-forget]")) forget();

function leave() {
  document.documentElement.hidden = true;
  document.title = "…";
  const forgotten = forget();
  try {
    sessionStorage.setItem("left", `${Date.now()} ${ELSEWHERE}`);
  } catch {
    /* What was erased is passed over all the same. */
  }
  const erased = fetch(exit.action, { method: "POST", headers: { "X-Script": "1" }, keepalive: true, redirect: "manual" });
  const waited = new Promise((done) => setTimeout(done, PATIENCE));
  Promise.race([Promise.all([erased, forgotten]), waited])
    .catch(() => {})
    .finally(() => window.location.replace(ELSEWHERE));
}

if (exit) {
  exit.addEventListener("submit", (event) => {
    event.preventDefault();
    leave();
  });
}

if (quick) {
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.repeat) return;
    pressed = [...pressed.filter((then) => event.timeStamp - then < WITHIN), event.timeStamp];
    if (pressed.length >= ESCAPES) leave();
  });
}

/* A connection that is lost loses no answer: it stays in the form, whose button sends it again. What the
   server refuses, or does not know of, is sent as without a script. */
const LONGEST_WAIT = 30000;
const answer = document.querySelector("[data-send]");
let sending = false;

answer?.addEventListener("submit", async (event) => {
  if (sending === "plainly") return;
  event.preventDefault();
  if (sending) return;
  sending = true;
  const { submitter } = event;
  const lost = answer.querySelector("[data-lost]");
  const sent = new URLSearchParams(new FormData(answer));
  if (submitter?.name) sent.append(submitter.name, submitter.value);
  try {
    const signal = AbortSignal.timeout?.(LONGEST_WAIT);
    const response = await fetch(window.location.href, { method: "POST", body: sent, headers: { "X-Script": "1" }, signal });
    const next = response.headers.get("X-Next");
    sending = next ? false : "plainly";
    lost.hidden = true;
    if (next) window.location.assign(next);
    else answer.requestSubmit(submitter);
  } catch {
    sending = false;
    lost.hidden = false;
  }
});

/* Back, or Forward, onto a page that was erased: each such page is passed over, not shown in turn. */
const SKIPPED = 400;
if (document.querySelector("[data-expired]")) {
  const [arrival] = performance.getEntriesByType("navigation");
  if (arrival?.type === "back_forward" && history.length > 1) {
    document.documentElement.hidden = true;
    history.back();
    setTimeout(() => (document.documentElement.hidden = false), SKIPPED);
  }
}

/* « Aucune de ces réponses » is ticked alone: it unticks the others, and another answer unticks it. */
document.addEventListener("change", ({ target }) => {
  if (target.type !== "checkbox" || !target.checked) return;
  for (const other of document.getElementsByName(target.name)) {
    const contrary = "alone" in target.dataset || "alone" in other.dataset;
    if (other !== target && contrary) other.checked = false;
  }
});

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

/* Reading aloud is offered late, and only where the device has a voice of its own for the page. */
const aloud = document.querySelector("[data-aloud]");
if (aloud && "speechSynthesis" in window) {
  const offer = () => {
    const spoken = ({ localService, lang }) => localService && lang.startsWith(document.documentElement.lang);
    if (window.speechSynthesis.getVoices().some(spoken)) import(aloud.dataset.aloud);
  };
  window.addEventListener("load", offer);
  window.speechSynthesis.addEventListener?.("voiceschanged", offer);
}
