/* « Ajouter : tapez le mot des gens »: a field that finds what an everyday word means in a condition.

   The server knows the words. A word with one meaning is taken by Enter; of several, nothing is
   taken until one is chosen, with the arrows or a press. */
"use strict";
{
  const { element } = window.conditions.values;
  const SEARCH_AFTER = 150;
  let count = 0;

  const marked = (text, word) => (word ? `${text} · « ${word} » est un mot connu` : text).replace(/« | [»?]/g, (one) => one.replace(" ", "\u00a0"));

  /* The field; ``search`` returns {meanings, sure} of a word, ``take`` adds one of them. */
  const wordField = ({ search, take, all }) => {
    const id = `condition-word-${(count += 1)}`;
    const input = element("input", {
      type: "text", id, role: "combobox", autocomplete: "off", spellcheck: "false", class: "condition__word",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-list`, "aria-describedby": `${id}-help`,
    });
    const list = element("ul", { id: `${id}-list`, role: "listbox", "aria-label": "Ce que ce mot peut vouloir dire", hidden: true });
    const said = element("p", { class: "condition__quiet", role: "status" });
    let found = [];
    let active = -1;
    let asked = "";
    let timer = null;
    // Words are added in the order in which they were typed, whichever answer comes first.
    let before = Promise.resolve();

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const choose = (index) => {
      active = index;
      [...list.children].forEach((one, place) => one.setAttribute("aria-selected", String(place === index)));
      if (index < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", list.children[index].id);
        list.children[index].scrollIntoView({ block: "nearest" });
      }
    };

    const pick = (meaning, typed = true) => {
      // What was typed while the server answered is the next word.
      if (typed) input.value = "";
      asked = "";
      found = [];
      close();
      said.replaceChildren(`Ajouté : ${meaning.title}.`);
      take(meaning, input);
    };

    const draw = (word, sure) => {
      list.replaceChildren(...found.map((one, index) => element("li", {
        role: "option", id: `${id}-${index}`, "aria-selected": "false",
        // Before the field loses the focus, and the list closes.
        onmousedown: (event) => event.preventDefault(),
        onclick: () => pick(one),
      }, element("strong", {}, one.title), element("span", {}, marked(one.detail, one.word)))));
      if (!found.length) {
        said.replaceChildren(`Aucune question ne parle de « ${word} ». `,
          element("a", { href: `${all}?word=${encodeURIComponent(word)}`, target: "_blank", rel: "noopener" }, "Ajouter ce mot, ou voir toutes les questions (nouvel onglet)"));
        close();
        return;
      }
      said.replaceChildren(sure ? `Entrée ajoute « ${found[0].title} ».` : `Plusieurs sens pour « ${word} ». Lequel ?`);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      choose(sure ? 0 : -1);
    };

    const refresh = async () => {
      window.clearTimeout(timer);
      const word = input.value.trim();
      if (word === asked) return;
      asked = word;
      if (!word) {
        found = [];
        said.replaceChildren();
        close();
        return;
      }
      const answer = await search(word);
      if (asked !== word || !answer) return;
      found = answer.meanings;
      draw(word, answer.sure);
    };

    /* Enter may come before the answer: the word is held, and the field is ready for the next one. */
    const enter = async () => {
      window.clearTimeout(timer);
      const word = input.value.trim();
      if (!word) return;
      if (word === asked && !list.hidden) {
        if (active >= 0) pick(found[active]);
        return;
      }
      input.value = "";
      asked = word;
      close();
      const answering = search(word);
      const mine = before.then(() => answering);
      before = mine.catch(() => null);
      const answer = await mine;
      if (answer && answer.sure) {
        pick(answer.meanings[0], false);
      } else if (!input.value) {
        input.value = word;
        found = answer ? answer.meanings : [];
        if (answer) draw(word, false);
      }
    };

    input.addEventListener("input", () => {
      window.clearTimeout(timer);
      timer = window.setTimeout(refresh, SEARCH_AFTER);
    });
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        enter();
      } else if (event.key === "Escape") {
        close();
      } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && found.length) {
        event.preventDefault();
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
        const step = event.key === "ArrowDown" ? 1 : -1;
        choose((active + step + found.length + (active < 0 && step < 0 ? 1 : 0)) % found.length);
      }
    });
    return element("div", { class: "condition__words" },
      element("label", { for: id }, "Ajouter : tapez le mot des gens"),
      element("p", { class: "condition__quiet", id: `${id}-help` }, "Une question, une réponse ou un mot courant : « loyer », « marié », « récépissé »…"),
      said, element("div", { class: "condition__meanings" }, input, list));
  };

  window.conditions.words = { wordField };
}
