/* Offers names while the person types in a search field. Without it, « Chercher » does the same. */

const LONGEST_LIST = 8;
const PAUSE = 180;

/* As procedures/publishing/spelling.py compares names. */
const VARIANTS = { "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": "", "œ": "oe", "æ": "ae" };
const bare = (text) =>
  text
    .toLowerCase()
    .replace(/[ةىیکـœæ]/g, (letter) => VARIANTS[letter])
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/^ال(?=..)/, ""))
    .filter(Boolean)
    .join(" ");

const json = async (address, options) => {
  const response = await fetch(address, options);
  return response.ok ? (await response.json()).names : [];
};

/* Countries: one list, filtered here. */
const countries = (source) => {
  let names;
  return async (text) => {
    names ??= (await json(source)).map((name) => [name, ` ${bare(name)}`]);
    const typed = ` ${bare(text)}`;
    const found = names.filter(([, words]) => words.includes(typed));
    const inside = ([, words]) => !words.startsWith(typed);
    return found.sort((one, other) => inside(one) - inside(other)).map(([name]) => name);
  };
};

/* Communes: the server looks. What is typed travels in the body: an address is kept in histories, caches and logs. */
const communes = (source) => async (text) =>
  text.length < 2 ? [] : json(source, { method: "POST", body: new URLSearchParams({ q: text }) });

const enhance = (box) => {
  const input = box.querySelector("input");
  const source = box.dataset.searchSource;
  const find = (source.includes("communes") ? communes : countries)(source);
  const list = document.createElement("ul");
  list.className = "search-field__list";
  list.id = `${input.id}-liste`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", document.querySelector("h1").textContent.trim());
  input.closest(".search-field__row").after(list);
  const attributes = {
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  };
  for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

  let active = -1;
  let latest = 0;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (option) => {
    input.value = option.textContent;
    close();
    input.focus();
  };

  const show = (names) => {
    list.replaceChildren(
      ...names.slice(0, LONGEST_LIST).map((name, index) => {
        const option = document.createElement("li");
        option.className = "search-field__option";
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.textContent = name;
        option.addEventListener("mousedown", (event) => event.preventDefault());
        option.addEventListener("click", () => choose(option));
        return option;
      }),
    );
    close();
    if (!names.length) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  };

  const look = async () => {
    const text = input.value.trim();
    const turn = ++latest;
    let names = [];
    try {
      names = text ? await find(text) : [];
    } catch {
      /* No network: the button still works when it comes back. */
    }
    if (turn === latest) show(names);
  };

  const move = (step) => {
    const options = list.children;
    options[active]?.setAttribute("aria-selected", "false");
    active = (active + step + options.length) % options.length;
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  };

  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
  /* A list that closes under a press moves the button away from it: a press is over first. */
  let pressed = false;
  document.addEventListener("pointerdown", () => (pressed = true));
  for (const end of ["click", "pointercancel"]) {
    document.addEventListener(end, ({ target }) => {
      pressed = false;
      if (!box.contains(target) && document.activeElement !== input) close();
    });
  }
  input.addEventListener("blur", () => {
    clearTimeout(timer);
    latest++;
    if (!pressed) close();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (event.key === "ArrowDown") move(1);
      else move(active < 0 ? 0 : -1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    }
  });
};

for (const box of document.querySelectorAll("[data-search-source]")) enhance(box);
