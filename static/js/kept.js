/* The lists that this device keeps, and the papers that one has. Before « Garder sur ce téléphone » only the
   ticks are stored, by the tab itself, so that a page that is loaded again has them: they go with the tab. */

export const PAGE = "page:";
const LIST = "liste:";
const TICKS = "coches:";
export const language = document.documentElement.lang;
export const one = (selector, inside = document) => inside.querySelector(selector);
export const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
export const show = (element, shown) => element && (element.hidden = !shown);

/* In French the first of a month is « 1er ». */
export const when = (moment, style, tongue = language) => {
  const place = tongue === "en" ? "en-GB" : tongue; /* The day before the month, as the pages write it. */
  const text = new Intl.DateTimeFormat(`${place}-u-ca-gregory-nu-latn`, style).format(new Date(moment));
  return tongue === "fr" ? text.replace(/(^|\s)1 (?=\p{L})/u, "$11er ") : text;
};

export const works = () => {
  try {
    localStorage.setItem("?", "");
    localStorage.removeItem("?");
    return "serviceWorker" in navigator && "caches" in window;
  } catch {
    return false;
  }
};

export const read = (id) => {
  try {
    return JSON.parse(localStorage.getItem(LIST + id));
  } catch {
    return null;
  }
};
export const write = (id, list) => localStorage.setItem(LIST + id, JSON.stringify(list));
export const ids = () =>
  Object.keys(localStorage)
    .filter((key) => key.startsWith(LIST))
    .map((key) => key.slice(LIST.length));

export const remove = async (gone) => {
  for (const id of gone) {
    localStorage.removeItem(LIST + id);
    localStorage.removeItem(PAGE + id);
    sessionStorage.removeItem(TICKS + id);
  }
  if (ids().length) return;
  /* Inquiries keep theirs. */
  const names = (await caches.keys()).filter((name) => name.startsWith("gardees-"));
  const found = await navigator.serviceWorker.getRegistrations();
  const workers = found.filter(({ scope }) => new URL(scope).pathname === "/");
  await Promise.all([...names.map((name) => caches.delete(name)), ...workers.map((worker) => worker.unregister())]);
};

/* Papers: how many are left is said politely, and the page for the counter is ticked too. */

export const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

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

/* The ticks of a list that is not kept. */
const tab = {
  read: (id) => {
    try {
      return JSON.parse(sessionStorage.getItem(TICKS + id)) ?? [];
    } catch {
      return [];
    }
  },
  write: (id, names) => {
    try {
      sessionStorage.setItem(TICKS + id, JSON.stringify(names));
    } catch {
      /* A browser that refuses its storage has the ticks of the page at hand. */
    }
  },
};

export const ticks = (inside, id) => {
  for (const said of all("[data-left]", inside)) said.setAttribute("role", "status");
  const ticked = read(id)?.ticks ?? tab.read(id);
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
    else tab.write(id, tickedIn(inside));
  });
};
export const tickedIn = (inside) => all(".documents input:checked", inside).map(nameOf);

export const filled = (template, values) => {
  const row = template.content.cloneNode(true);
  for (const [name, value] of Object.entries(values)) {
    for (const place of all(`[data-${name}]`, row)) place.textContent = value;
  }
  return row;
};

/* Attempts to file or to get a slot, noted at a tap: those of the list that `idOf` names; `keepFirst` keeps one that the device does not have. */
export const attempts = (box, idOf, keepFirst) => {
  const what = one("[data-what]", box);
  const said = (value) => one(`option[value="${value}"]`, what)?.dataset.said ?? "";
  const change = (act) => {
    const list = read(idOf());
    act(list.log);
    write(idOf(), list);
    draw();
  };
  const draw = () => {
    const log = read(idOf())?.log ?? [];
    one("[data-tries]", box).replaceChildren(
      ...log.map(({ at, what: value }, index) => {
        const moment = when(at, { dateStyle: "long", timeStyle: "short" });
        const row = filled(one("[data-try]", box), { at: moment, said: said(value) });
        one("button", row).addEventListener("click", () => change((all) => all.splice(index, 1)));
        return row;
      }),
    );
    for (const link of all("[data-to-print]")) link.href = `${link.href.split("#")[0]}${log.length ? `#${idOf()}` : ""}`;
  };
  one("[data-tried]", box).addEventListener("click", async () => {
    if (!read(idOf()) && !(await keepFirst())) return;
    change((log) => log.unshift({ at: Date.now(), what: what.value }));
    what.value = "";
    one("[data-status]", box).textContent = box.dataset.noted;
  });
  show(box, true);
  return draw;
};
