/* « Mes listes gardées »: one page for all, and the list of the fragment, which no server is sent. */

import { countAgain, isoDay } from "./counted.js";
import { PAGE, all, attempts, filled, ids, language, one, read, remove, show, ticks, when, works, write } from "./kept.js";

const DAY = { dateStyle: "long" };

const shelf = one("[data-shelf]");
const phrases = shelf && JSON.parse(shelf.dataset.days);
const state = { id: "" };

const draw = shelf && works() ? attempts(one("[data-attempts]"), () => state.id) : undefined;

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

/* Past the last day the red card says so, with what to do; the old list is folded under it. */
const told = (card, page, title) => {
  const over = one("[data-over]");
  const last = card?.querySelector(".answer__last");
  const call = one(".answer__action a[href^='tel:'], [aria-labelledby='aide'] a[href^='tel:']", page);
  show(over, card);
  show(one("[data-old]"), card);
  (card ? one("[data-old]") : one("[data-now]")).append(page);
  if (!card) return;
  one("[data-last]").replaceChildren(...(last ? [last.cloneNode(true)] : []));
  one("[data-last]").lang = page.lang;
  one("[data-over-title]").textContent = title;
  show(one("[data-call]"), call);
  if (!call) return;
  one("[data-call]").href = call.href;
  one("[data-call] span").textContent = phrases.call.replace("%s", call.href.slice(4).replace(/(\d\d)(?=\d)/g, "$1\u00a0"));
};

const openList = (id, list) => {
  const kept = one("[data-page]");
  const page = new DOMParser().parseFromString(localStorage.getItem(PAGE + id) ?? "", "text/html");
  drawn(page);
  kept.lang = list.language;
  kept.dir = shelf.dataset.leftward.split(" ").includes(list.language) ? "rtl" : "ltr";
  kept.replaceChildren(...page.body.children);
  ticks(kept, id);
  one("[data-today]").href = `${shelf.dataset.reopens}#${list.code}`;
  for (const place of all("[data-kept-day]")) place.textContent = when(list.day, DAY);
  one("[data-opened-day]").textContent = when(Date.now(), DAY);
  show(one("[data-offline]"), !navigator.onLine);
  told(countAgain(kept, phrases, isoDay(list.day), isoDay(Date.now()), language), kept, list.title);
  one("[data-erase-one]").onclick = async () => {
    if (!window.confirm(shelf.dataset.sure)) return;
    await remove([id]);
    window.location.hash = "";
    one("[data-erased]").textContent = shelf.dataset.gone;
  };
  draw();
};

const route = () => {
  const [, id] = /^#([\w-]{8})$/.exec(window.location.hash) ?? [];
  /* A link inside the list leads to a part of it. */
  if (!id && window.location.hash && state.id) return;
  const list = id && read(id);
  /* A list is in its own language, and so are the words around it. */
  if (list && list.language !== language) return window.location.replace(window.location.href.replace(`/${language}/`, `/${list.language}/`));
  show(one("[data-lists]"), !list);
  show(one("[data-list]"), list);
  const opened = state.id;
  state.id = list ? id : "";
  if (list && opened !== id) openList(id, list);
  if (!list) rows();
  window.scrollTo(0, 0);
};

if (shelf && works()) {
  show(one("[data-shelf-works]"), true);
  show(one("[data-shelf-fails]"), false);
  one("[data-erase-all]").addEventListener("click", async () => {
    if (!window.confirm(shelf.dataset.sureAll)) return;
    await remove(ids());
    rows();
    one("[data-erased]").textContent = shelf.dataset.gone;
  });
  window.addEventListener("hashchange", route);
  route();
}
