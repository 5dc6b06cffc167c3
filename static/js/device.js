/* What stays on this device, for whoever asked for it: lists, the papers that one has, and one's
   attempts to get a slot. Nothing is stored before « Garder sur ce téléphone ». */

const PAGE = "page:";
const LIST = "liste:";
const WORKER = "/hors-ligne.js";
const LINK = "a[href$='/garder/']";
const MOST_LISTS = 12;
const language = document.documentElement.lang;
const one = (selector, inside = document) => inside.querySelector(selector);
const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const show = (element, shown) => element && (element.hidden = !shown);

const when = (moment, style, tongue = language) =>
  new Intl.DateTimeFormat(`${tongue}-u-ca-gregory-nu-latn`, style).format(new Date(moment));
const DAY = { dateStyle: "long" };
const MOMENT = { dateStyle: "long", timeStyle: "short" };

const works = () => {
  try {
    localStorage.setItem("?", "");
    localStorage.removeItem("?");
    return "serviceWorker" in navigator && "caches" in window;
  } catch {
    return false;
  }
};

const read = (id) => {
  try {
    return JSON.parse(localStorage.getItem(LIST + id));
  } catch {
    return null;
  }
};
const write = (id, list) => localStorage.setItem(LIST + id, JSON.stringify(list));
const ids = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(LIST))
    .map((key) => key.slice(LIST.length));

const remove = async (gone) => {
  for (const id of gone) {
    localStorage.removeItem(LIST + id);
    localStorage.removeItem(PAGE + id);
  }
  if (ids().length) return;
  /* Inquiries keep theirs. */
  const names = (await caches.keys()).filter((name) => name.startsWith("gardees-"));
  const found = await navigator.serviceWorker.getRegistrations();
  const workers = found.filter(({ scope }) => new URL(scope).pathname === "/");
  await Promise.all([...names.map((name) => caches.delete(name)), ...workers.map((worker) => worker.unregister())]);
};

/* Papers: how many are left is said politely, and the page for the counter is ticked too. */

const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

/* The French name of a paper, or of the first of a choice, is the same in every language. */
const NAMES = [".document .document__french", ".document .document__title", ".document__french", ".document__title"];
const nameOf = (box) => {
  const line = box.closest("li");
  return words(NAMES.map((name) => one(name, line)).find(Boolean));
};

const tell = (section) => {
  /* What is for some persons only is not counted as missing. */
  const boxes = all(".documents:not(.documents--some) .tick input", section);
  const said = one("[data-left]", section);
  const left = boxes.filter((box) => !box.checked).length;
  const sentences = said?.dataset.left.split("|");
  if (said) said.textContent = sentences[left] ?? sentences.at(-1).replace(/\d+/, left);
};

const tickPaper = (box) => {
  const name = words(one(".document__title", box.closest("li")));
  for (const line of all(".counter__paper")) {
    if (all("span", line).some((side) => words(side) === name)) line.toggleAttribute("data-ticked", box.checked);
  }
};

const ticks = (inside, id) => {
  for (const said of all("[data-left]", inside)) said.setAttribute("role", "status");
  const ticked = read(id)?.ticks ?? [];
  for (const box of all(".documents input[type=checkbox]", inside)) {
    box.checked = ticked.includes(nameOf(box));
    if (box.checked) tickPaper(box);
  }
  if (ticked.length) all("section", inside).forEach(tell);
  inside.addEventListener("change", ({ target }) => {
    if (!target.matches(".documents input[type=checkbox]")) return;
    tickPaper(target);
    tell(target.closest("section"));
    const list = read(id);
    if (list) write(id, { ...list, ticks: tickedIn(inside) });
  });
};
const tickedIn = (inside) => all(".documents input:checked", inside).map(nameOf);

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

const OWN = "form, .actions, [data-device], [data-listen], [data-since], .no-print a[href*='/demarche/'], .result__aside, script";

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

const box = one("[data-device]");
if (box) {
  const id = box.dataset.device;
  ticks(document, id);
  show(box, works());
  one("button", box).addEventListener("click", async () => {
    /* What this browser does not keep, the link keeps. */
    const kept = await keep(box);
    window.location.assign(kept ? `/${language}/gardees/#${id}` : one(LINK).href);
  });
}

/* « Mes listes gardées »: one page for all, and the list of the fragment, which no server is sent. */

const shelf = one("[data-shelf]");
const state = { id: "", proof: false };

const filled = (template, values) => {
  const row = template.content.cloneNode(true);
  for (const [name, value] of Object.entries(values)) {
    for (const place of all(`[data-${name}]`, row)) place.textContent = value;
  }
  return row;
};

const rows = () => {
  const place = one("[data-rows]");
  const lists = ids().map((id) => ({ id, ...read(id) }));
  lists.sort((first, second) => second.day - first.day);
  place.replaceChildren(
    ...lists.map(({ id, title, day }) => {
      const row = filled(one("[data-row]"), { title, day: when(day, DAY) });
      one("a", row).href = `#${id}`;
      one("button", row).addEventListener("click", async () => {
        if (!window.confirm(shelf.dataset.sure)) return;
        await remove([id]);
        rows();
        one("[data-erased]").textContent = shelf.dataset.gone;
        one("h1").focus();
      });
      return row;
    }),
  );
  show(one("[data-none]"), !lists.length);
  show(one("[data-erase-all]"), lists.length);
};

/* The icons of today stand in for those of then. */
const drawn = (inside) => {
  for (const use of all("use", inside)) {
    const [, name] = use.getAttribute("href").split("#");
    use.setAttribute("href", `${shelf.dataset.icons}#${name}`);
  }
};

/* One's attempts, in the language of the page; and in French for whoever is shown them. */
const attempts = (id, list) => {
  const said = (what, side) => one(`[data-what] option[value="${what}"]`)?.dataset[side] ?? "";
  one("[data-tries]").replaceChildren(
    ...list.log.map(({ at, what }, index) => {
      const row = filled(one("[data-try]"), { at: when(at, MOMENT), said: said(what, "said") });
      one("button", row).addEventListener("click", () => {
        const now = read(id);
        now.log.splice(index, 1);
        write(id, now);
        attempts(id, now);
      });
      return row;
    }),
  );
  one("[data-proofs]").replaceChildren(
    ...[...list.log].reverse().map(({ at, what }) => {
      const row = document.createElement("li");
      row.textContent = [when(at, MOMENT, "fr"), said(what, "french")].filter(Boolean).join(" — ");
      return row;
    }),
  );
  show(one("[data-to-print]"), list.log.length);
};

const openList = (id, list) => {
  const kept = one("[data-page]");
  const page = new DOMParser().parseFromString(localStorage.getItem(PAGE + id) ?? "", "text/html");
  drawn(page);
  kept.lang = list.language;
  kept.dir = list.language === "ar" ? "rtl" : "ltr";
  kept.replaceChildren(...page.body.children);
  ticks(kept, id);
  one("[data-today]").href = `${shelf.dataset.reopens}#${list.code}`;
  for (const place of all("[data-kept-day]")) place.textContent = when(list.day, DAY);
  for (const name of ["title", "french", "place"]) {
    for (const place of all(`[data-list-${name}]`)) place.textContent = list[name] ?? "";
  }
  attempts(id, list);
};

const route = () => {
  const [, id, proof] = /^#([\w-]{8})(!?)$/.exec(window.location.hash) ?? [];
  /* A link inside the list leads to a part of it. */
  if (!id && window.location.hash && state.id) return;
  const list = id && read(id);
  show(one("[data-lists]"), !list);
  show(one("[data-list]"), list && !proof);
  show(one("[data-proof]"), list && proof);
  if (list && state.id !== id) openList(id, list);
  if (list) one("[data-to-print]").href = `#${id}!`;
  all("[data-to-list]").forEach((link) => (link.href = `#${id}`));
  state.id = list ? id : "";
  if (!list) rows();
  window.scrollTo(0, 0);
};

if (shelf && works()) {
  show(one("[data-shelf-works]"), true);
  show(one("[data-shelf-fails]"), false);
  one("[data-tried]").addEventListener("click", () => {
    const list = read(state.id);
    const what = one("[data-what]");
    list.log.unshift({ at: Date.now(), what: what.value });
    write(state.id, list);
    attempts(state.id, list);
    what.value = "";
    one("[data-noted]").textContent = shelf.dataset.words;
  });
  one("[data-erase-all]").addEventListener("click", async () => {
    if (!window.confirm(shelf.dataset.sureAll)) return;
    await remove(ids());
    rows();
    one("[data-erased]").textContent = shelf.dataset.gone;
  });
  window.addEventListener("hashchange", route);
  route();
}
