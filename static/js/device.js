/* What an answer does with the device that shows it: its papers are ticked, it is sent, it is kept there for
   whoever asked for it. */

import { PAGE, all, attempts, ids, language, one, read, remove, show, tickedIn, ticks, words, works, write } from "./kept.js";

const WORKER = "/hors-ligne.js";
const LINK = "a[href$='/garder/']";
const MOST_LISTS = 12;

/* The sheet of the telephone itself offers what the person has; nothing is asked of anybody. */
const share = one("[data-share]");
if (share && navigator.share) {
  show(share, true);
  share.addEventListener("click", () => navigator.share({ url: one("[data-select]").value }).catch(() => {}));
}

/* The PDF for the counter has the ticks too: they go with the asking, and nothing keeps them. */
const field = (value) => Object.assign(document.createElement("input"), { name: "pris", value });
one("main a[href$='/liste.pdf']")?.addEventListener("click", (event) => {
  const had = tickedIn(document);
  if (!had.length) return;
  event.preventDefault();
  const sent = { method: "post", action: event.currentTarget.href, hidden: true };
  const form = Object.assign(document.createElement("form"), sent);
  form.append(...had.map(field));
  document.body.append(form);
  form.submit();
  form.remove();
});

/* « Garder sur ce téléphone » */

const OWN = "form, noscript, #essais, .visit, [data-tools], [data-listen], [data-since], .no-print a[href*='/demarche/'], .result__aside, script";

const copy = () => {
  const pieces = all(".counter, .result").map((piece) => piece.cloneNode(true));
  for (const piece of pieces) {
    for (const own of all(OWN, piece)) own.remove();
    /* The addresses of a run end with it. */
    for (const link of all("a[href*='/demarche/']", piece)) link.replaceWith(...link.childNodes);
    for (const input of all("input", piece)) input.removeAttribute("checked");
  }
  return pieces.map((piece) => piece.outerHTML).join("");
};

const linkOf = async (address) => {
  const response = await fetch(address);
  const kept = new DOMParser().parseFromString(await response.text(), "text/html");
  const { value, dataset } = one("[data-select]", kept);
  return { code: value.split("#")[1], place: dataset.place };
};

const keep = async (box) => {
  const id = box.dataset.device;
  const title = words(one("h1"));
  const french = words(one(".counter__title span") ?? one("h1"));
  const before = read(id) ?? { log: [] };
  const list = { ...before, title, french, language, day: Date.now(), ticks: tickedIn(document) };
  try {
    Object.assign(list, await linkOf(one(LINK).href));
    await navigator.serviceWorker.register(WORKER);
    localStorage.setItem(PAGE + id, copy());
    write(id, list);
    const latest = ids().sort((first, second) => read(second).day - read(first).day);
    await remove(latest.slice(MOST_LISTS));
    return true;
  } catch {
    await remove([id]);
    return false;
  }
};

const answer = one("[data-answer]");
if (answer) ticks(document, answer.dataset.answer);

const box = one("[data-device]");
if (box) {
  const id = box.dataset.device;
  show(box, works());
  one("button", box).addEventListener("click", async () => {
    /* What this browser does not keep, the link keeps. */
    const kept = await keep(box);
    window.location.assign(kept ? `/${language}/gardees/#${id}` : one(LINK).href);
  });
  /* An attempt keeps the list that it belongs to. */
  const log = one("[data-attempts]");
  if (log && works()) attempts(log, () => id, () => keep(box))();
}
