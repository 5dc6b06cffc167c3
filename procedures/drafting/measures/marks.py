"""Marks what a procedure has and lacks in one part: a few marks, each with a state and words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from procedures.drafting.versions import Version
from procedures.engine.schema.texts import text_hash
from procedures.engine.values.department import Channel, Override
from procedures.engine.values.procedure import Procedure
from procedures.models import NATIONAL
from procedures.publishing.checks import coverage
from procedures.publishing.parts.filing import ways_to_file

FULL, PART, MACHINE, STALE, NONE, ABSENT = "full", "part", "machine", "stale", "none", "absent"
# Each state has a sign, so that colour is never the only clue, and a worth.
SIGNS = {FULL: "✓", PART: "±", MACHINE: "m", STALE: "↻", NONE: "✗", ABSENT: "·"}
WORTH = {FULL: 1.0, PART: 0.5, MACHINE: 0.5, STALE: 0.0, NONE: 0.0}
WAY = "façon de déposer"
FILING = {coverage.KNOWN: FULL, coverage.TO_CHECK: PART, coverage.UNKNOWN: NONE}
FRENCH = "fr"


@dataclass(frozen=True, slots=True)
class CompletenessMark:
    """A mark. ``name`` is its subject; a mark whose state is ``ABSENT`` does not count."""

    name: str
    state: str
    words: str

    @property
    def sign(self) -> str:
        return SIGNS[self.state]


class Marks:
    """The marks of one version of the catalogue, in one language."""

    def __init__(self, version: Version, language: str, today: date) -> None:
        self.rule_set = version.compiled
        self.language = language
        self._made = version.plain.get("translations", {}).get(language, {})
        self._doubtful = coverage.doubtful_channels(version.plain, self.rule_set, today)

    def of(self, procedure: Procedure, code: str) -> tuple[CompletenessMark, ...]:
        """Return the marks of a procedure in a part."""
        if code == NATIONAL:
            return (
                self._filing(procedure, code),
                self._documents(procedure),
                self._national_texts(procedure),
            )
        return (
            self._filing(procedure, code),
            self._local_facts(procedure, code),
            self._local_texts(procedure, code),
        )

    def local_entries(
        self, procedure: Procedure, code: str
    ) -> tuple[list[Channel], Override | None]:
        """Return (channels of the département, local adaptation or ``None``) for a procedure."""
        ways = ways_to_file(self.rule_set, code, procedure)
        override = self.rule_set.departments[code].overrides.get(procedure.id)
        return [way.channel for way in ways if way.local and way.channel], override

    def _filing(self, procedure: Procedure, code: str) -> CompletenessMark:
        state = coverage.state_of_filing(self.rule_set, code, procedure, self._doubtful)
        return CompletenessMark(WAY, FILING[state], state)

    def _documents(self, procedure: Procedure) -> CompletenessMark:
        names = dict.fromkeys(name for entry in procedure.documents for name in entry.documents)
        explained = sum(self.language in self.rule_set.documents[name].how_to_get for name in names)
        words = f"{explained} sur {len(names)} avec « comment l'obtenir »"
        if not names:
            return CompletenessMark("pièces", ABSENT, "aucune")
        return CompletenessMark(
            "pièces", FULL if explained == len(names) else PART if explained else NONE, words
        )

    def _local_facts(self, procedure: Procedure, code: str) -> CompletenessMark:
        channels, override = self.local_entries(procedure, code)
        found = [
            *(["façon de déposer du département"] if channels else []),
            *(["adaptation locale"] if override else []),
        ]
        return CompletenessMark(
            "faits locaux", FULL if found else NONE, " et ".join(found) or "aucun"
        )

    def _national_texts(self, procedure: Procedure) -> CompletenessMark:
        if self.language == FRENCH:
            missing = [
                word
                for word, there in (("résumé", procedure.summary), ("étapes", procedure.steps))
                if not there
            ]
            words = f"manque : {', '.join(missing)}" if missing else "résumé et étapes écrits"
            return CompletenessMark("textes", (FULL, PART, NONE)[len(missing)], words)
        file = f"procedures/{procedure.family}.yaml"
        return self._translated([procedure], file, f"{procedure.id}.")

    def _local_texts(self, procedure: Procedure, code: str) -> CompletenessMark:
        if self.language == FRENCH:
            return CompletenessMark("textes", ABSENT, "rien à traduire")
        channels, override = self.local_entries(procedure, code)
        paths = tuple(f"channels.{one.id}." for one in channels)
        entries = [*channels, *([override.notes] if override else [])]
        file = f"departements/{code}.yaml"
        return self._translated(entries, file, (*paths, f"overrides.{procedure.id}."))

    def _translated(
        self, entries: Sequence[object], file: str, paths: str | tuple[str, ...]
    ) -> CompletenessMark:
        texts = [text for one in entries for text in coverage.texts_of(one)]
        if not texts:
            return CompletenessMark("traduction", ABSENT, "aucun texte")
        marks = {text_hash(text["fr"]) for text in texts}
        made = [one for path, one in self._made.get(file, {}).items() if path.startswith(paths)]
        fresh = [one for one in made if one.get("of") in marks]
        machine = sum(one.get("status") == "machine" for one in fresh)
        missing = sum(self.language not in text for text in texts)
        return CompletenessMark(
            "traduction", *_state_of(len(texts), missing, len(made) - len(fresh), machine)
        )


def _state_of(total: int, missing: int, stale: int, machine: int) -> tuple[str, str]:
    """Return (state, words) of translations: the worst state among them."""
    if missing == total and not stale:
        return NONE, "aucun texte traduit"
    if stale:
        return STALE, f"{stale} sur {total} à refaire : le français a changé"
    if missing:
        return PART, f"{missing} sur {total} à traduire"
    if machine:
        return MACHINE, "traduction automatique, pas relue"
    return FULL, "traduit et relu"


def worth(marks: Iterable[CompletenessMark]) -> float | None:
    """Return how complete marks are, from 0 to 1, or ``None`` if none of them counts.

    >>> states = FULL, NONE, ABSENT
    >>> worth([CompletenessMark(state, state, "") for state in states])
    0.5
    """
    values = [WORTH[mark.state] for mark in marks if mark.state != ABSENT]
    return sum(values) / len(values) if values else None
