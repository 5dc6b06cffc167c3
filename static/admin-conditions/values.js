/* What a line compares with: lists to pick from in words, numbers, days and durations. */
"use strict";
window.conditions = window.conditions || {};
{
  const { shapeOf } = window.conditions.tree;
  const FEW = 8;
  const MOST_NAMED = 4;
  let count = 0;

  const unique = () => `condition-part-${(count += 1)}`;

  const element = (tag, attributes = {}, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  };

  const select = (label, options, chosen, changed) => {
    const made = element("select", { "aria-label": label, onchange: () => changed(made.value) });
    for (const [value, words] of options) {
      made.append(element("option", { value, selected: value === chosen }, words));
    }
    return made;
  };

  const bare = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim().toLowerCase();

  /* The options that a text may mean: those so named, else those with these words, or parts of words. */
  const meant = (text, options) => {
    const words = bare(text);
    const ways = [(label) => label === words, (label) => ` ${label} `.includes(` ${words} `), (label) => label.includes(words)];
    for (const fits of ways) {
      const found = options.filter(([, label]) => fits(bare(label)));
      if (words && found.length) return found;
    }
    return [];
  };

  const doubt = (found) =>
    found.length ? `Plusieurs choix : ${found.slice(0, MOST_NAMED).map(([, label]) => `« ${label} »`).join(", ")}. Précisez.`
      : "Rien de tel dans la liste : essayez un autre mot.";

  const listOf = (options) => {
    const list = element("datalist", { id: unique() });
    for (const [, label] of options) list.append(element("option", { value: label }));
    return list;
  };

  /* An input that takes one of a list, found by any of its words; ``chosen`` is told its value. */
  const combobox = ({ label, options, placeholder, value, chosen, suggest, list, empties }) => {
    const error = element("p", { class: "condition__error", id: unique(), hidden: true });
    let known = options;
    const own = list || listOf(known);
    const input = element("input", {
      type: "text", list: own.id, placeholder, "aria-label": label, autocomplete: "off", spellcheck: "false",
      class: "condition__combobox",
    });
    input.value = value || "";
    const say = (text) => {
      error.textContent = text;
      error.hidden = !text;
      input.setAttribute("aria-invalid", Boolean(text));
      if (text) input.setAttribute("aria-describedby", error.id);
      else input.removeAttribute("aria-describedby");
    };
    const refresh = async () => {
      const typed = input.value;
      const found = await suggest(typed);
      if (typed !== input.value) return false;
      known = found;
      own.replaceChildren(...known.map(([, words]) => element("option", { value: words })));
      return true;
    };
    const commit = async () => {
      if (!input.value.trim() || input.value === value) {
        say("");
        if (!empties && value) input.value = value;
        return;
      }
      if (suggest && !(await refresh())) return;
      const found = meant(input.value, known);
      say(found.length === 1 ? "" : doubt(found));
      if (found.length !== 1) return;
      const [key, words] = found[0];
      value = empties ? "" : words;
      input.value = value;
      chosen(key, words);
    };
    input.addEventListener("change", commit);
    input.addEventListener("focus", () => input.select());
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") commit();
    });
    input.addEventListener("input", async (event) => {
      if (suggest) await refresh();
      // Taking a line of the list is no typing: it counts at once.
      if (event.inputType !== "insertText" && known.some(([, words]) => words === input.value)) commit();
    });
    return element("span", { class: "condition__pick" }, input, list ? null : own, error);
  };

  const checkboxes = (line, options, context) => {
    const made = element("fieldset", { class: "condition__choices" }, element("legend", { class: "visually-hidden" }, "Réponses"));
    for (const [value, label] of options) {
      const box = element("input", {
        type: "checkbox", checked: line.values.includes(value),
        onchange: () => {
          const kept = options.map(([one]) => one).filter((one) => (one === value ? box.checked : line.values.includes(one)));
          line.values = kept;
          context.changed();
        },
      });
      made.append(element("label", {}, box, ` ${label}`));
    }
    return made;
  };

  const chips = (line, options, context, suggest) => {
    const shown = element("ul", { class: "condition__chips" });
    const labels = new Map(options);
    const draw = () => {
      shown.replaceChildren(...line.values.map((value) => {
        const label = labels.get(value) || context.communes[value] || String(value);
        const remove = () => {
          line.values = line.values.filter((one) => one !== value);
          draw();
          picker.querySelector("input").focus();
          context.changed();
        };
        return element("li", {}, label, element("button", { type: "button", "aria-label": `Retirer ${label}`, onclick: remove }, "×"));
      }));
      shown.hidden = !line.values.length;
    };
    const picker = combobox({
      label: "Ajouter une réponse", placeholder: "Ajouter une réponse…", options, suggest, empties: true,
      chosen: (value, label) => {
        labels.set(value, label);
        if (shapeOf(line.test) !== "list") line.values = [value];
        else if (!line.values.includes(value)) line.values = [...line.values, value];
        draw();
        context.changed();
      },
    });
    draw();
    return element("div", { class: "condition__list" }, shown, picker);
  };

  const one = (line, index, type, label, context) => {
    const input = element("input", {
      type, "aria-label": label, step: type === "number" ? "1" : null,
      oninput: () => {
        const typed = type === "number" ? Number.parseInt(input.value, 10) : input.value;
        line.values[index] = input.value === "" || Number.isNaN(typed) ? null : typed;
        context.changed();
      },
    });
    input.value = line.values[index] ?? "";
    return input;
  };

  const several = (line, type, context) => {
    const input = element("input", {
      type: "text", "aria-label": "Valeurs, séparées par des virgules",
      oninput: () => {
        const words = input.value.split(/[\s,;]+/).filter(Boolean);
        line.values = words.map((word) => (type === "number" && /^-?\d+$/.test(word) ? Number(word) : word));
        context.changed();
      },
    });
    input.value = line.values.join(", ");
    return input;
  };

  const duration = (line, fact, context) => {
    const made = element("span", { class: "condition__duration" });
    let parts = Object.entries(line.duration || {});
    if (!parts.length) parts = [["months", null]];
    const store = () => {
      line.duration = Object.fromEntries(parts);
      context.changed();
    };
    parts.forEach((part, index) => {
      const number = element("input", {
        type: "number", min: "0", step: "1", "aria-label": "Combien",
        oninput: () => {
          part[1] = number.value === "" ? null : Number.parseInt(number.value, 10);
          store();
        },
      });
      number.value = part[1] ?? "";
      const unit = select("Unité de temps", context.units, part[0], (value) => {
        part[0] = value;
        store();
      });
      made.append(...(index ? [" et "] : []), number, unit);
    });
    return made;
  };

  const chosen = (label, options, line, context) =>
    select(label, [["", "Choisissez"], ...options], line.values[0] ?? "", (value) => {
      line.values = value ? [value] : [];
      context.changed();
    });

  const picked = (line, fact, context) => {
    if (fact.kind === "yes_no") {
      const options = [["", "Choisissez"], ["true", "oui"], ["false", "non"]];
      const answer = line.values.length ? String(line.values[0]) : "";
      return select("Réponse", options, answer, (value) => {
        line.values = value ? [value === "true"] : [];
        context.changed();
      });
    }
    if (fact.kind === "integer") return line.values.length > 1 ? several(line, "number", context) : one(line, 0, "number", "Nombre", context);
    if (fact.kind === "date") return line.values.length > 1 ? several(line, "date", context) : one(line, 0, "date", "Jour", context);
    if (fact.kind === "commune") return chips(line, [], context, context.findCommunes);
    const options = fact.kind === "country" ? [...fact.values, ...context.countries] : fact.values;
    if (shapeOf(line.test) !== "list") return chosen("Réponse", options, line, context);
    if (options.length <= FEW && line.values.every((value) => options.some(([known]) => known === value))) {
      return checkboxes(line, options, context);
    }
    return chips(line, options, context);
  };

  const range = (line, fact, context, between) => {
    const type = fact.kind === "date" ? "date" : "number";
    const ends = [one(line, 0, type, "Du plus petit", context), one(line, 1, type, "Au plus grand", context)];
    return element("span", { class: "condition__ends" }, ends[0], ` ${between} `, ends[1]);
  };

  const group = (line, fact, context) => chosen("Groupe", fact.groups, line, context);

  const EDITORS = { flag: () => null, value: picked, list: picked, range, group, duration };

  /* The part of a line that says what its fact is compared with, null if its test needs nothing.
     ``after`` are the words of the test that follow each part of its operand. */
  const editor = (line, fact, context, after) => {
    const made = EDITORS[shapeOf(line.test)](line, fact, context, after[0]);
    const last = after[after.length - 1];
    return made && last ? element("span", {}, made, ` ${last}`) : made;
  };

  window.conditions.values = { editor, element, select, combobox, listOf };
}
