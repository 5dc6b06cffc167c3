/* The questionnaire of an inquiry. Without a network, what is filled waits on this device and leaves
   later; with a tap, the page itself opens without a network. The form works without this script. */

const WAITS = "enquete:";
const WORKER = "/enquete/hors-ligne.js";
const PAGES = "enquetes-pages";
const TOO_LONG = 20000;
const one = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const show = (element, shown) => element && (element.hidden = !shown);

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(WAITS));
const items = () => {
  try {
    return keys().map((key) => ({ key, ...JSON.parse(localStorage.getItem(key)) }));
  } catch {
    return [];
  }
};

/* Drawn here and not by the server, so that a form filled offline has a number of its own. */
const number = () => {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  return bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
const today = () => {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
};

/* How many wait, and how many the server refused. */
const tell = () => {
  const found = items();
  const refused = found.filter((item) => item.refused).length;
  one("[data-count]").textContent = found.length - refused;
  one("[data-refused-count]").textContent = refused;
  show(one("[data-waiting]"), found.length);
  show(one("[data-refused]"), refused);
  show(one("[data-send-now]"), found.length > refused);
};

const say = (name) => {
  for (const message of all("[data-say]")) show(message, message.dataset.say === name);
  const message = one(`[data-say="${name}"]`);
  message?.focus();
  message?.scrollIntoView({ block: "center" });
};

const post = (to, body) =>
  fetch(to, {
    method: "POST",
    body,
    headers: { "Content-Type": "application/x-www-form-urlencoded" },
    signal: AbortSignal.timeout?.(TOO_LONG),
  });

/* What waits leaves, one form after the other. Too many at once, or a server that is away: later. */
let leaving = false;
const leave = async () => {
  if (leaving) return;
  leaving = true;
  const waited = items().length;
  try {
    for (const { key, to, body, refused } of items()) {
      /* « Effacer » may have been pressed since the list was read: what is erased stays so. */
      if (refused || !localStorage.getItem(key)) continue;
      const { ok, status } = await post(to, body);
      if (status === 429 || status >= 500) break;
      if (ok) localStorage.removeItem(key);
      else if (localStorage.getItem(key)) localStorage.setItem(key, JSON.stringify({ to, body, refused: status }));
    }
  } catch {
    /* The network is still away. */
  }
  leaving = false;
  tell();
  /* Whoever read that there was no network reads that it is done. */
  if (waited && !items().length && one('[data-say="kept"]')?.hidden === false) say("sent");
};

/* A question that depends on another is shown once it was answered so. */
const follow = (form) => {
  for (const part of all("[data-of]", form)) {
    const { of, values, unless } = part.dataset;
    const given = new FormData(form).getAll(of);
    const met = values.split(" ").some((value) => given.includes(value));
    show(part, unless ? !met : met);
    show(one("[data-hint]", part), false);
    for (const input of all("input", part)) input.disabled = part.hidden;
  }
};

const western = (typed) => typed.replace(/[٠-٩]/g, (digit) => "٠١٢٣٤٥٦٧٨٩".indexOf(digit)).trim();
const wrongNumber = (form) =>
  all("input[inputmode=numeric]", form).find((input) => {
    if (input.disabled || !input.value.trim()) return false;
    const { least, most } = input.closest("[data-part]").dataset;
    const typed = western(input.value);
    return !/^\d{1,3}$/.test(typed) || (least && +typed < +least) || (most && +typed > +most);
  });

const written = (form) => {
  form.elements.numero.value = number();
  form.elements.jour.value = today();
  return new URLSearchParams(new FormData(form)).toString();
};
const isEmpty = (form) => [...new FormData(form)].every(([name, value]) => ["numero", "jour"].includes(name) || !value);

const wait = (form, body) => {
  try {
    localStorage.setItem(WAITS + form.elements.numero.value, JSON.stringify({ to: form.getAttribute("action"), body }));
  } catch {
    say("lost");
    return;
  }
  form.reset();
  follow(form);
  tell();
  say("kept");
};

/* What the server refuses is shown as without a script. */
const replace = async (response) => {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  one("#contenu").replaceWith(one("#contenu", page));
  begin();
  (one("[data-focus]") ?? one("#contenu")).focus();
};

const send = async (form) => {
  const body = written(form);
  let response;
  try {
    response = await post(form.getAttribute("action"), body);
  } catch {
    if (isEmpty(form)) return say("empty");
    const wrong = wrongNumber(form);
    if (wrong) {
      wrong.closest("[data-part]").append(one('[data-say="number"]'));
      say("number");
      return wrong.focus();
    }
    return wait(form, body);
  }
  if (response.ok) return window.location.assign(response.url);
  if (response.status === 429 || response.status >= 500) return wait(form, body);
  return replace(response);
};

/* Each language has its own part of the site: the worker is told of each. */
const keep = async (form) => {
  const pages = form.dataset.pages.split(" ");
  try {
    const scopes = pages.map((page) => page.slice(0, page.indexOf("/enquete/") + "/enquete/".length));
    await Promise.all(scopes.map((scope) => navigator.serviceWorker.register(WORKER, { scope })));
    await (await caches.open(PAGES)).addAll(pages);
    await navigator.serviceWorker.ready;
    say("ready");
    show(one("[data-keep]"), false);
  } catch {
    say("unkept");
  }
};

/* « Effacer »: what waits. The kept page stays: it holds nothing of anybody. */
const erase = async () => {
  if (!window.confirm(one("[data-erase]").dataset.sure)) return;
  keys().forEach((key) => localStorage.removeItem(key));
  tell();
  say("erased");
};

let sending = false;
function begin() {
  const form = one("[data-inquiry]");
  if (!form) return;
  follow(form);
  form.addEventListener("change", () => follow(form));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    await send(form);
    sending = false;
  });
  show(one("[data-keep]"), "serviceWorker" in navigator && "caches" in window);
  one("[data-keep]").addEventListener("click", () => keep(form));
  one("[data-erase]").addEventListener("click", erase);
  one("[data-send-now]").addEventListener("click", leave);
  tell();
}

begin();
leave();
window.addEventListener("online", leave);
/* « Back », after the thanks: the next person at this device finds nothing of the one before. */
window.addEventListener("pageshow", ({ persisted }) => persisted && window.location.reload());
