"""The information a group is about and the group's values, both chosen and written in words."""

import re

from django import forms

from procedures.drafting.words.conditions import in_words
from procedures.drafting.words.names import BUILT_IN_LABELS
from procedures.engine.codes import free_key
from procedures.models import Choice, DerivedFact, DerivedRule, Question
from procedures.publishing.countries import country_names

from .codes_fields import CodeInWords
from .fields import CodesField

HELP = "Une réponse par ligne, avec ses mots. Par exemple, pour un pays : « Tunisie »."
# What differs without its case, and with either apostrophe.
APOSTROPHES = str.maketrans("’", "'")


def fact_words(code):
    """Return the words of an information: its question, or its name for colleagues."""
    question = Question.objects.filter(key=code).values_list("text_fr", flat=True).first()
    derived = DerivedFact.objects.filter(key=code).values_list("title", flat=True).first()
    return question or derived or BUILT_IN_LABELS.get(code, code)


def value_words(fact):
    """Return {code: words} of the values of an information, where they have words of their own.

    A text that two values share names neither of them.
    """
    choices = Choice.objects.filter(question__key=fact).values_list("value", "text_fr")
    rules = DerivedRule.objects.filter(derived_fact__key=fact).values_list("value", "label")
    countries = any(
        model.objects.filter(key=fact, kind="country").exists() for model in (Question, DerivedFact)
    )
    words = {str(value): text for value, text in (*rules, *choices) if text}
    words |= country_names() if countries else {}
    plain = [bare(text) for text in words.values()]
    return {code: text for code, text in words.items() if plain.count(bare(text)) == 1}


def bare(text):
    """Return a text as two people may both have typed it."""
    return " ".join(text.translate(APOSTROPHES).casefold().split())


def values_offered(fact, stored=None):
    """Return [(value, words)] of what a rule of a deduced information may give.

    ``None`` where a value is written, not chosen: a number, a day. ``stored`` stays offered.
    """
    if fact.kind == "yes_no":
        return [(True, "oui"), (False, "non")]
    codes = {"choice": fact.values, "country": country_names()}.get(fact.kind)
    if not codes:
        return None
    words = value_words(fact.key)
    former = [stored] if isinstance(stored, str) and stored not in codes else []
    return [(code, words.get(code) or in_words(code)) for code in (*codes, *former)]


class FactField(CodeInWords):
    """The information that a group is about, as people are asked for it."""

    shown = staticmethod(fact_words)

    @classmethod
    def offered(cls):
        asked = Question.objects.order_by("inquiry", "position", "pk").values_list("key", "text_fr")
        derived = DerivedFact.objects.values_list("key", "title")
        named = {**BUILT_IN_LABELS, **{key: title or key for key, title in derived}, **dict(asked)}
        first = [key for key, _ in asked]
        rest = [key for key in named if key not in first]
        return [("", "Choisissez une information"), *((key, named[key]) for key in first + rest)]


class ValuesField(CodesField):
    """Values of an information, one a line: their words, or their codes."""

    widget = forms.Textarea(attrs={"rows": 6})
    words = {}

    def show(self, value):
        return "\n".join(self.words.get(code, code) for code in value)

    def read(self, text):
        codes = {bare(words): code for code, words in self.words.items()}
        found = []
        for line in text.split("\n"):
            whole = [line] if bare(line) in codes else re.split("[,;]", line)
            for one in whole:
                found += [codes[bare(one)]] if bare(one) in codes else one.split()
        return super().read(", ".join(found))


class NewValuesField(CodesField):
    """The values that an information may have, one a line, in words. A new one gets a code."""

    widget = forms.Textarea(attrs={"rows": 6})

    def offer(self, stored, instance):
        """Call each value that an entry holds by its words, or by its code if they are shared."""
        words = value_words(instance.key)
        titles = {code: words.get(code) or in_words(code) for code in stored or ()}
        plain = [bare(text) for text in titles.values()]
        self.words = {
            code: text if plain.count(bare(text)) == 1 else code for code, text in titles.items()
        }

    def show(self, value):
        return "\n".join(self.words.get(code, code) for code in value)

    def read(self, text):
        codes = {bare(name): code for code in self.words for name in (code, self.words[code])}
        lines = [line for line in text.split("\n") if line.strip()]
        return super().read(", ".join(codes.get(bare(one)) or free_key(one, ()) for one in lines))
