"""The titles of what problems name by its key, in a working copy that may not compile."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from django.apps import apps
from django.db.models import Model

from procedures import models
from procedures.drafting.words.conditions import in_words
from procedures.drafting.words.names import BUILT_IN_LABELS
from procedures.engine.errors import Problem
from procedures.engine.shortening import shortened
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain
from procedures.engine.values.stances import end_counted_from
from procedures.exchange.shapes import COLUMNS
from procedures.models.accounts import Account
from procedures.publishing import communes
from procedures.publishing.countries import country_names
from procedures.publishing.departments import department_names
from procedures.publishing.journal import recording
from procedures.publishing.parts.channel_words import family_titles

_LIST = re.compile(r"\[(?:'[^']*'(?:, '[^']*')*)?\]")
_ENDS = re.compile(r"\{[^{}]*\}")
_FILE = re.compile(r"\b[\w/-]+\.ya?ml\b")
_GONE = re.compile(r"question inconnue : « \w+ »")
_QUOTED = re.compile(r"« ([a-z][a-z0-9_]*) »")
_CIRCLE = re.compile(r"\w+(?: → \w+)+")
_YES_NO = {"true": "oui", "false": "non"}
_KEY = re.compile(r"(?<![\w/.@-])[a-z0-9]+(?:_[a-z0-9]+)+(?![\w@])")
_MOST = 90
# What an import says of a file, and what the desk, where an answer is chosen from a list, says.
_OF_FILES = (
    ("un code est attendu", "une réponse de la liste est attendue"),
    (" (écrivez-le entre guillemets)", ""),
)
HOW = "délai échangé"
# Any day does to compare two ends that count from the same one.
SOME_DAY = date(2027, 8, 31)

# The list to open for a problem of no single entry: (its name, the model) by file or folder.
WHOLE: dict[str, tuple[str, type[Model]]] = {
    "questions.yaml": ("Les questions", models.Question),
    "enquetes": ("Les questions", models.Question),
    "groups.yaml": ("Les groupes", models.Group),
    "derived_facts.yaml": ("Ce qui est déduit", models.DerivedFact),
    "fees.yaml": ("Les tarifs", models.Fee),
    "orientations.yaml": ("Les orientations", models.Orientation),
    "documents.yaml": ("Les pièces", models.Document),
    "procedures": ("Les démarches", models.Procedure),
    "cases": ("Les personnes d'essai", models.Case),
    "invariants.yaml": ("Les promesses", models.Invariant),
    "departements": ("Les préfectures", models.Department),
}


class ProblemTitles:
    """ProblemTitles by key. Each table is read once, when it is first asked for.

    ``gone`` holds {key: title} of what the working copy may have no longer.
    """

    def __init__(self, gone: Mapping[str, str] | None = None) -> None:
        self._gone = gone or {}

    def procedure(self, key: str) -> str:
        return self._quoted(self._procedures, key, "une démarche retirée")

    def document(self, key: str) -> str:
        return self._quoted(self._documents, key, "une pièce retirée")

    def fact(self, key: str) -> str:
        return self._quoted(self._facts, key, f"« {in_words(key)} »")

    def step(self, key: str) -> str:
        return self._quoted(self._steps, key, "une étape")

    def value(self, fact: str, value: str) -> str:
        """Return an answer, or a value of what is deduced, a country or a town."""
        found = self._values.get((fact, value)) or country_names().get(value)
        town = communes.commune(value) if not found and len(value) == len("34032") else None
        return f"« {found or (town.name if town else in_words(value))} »"

    def channel(self, kind: str) -> str:
        return f"« {dict(models.Channel.Kind.choices).get(kind, in_words(kind))} »"

    def place(self, code: str) -> str:
        return dict(models.PlaceName.choices).get(code, in_words(code))

    def department(self, code: str) -> str:
        return department_names().get(code, "les autres départements")

    def of(self, key: str) -> str:
        """Return the title of a key whose kind is not known, or its words."""
        return self._all.get(key) or self._gone.get(key) or in_words(key)

    def sentence(self, message: str) -> str:
        """Return a message with titles for its keys, and without a file or a list of Python."""
        for of_file, without_file in _OF_FILES:
            message = message.replace(of_file, without_file)
        words = _GONE.sub("une de ses réponses va à une question retirée", message)
        words = _LIST.sub(lambda found: self._list(found[0]), words)
        words = _ENDS.sub(lambda found: _ends(found[0]), words)
        words = _FILE.sub("le catalogue", words)
        words = re.sub(r"\b(true|false)\b", lambda found: _YES_NO[found[0]], words)
        words = _CIRCLE.sub(lambda found: " → ".join(map(self.of, found[0].split(" → "))), words)
        words = _QUOTED.sub(lambda found: f"« {self.of(found[1])} »", words)
        words = _KEY.sub(lambda found: f"« {self.of(found[0])} »", words)
        return words.replace("« « ", "« ").replace(" » »", " »")

    def _list(self, shown: str) -> str:
        keys = re.findall(r"'([^']*)'", shown)
        return ", ".join(f"« {self.of(one)} »" for one in keys) or "aucune"

    @staticmethod
    def _quoted(titles: dict[str, str], key: str, missing: str) -> str:
        return f"« {titles[key]} »" if titles.get(key) else missing

    @cached_property
    def _procedures(self) -> dict[str, str]:
        return _by_key(models.Procedure, "title_fr")

    @cached_property
    def _documents(self) -> dict[str, str]:
        return _by_key(models.Document, "title_fr")

    @cached_property
    def _steps(self) -> dict[str, str]:
        return {
            key: shortened(text, _MOST) for key, text in _by_key(models.Step, "text_fr").items()
        }

    @cached_property
    def _facts(self) -> dict[str, str]:
        deduced = _by_key(models.DerivedFact, "title")
        return {**BUILT_IN_LABELS, **deduced, **_by_key(models.Question, "text_fr")}

    @cached_property
    def _values(self) -> dict[tuple[str, str], str]:
        rules = models.DerivedRule.objects.values_list("derived_fact__key", "value", "label")
        found = {(fact, str(value)): label for fact, value, label in rules if label}
        choices = models.Choice.objects.values_list("question__key", "value", "text_fr")
        return found | {(fact, value): text or "" for fact, value, text in choices}

    @cached_property
    def _all(self) -> dict[str, str]:
        """Every title by its key: where two things have one key, the gravest to name wins."""
        return {
            **_columns(),
            **family_titles(),
            **{value: text for (_, value), text in self._values.items()},
            **dict(models.Channel.Kind.choices),
            "unknown": "aucune façon connue",
            **{str(value): str(label) for value, label in models.PlaceName.choices},
            **_by_key(models.Case, "persona"),
            **_by_key(models.Fee, "label_fr"),
            **_by_key(models.Group, "title_fr"),
            **_by_key(models.Orientation, "title_fr"),
            **self._steps,
            **self._facts,
            **self._documents,
            **self._procedures,
        }


@cache
def _columns() -> dict[str, str]:
    """Return {key of an entry: the label of its column}, which forms show."""
    found: dict[str, str] = {}
    for model in apps.get_app_config("procedures").get_models():
        for field in model._meta.fields:
            for name in (field.name, field.name.partition("_")[2]):
                found.setdefault(name, str(field.verbose_name))
        found.setdefault(str(model._meta.model_name), str(model._meta.verbose_name))
    return found | {key: found[column] for key, column in COLUMNS.items() if column in found}


def _by_key(model: type[Model], column: str) -> dict[str, str]:
    rows = model._default_manager.values_list("key", column)
    return {key: text for key, text in rows if text}


def _ends(shown: str) -> str:
    """Return the days of a window: « {'from': '2026-12-01'} » → « du 01/12/2026 »."""
    days = dict(re.findall(r"'(from|to)': '([^']*)'", shown))
    words = {"from": "du", "to": "au"}
    ends_in_words = [
        f"{words[end]} {'/'.join(reversed(day.split('-')))}" for end, day in days.items()
    ]
    return " ".join(ends_in_words) or "aucune date"


@dataclass(frozen=True, slots=True)
class MendingAct:
    """A button that mends a finding: its words, and what its form sends."""

    words: str
    value: str


def act_for(problem: Problem) -> MendingAct | None:
    """Return the one safe act that mends a problem, or ``None``."""
    if problem.kind != "window_inverted":
        return None
    step = _step(f"{problem.names[0]}:{problem.names[1]}")
    if step is None or not is_inverted(step.window_from, step.window_to):
        return None
    return MendingAct("Échanger les deux bouts du délai", f"{step.procedure.key}:{step.key}")


def mend(value: str, author: Account) -> models.Step | None:
    """Swap the ends of the window that an act names, if it is still inverted; return its step."""
    with recording(author, how=HOW):
        step = _step(value)
        if step is None or not is_inverted(step.window_from, step.window_to):
            return None
        step.window_from, step.window_to = step.window_to, step.window_from
        step.save()
    return step


def is_inverted(start: Plain | str | None, end: Plain | str | None) -> bool:
    """Tell whether a window surely ends before it begins: both ends count from the same day."""
    if isinstance(start, str) and isinstance(end, str):
        days = parse_date(start), parse_date(end)
        return days[0] is not None and days[1] is not None and days[1] < days[0]
    if not (isinstance(start, dict) and isinstance(end, dict) and start["fact"] == end["fact"]):
        return False
    first, last = (end_counted_from(one).counted_from(SOME_DAY) for one in (start, end))
    return last < first


def _step(value: str) -> models.Step | None:
    procedure, _, key = value.partition(":")
    rows = models.Step.objects.select_related("procedure")
    return rows.filter(procedure__key=procedure, key=key).first()
