/* The condition builder: takes the place of a text field, which stays what the form sends.

   Each change is written into the text at once, then read back by the server as a sentence, with
   what is wrong and which test cases would change. Without this script, the text is all there is;
   with it, the text is for those who write the law, whose pages say so. */
"use strict";
{
  const { tree } = window.conditions;
  const { element, listOf } = window.conditions.values;
  const { groupElement } = window.conditions.lines;
  const { wordField } = window.conditions.words;
  const writesText = Boolean(document.querySelector("meta[name=desk-text]"));
  const READ_AFTER = 150;
  const TRY_AFTER = 400;
  const LISTED = ["choice", "choices", "country", "commune"];
  const STATUS = {
    breaks: "échouerait", mends: "réussirait de nouveau", changes: "aurait un autre résultat", concerns: "serait concernée",
  };

  let vocabulary = null;
  const load = (address) => {
    vocabulary = vocabulary || fetch(address, { headers: { Accept: "application/json" } }).then(async (response) => {
      if (!response.ok) throw new Error(response.status);
      const found = await response.json();
      tree.learn(found.operators);
      const options = found.facts.map((fact) => [fact.key, fact.label]);
      const list = listOf(options);
      document.body.append(list);
      return {
        facts: new Map(found.facts.map((fact) => [fact.key, fact])),
        factOptions: options,
        factList: list,
        countries: found.countries,
        units: found.units,
        tests: found.tests,
        findMeanings: async (word) => {
          const reply = await fetch(`${address}?word=${encodeURIComponent(word)}`);
          return reply.ok ? reply.json() : null;
        },
        findCommunes: async (text) => {
          const reply = await fetch(`${address}?commune=${encodeURIComponent(text)}`);
          return reply.ok ? (await reply.json()).communes : [];
        },
      };
    });
    return vocabulary;
  };

  class Builder {
    constructor(root) {
      this.root = root;
      this.textarea = root.querySelector("textarea");
      this.turn = 0;
      root.querySelector(".condition__sentence")?.remove();
      this.lines = element("div", { class: "condition__lines" });
      this.sentence = element("p", { class: "condition__sentence", "aria-live": "polite" }, "Un instant : les questions arrivent.");
      this.problems = element("ul", { class: "condition__problems", "aria-live": "polite", hidden: true });
      this.effects = element("div", { class: "condition__effects", "aria-live": "polite" });
      this.text = element("details", { class: "condition__text", hidden: !writesText }, element("summary", {}, "La condition en texte"));
      this.text.append(this.textarea);
      this.word = element("div", { hidden: true });
      root.prepend(this.lines, this.word, this.sentence, this.problems, this.effects);
      root.append(this.text);
      root.addEventListener("keydown", (event) => {
        if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
      });
      this.textarea.addEventListener("input", () => this.check({ typed: true }));
    }

    async start() {
      try {
        this.words = await load(this.root.dataset.vocabulary);
      } catch {
        this.showText();
        this.say("Les listes n'ont pas pu être lues : écrivez la condition dans le texte.");
        return;
      }
      this.word.append(wordField({
        search: this.words.findMeanings, take: (meaning, field) => this.add(meaning, field), all: this.root.dataset.facts,
      }));
      // A browser that goes back gives the text as it was left: only the server reads it.
      const kept = this.root.dataset.condition && this.textarea.value === this.textarea.defaultValue;
      const read = kept && this.drawn(JSON.parse(this.root.dataset.condition));
      if (!read) this.showText();
      this.check({ typed: !read, now: true });
    }

    showText() {
      this.text.hidden = false;
      this.text.open = true;
    }

    /* What was saved may be wrong: then the server says so, and the text is all there is. */
    drawn(data) {
      try {
        this.draw(data, {});
        return true;
      } catch {
        return false;
      }
    }

    draw(data, communes) {
      this.tree = tree.read(data);
      this.context = { ...this.words, communes, changed: () => this.changed() };
      this.redraw();
    }

    redraw() {
      this.lines.replaceChildren(groupElement(this.tree, this.context));
      this.lines.hidden = false;
      this.word.hidden = false;
    }

    /* Add a line that a word means. Another answer to a question that is there is one more of its answers. */
    add(meaning, field) {
      const { kind } = this.words.facts.get(meaning.fact);
      const test = meaning.test || this.words.tests[kind][0][0];
      const several = this.tree.join === "all" && meaning.values.length && LISTED.includes(kind);
      const there = several && this.tree.parts.find((one) => one.fact === meaning.fact && one.test === test);
      if (kind === "commune") meaning.values.forEach((one) => { this.context.communes[one] = meaning.title; });
      if (there) there.values = [...new Set([...there.values, ...meaning.values])];
      else this.tree.parts.push({ fact: meaning.fact, test, values: [...meaning.values], duration: {} });
      this.redraw();
      this.changed();
      if (tree.isWhole(this.tree)) field.focus();
      else this.lines.querySelector(".condition__parts").lastElementChild.querySelector("select").focus();
    }

    changed() {
      const data = tree.write(this.tree);
      this.textarea.value = data ? JSON.stringify(data) : "";
      if (tree.isWhole(this.tree)) {
        this.check({});
      } else {
        this.cancel();
        this.show([], "", "À compléter : une ligne n'est pas finie.");
      }
    }

    cancel() {
      this.turn += 1;
      window.clearTimeout(this.timer);
    }

    check({ typed = false, now = false }) {
      this.cancel();
      const { turn } = this;
      this.timer = window.setTimeout(async () => {
        const answer = await this.ask({});
        if (turn !== this.turn || !answer) return;
        this.take(answer, typed);
        if (answer.errors.length) return;
        this.timer = window.setTimeout(() => this.try(turn), now ? 0 : TRY_AFTER);
      }, now ? 0 : READ_AFTER);
    }

    async try(turn) {
      this.effects.setAttribute("aria-busy", "true");
      const answer = await this.ask({ findings: "1" });
      if (turn !== this.turn) return;
      this.effects.removeAttribute("aria-busy");
      if (answer && !answer.errors.length) this.showEffects(answer);
    }

    take(answer, typed) {
      if (typed) {
        if (answer.errors.length) this.lines.hidden = this.word.hidden = true;
        else this.draw(answer.condition, answer.communes);
      } else if (answer.text !== undefined) {
        this.textarea.value = answer.text;
      }
      const empty = !answer.errors.length && !Object.keys(answer.condition).length;
      this.show(answer.errors, empty ? "" : answer.sentence, empty ? "Sans condition : pour tout le monde." : "");
    }

    show(errors, sentence, instead = "") {
      this.problems.replaceChildren(...errors.map((text) => element("li", {}, text)));
      this.problems.hidden = !errors.length;
      this.sentence.textContent = instead || (sentence ? `Se lit : ${sentence.replace(/\.$/, "")}.` : "");
      this.effects.replaceChildren();
    }

    say(text) {
      this.show([text], "");
    }

    showEffects(answer) {
      const found = answer.findings.map((one) => element("li", { class: `condition__finding condition__finding--${one.kind}` }, one.text));
      const parts = found.length ? [element("ul", { class: "condition__findings" }, ...found)] : [];
      if (answer.case_count) parts.push(this.cases(answer));
      else if (this.root.dataset.pk) parts.push(element("p", { class: "condition__quiet" }, "Aucune personne d'essai ne changerait."));
      this.effects.replaceChildren(...parts);
    }

    cases(answer) {
      const several = answer.case_count > 1;
      const concerned = answer.cases.every((one) => one.status === "concerns");
      const verb = concerned ? (several ? "seraient concernées" : "serait concernée") : (several ? "changeraient" : "changerait");
      const worse = answer.breaking ? `, dont ${answer.breaking} au moins qui ${answer.breaking > 1 ? "échoueraient" : "échouerait"}` : "";
      const title = `${answer.case_count} ${several ? "personnes" : "personne"} d'essai ${verb}${worse}`;
      const listed = answer.cases.map((one) => element("li", {},
        element("a", { href: one.url, target: "_blank", rel: "noopener" }, one.name, element("span", { class: "visually-hidden" }, " (nouvel onglet)")),
        ` : ${STATUS[one.status]}${one.text ? ` (${one.text})` : ""}`));
      const more = answer.case_count - listed.length;
      if (more > 0) listed.push(element("li", {}, `et ${more} autre${more > 1 ? "s" : ""}`));
      if (answer.unseen) listed.push(element("li", {}, `${answer.unseen} personnes n'ont pas été essayées, pour répondre vite.`));
      return element("details", { class: "condition__cases", open: answer.breaking > 0 }, element("summary", {}, title), element("ul", {}, ...listed));
    }

    async ask(more) {
      const { model, pk, parent, parentPk } = this.root.dataset;
      const fields = { text: this.textarea.value, model, pk, parent, parent_pk: parentPk, ...more };
      const token = this.textarea.form.querySelector("[name=csrfmiddlewaretoken]").value;
      try {
        const response = await fetch(this.root.dataset.check, {
          method: "POST", headers: { "X-CSRFToken": token }, body: new URLSearchParams(fields),
        });
        return response.ok ? await response.json() : null;
      } catch {
        return null;
      }
    }
  }

  const isShown = (root) => !root.closest(".empty-form") && !root.closest("details:not([open])");

  const startIn = (part) => {
    for (const root of part.querySelectorAll(".condition:not([data-started])")) {
      if (isShown(root) && root.dataset.model) {
        root.dataset.started = "";
        new Builder(root).start();
      }
    }
  };

  document.addEventListener("DOMContentLoaded", () => startIn(document));
  document.addEventListener("formset:added", (event) => startIn(event.target));
  // A folded line gets its builder when it is opened: a procedure has dozens.
  document.addEventListener("toggle", (event) => event.target.open && startIn(event.target), true);
}
