"""Compares each département with the national content: what differs for one person, and why."""

import json
from dataclasses import dataclass, field
from datetime import date

from procedures.drafting.words.rules import DeskWording
from procedures.engine.answers import answers_to_data
from procedures.engine.conditions.words import day_words
from procedures.engine.proofs.divergence import Divergence, divergences
from procedures.engine.values import department
from procedures.engine.values.content import Source
from procedures.engine.values.department import in_order
from procedures.engine.values.plain import Plain, PlainDict
from procedures.engine.values.procedure import Procedure
from procedures.models import NATIONAL, Channel
from procedures.publishing.departments import department_names
from procedures.publishing.editions.kept import Kept
from procedures.publishing.parts import cutting as parts
from procedures.publishing.progress import WorkStage, counting

from .. import versions as drafts
from ..addresses import Addresses
from ..links import Links

KINDS = dict(Channel.Kind.choices)
ASKED = {"oui": "demandée", "non": "pas demandée", "peut-être": "selon les réponses"}
SHOWN = {"oui": "montrée", "non": "pas montrée", "peut-être": "selon les réponses"}
NOTES = "Précisions de la préfecture"
CHANNEL = "Comment déposer ou prendre rendez-vous"
# Texts of a procedure that no département says otherwise: proofs do not read them.
UNREAD = ("title", "summary", "result", "processing_time", "validity")


@dataclass(frozen=True, slots=True)
class Said:
    """A thing that a département says differently from the national content.

    ``reason`` is the source that the département gives, or an empty string.
    """

    label: str
    here: str
    there: str
    reason: str = ""
    url: str = field(default="", compare=False)
    witness: str = field(default="", compare=False, repr=False)

    @property
    def mark(self) -> str:
        """Return the few words that stand for this difference in the matrix."""
        if self.label == NOTES:
            return "précisions"
        if self.label == CHANNEL:
            return self.here.partition(" http")[0]
        if self.label.startswith("Pièce"):
            sign = {ASKED["oui"]: "+", ASKED["non"]: "−"}.get(self.here, "±")
            return f"{sign} {self.label[0].lower()}{self.label[1:]}"
        return self.label.partition(" ")[0].lower()


class Differences:
    """What each département says differently: {(procedure, code): [``Said``]}."""

    def __init__(self, version: drafts.Version, today: date, addresses: Addresses) -> None:
        self.rule_set = version.compiled
        self.codes = [code for code in self.rule_set.departments if code != NATIONAL]
        self._wording = DeskWording(self.rule_set)
        self._links = Links(self.rule_set, addresses)
        self.cells: dict[tuple[str, str], list[Said]] = {}
        proved = _found(version, self.codes, today)
        for code in self.codes:
            for one in proved[code]:
                self._add(one.procedure, code, self._said(code, one))
            for key, override in self.rule_set.departments[code].overrides.items():
                if override.notes.get("fr"):
                    self._add(key, code, self._noted(key, code, override))

    def of(self, procedure: str) -> list[tuple[str, str, list[tuple[str, dict[str, Said]]]]]:
        """Return [(label, national words, [(local words, {code: ``Said``})])] for a procedure."""
        rows: dict[tuple[str, str], dict[str, dict[str, Said]]] = {}
        for code in self.codes:
            for said in self.cells.get((procedure, code), ()):
                alike = rows.setdefault((said.label, said.there), {})
                alike.setdefault(said.here, {})[code] = said
        return [(*head, list(alike.items())) for head, alike in rows.items()]

    def _add(self, procedure: str, code: str, said: Said) -> None:
        listed = self.cells.setdefault((procedure, code), [])
        if said not in listed:
            listed.append(said)

    def _said(self, code: str, one: Divergence) -> Said:
        procedure = self.rule_set.procedures[one.procedure]
        witness = answers_to_data(one.witness) if one.witness else {}
        rest = {"witness": json.dumps(witness, ensure_ascii=False) if witness else ""}
        if one.decision == "channel":
            here, there = _channel_words(one.here), _channel_words(one.there)
            found = self._channel(code, procedure, one.here)
            rest["url"] = self._links.channel(found) if found else ""
            return Said(CHANNEL, here, there, _reason(found.source) if found else "", **rest)
        override = self.rule_set.departments[code].overrides.get(one.procedure)
        rest |= {"url": self._links.override(one.procedure, code), "reason": ""}
        if override and one.decision == "documents":
            rest["reason"] = _reason(override.source)
        return Said(self._label(one, procedure), *self._words(one), **rest)

    def _words(self, one: Divergence) -> tuple[str, str]:
        if one.decision == "documents":
            return ASKED.get(one.here, one.here), ASKED.get(one.there, one.there)
        return SHOWN.get(one.here, one.here), SHOWN.get(one.there, one.there)

    def _label(self, one: Divergence, procedure: Procedure) -> str:
        if one.decision == "documents":
            return f"Pièce {self._wording.document(one.item)}"
        steps = {step.id: step.text["fr"] for step in procedure.steps}
        return {
            "steps": f"Étape « {steps.get(one.item, one.item)} »",
            "dates": f"Dates de l'étape « {steps.get(one.item, one.item)} »",
            "costs": "Coût",
            "warnings": f"Avertissement « {one.item} »",
        }[one.decision]

    def _noted(self, key: str, code: str, override: department.Override) -> Said:
        url = self._links.override(key, code)
        return Said(NOTES, override.notes["fr"], "rien", _reason(override.source), url)

    def _channel(self, code: str, procedure: Procedure, here: str) -> department.Channel | None:
        own = in_order(self.rule_set.departments[code].channels, procedure)
        kind = here.split(" ")[0]
        return next((one for one in own if one.kind == kind), None)


_kept: Kept[Differences] = Kept(2)
_divergences: Kept[dict[str, list[Divergence]]] = Kept(2)


def differences(version: drafts.Version, today: date, addresses: Addresses) -> Differences:
    """Return the differences of a version on a day, computed once."""
    key = (version.digest, today)
    return _kept.get(key, lambda: Differences(version, today, addresses))


def _found(version: drafts.Version, codes: list[str], today: date) -> dict[str, list[Divergence]]:
    """Return {département: its divergences}, proved again only when they may differ."""
    key = (parts.digest(_read_by_proofs(version.plain)), today)
    told = counting(WorkStage.DEPARTMENTS, codes)
    return _divergences.get(key, lambda: {code: _proved(version, code, today) for code in told})


def _read_by_proofs(plain: Plain) -> PlainDict:
    """Return all of a catalogue but the cases, and what procedures only say of themselves."""
    procedures = [
        {key: value for key, value in one.items() if key not in UNREAD}
        for one in plain.get("procedures") or []
    ]
    return {**plain, "cases": None, "procedures": procedures}


def _proved(version: drafts.Version, code: str, today: date) -> list[Divergence]:
    """Return the divergences of a département from one for which nothing local is written."""
    written = version.compiled.departments
    elsewhere = next((one for one in department_names() if one not in written), "99")
    found = drafts.with_meaning(
        version, today, lambda meaning: list(divergences(meaning, code, elsewhere))
    )
    # The dates of a step that one side does not show would only repeat the difference.
    steps = {(one.procedure, one.item) for one in found if one.decision == "steps"}
    return [
        one for one in found if one.decision != "dates" or (one.procedure, one.item) not in steps
    ]


def _channel_words(told: str) -> str:
    kind, _, link = told.partition(" ")
    return f"{KINDS.get(kind, kind)} {link}".strip()


def _reason(source: Source) -> str:
    day = f", lu le {day_words(source.checked_on)}" if source.checked_on else ""
    return f"{source.reference}{day}" if source.reference else ""
