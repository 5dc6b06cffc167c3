/* The lines and groups of a condition, as parts of a page. */
"use strict";
window.conditions = window.conditions || {};
{
  const { shapeOf } = window.conditions.tree;
  const { editor, element, select, combobox } = window.conditions.values;

  const JOINS = [
    ["all", "toutes ces lignes soient vraies"],
    ["any", "au moins une de ces lignes soit vraie"],
    ["none", "aucune de ces lignes ne soit vraie"],
  ];
  const testsOf = (fact, line, context) =>
    context.tests[fact.kind].filter(([test]) => test === line.test || fact.groups.length || shapeOf(test) !== "group");

  const removal = (label, node, group, made, context) =>
    element("button", {
      type: "button", class: "condition__remove", "aria-label": label, title: label,
      onclick: () => {
        const index = group.parts.indexOf(node);
        group.parts.splice(index, 1);
        const list = made.parentElement;
        made.remove();
        const next = list.children[Math.min(index, list.children.length - 1)];
        const target = next ? next.querySelector("input, select, button") : list.nextElementSibling.querySelector("button");
        target.focus();
        context.changed();
      },
    }, "Retirer");

  const lineElement = (line, group, context) => {
    const made = element("li", { class: "condition__line" });
    const draw = () => {
      const fact = context.facts.get(line.fact);
      const what = combobox({
        label: "Information", placeholder: "Choisissez une information…", options: context.factOptions,
        list: context.factList, value: fact ? fact.label : line.fact,
        chosen: (key) => {
          const kind = context.facts.get(key).kind;
          Object.assign(line, { fact: key, test: context.tests[kind][0][0], values: [], duration: {} });
          draw();
          made.querySelector("select").focus();
          context.changed();
        },
      });
      const parts = [what];
      if (fact) {
        const tests = testsOf(fact, line, context);
        parts.push(select("Test", tests, line.test, (test) => {
          const kept = shapeOf(test) === shapeOf(line.test);
          Object.assign(line, { test, values: kept ? line.values : [] });
          draw();
          made.querySelector("select").focus();
          context.changed();
        }));
        const [, , ...after] = tests.find(([test]) => test === line.test);
        const value = editor(line, fact, context, after);
        if (value) parts.push(value);
      }
      made.replaceChildren(...parts, removal("Retirer cette ligne", line, group, made, context));
    };
    draw();
    return made;
  };

  const partElement = (node, group, context) => {
    if (!node.join) return lineElement(node, group, context);
    const made = element("li", { class: "condition__nested" });
    made.append(groupElement(node, context, removal("Retirer ce groupe", node, group, made, context)));
    return made;
  };

  const groupElement = (group, context, remove = null) => {
    const list = element("ul", { class: "condition__parts" });
    list.append(...group.parts.map((part) => partElement(part, group, context)));
    const add = (node) => {
      group.parts.push(node);
      const made = partElement(node, group, context);
      list.append(made);
      made.querySelector("input").focus();
      context.changed();
    };
    const line = () => ({ fact: "", test: "", values: [] });
    const join = select("Combien de lignes doivent être vraies", JOINS, group.join, (value) => {
      group.join = value;
      context.changed();
    });
    return element("div", { class: "condition__group", role: "group", "aria-label": remove ? "Groupe de lignes" : "Lignes de la condition" },
      element("p", { class: "condition__join" }, "Il faut que ", join, remove),
      list,
      element("p", { class: "condition__tools" },
        element("button", { type: "button", class: "condition__add", onclick: () => add(line()) }, "Ajouter une ligne"),
        element("button", { type: "button", class: "condition__add", onclick: () => add({ join: "any", parts: [line()] }) }, "Ajouter un groupe")));
  };

  window.conditions.lines = { groupElement };
}
