"""Words facts and values for the people who edit conditions: countries, places, channels."""

from functools import cache

from django.utils.text import capfirst

from procedures.engine.values.facts import State
from procedures.engine.values.questions import Choice, Question
from procedures.engine.values.rules import Group, RuleSet
from procedures.models import Channel
from procedures.publishing import communes
from procedures.publishing.checks.proofs import NamedWording
from procedures.publishing.countries import country_name
from procedures.publishing.departments import department_names

from .names import BUILT_IN_LABELS, Names


class DeskWording(NamedWording):
    """Words for one rule set, as agents read it. Facts have the labels of the lists."""

    def fact(self, fact: str) -> str:
        label = BUILT_IN_LABELS.get(fact)
        return f"« {capfirst(label)} »" if label else super().fact(fact)


class DraftWording(DeskWording):
    """Words for everything in the working copy, whether it compiles or not."""

    def __init__(self, names: Names) -> None:
        super().__init__(_shown(names))
        self.kinds = {key: info.kind for key, info in names.facts.items()}
        titles: dict[str, str | None] = {key: fact.title for key, fact in names.derived.items()}
        self._texts = titles | {row.key: row.text_fr for row in reversed(names.questions)}

    def label(self, fact: str) -> str:
        """Return the label of a fact, as lists show it.

        >>> from procedures.engine.values.facts import FactInfo
        >>> class Names:
        ...     facts, derived, questions, choices, group_rows = {}, {}, [], {}, []
        >>> DraftWording(Names()).label("parcours_du_titre")
        'Parcours du titre'
        """
        return self._texts.get(fact) or capfirst(BUILT_IN_LABELS.get(fact) or in_words(fact))

    def fact(self, fact: str) -> str:
        return f"« {self.label(fact)} »"

    def value(self, fact: str, state: State | object) -> str:
        kind = self.kinds.get(fact, "")
        if kind == "commune" and isinstance(state, str):
            # As the lists show it. A report adds the INSEE code, which tells namesakes apart.
            return value_words(kind, fact, state)
        words = super().value(fact, state)
        return value_words(kind, fact, words) if words == state else words


def value_words(kind: str, fact: str, value: str) -> str:
    """Return the words for a value that is no choice of a question."""
    if kind == "country":
        return country_name(value)
    if kind == "commune":
        found = communes.commune(value)
        return f"{found.name} ({found.department})" if found else value
    if fact == "departement":
        return f"{value} {department_names().get(value, '')}".strip()
    if fact == "arrondissement":
        return arrondissement_names().get(value, value)
    if fact == "channel":
        return str(dict(Channel.Kind.choices).get(value, value))
    return in_words(value)


@cache
def arrondissement_names() -> dict[str, str]:
    """Return {code: name} of the arrondissements, named after their most populous commune.

    The table of communes gives only the codes of arrondissements.
    """
    names: dict[str, str] = {}
    populations: dict[str, int] = {}
    for code, arrondissement in communes.arrondissements().items():
        found = communes.commune(code)
        if found and found.population >= populations.get(arrondissement, -1):
            populations[arrondissement] = found.population
            names[arrondissement] = f"{found.department}, autour de {found.name} ({arrondissement})"
    return names


def in_words(key: object) -> str:
    return str(key).replace("_", " ")


def _shown(names: Names) -> RuleSet:
    """Return a rule set with only what the wording reads: questions, choices, titles of groups."""
    # The questionnaire's question is used rather than an inquiry's question of the same name.
    rows = sorted(names.questions, key=lambda row: row.inquiry_id is None)
    questions = {
        row.key: Question(
            row.key,
            row.kind,
            {"fr": row.text_fr or row.key},
            choices=tuple(
                Choice(choice.value, {"fr": choice.text_fr or choice.value})
                for choice in names.choices.get(row.pk, ())
            ),
        )
        for row in rows
    }
    groups = {
        row.key: Group(
            row.key,
            row.fact,
            frozenset(map(str, row.values)),
            title={"fr": row.title_fr or in_words(row.key)},
        )
        for row in names.group_rows
    }
    return RuleSet(
        questions=questions,
        groups=groups,
        derived_facts=names.derived,
        fees={},
        documents={},
        procedures={},
        orientations={},
        departments={},
        inquiries={},
        facts=names.facts,
    )
