"""The result that one version gives one person, line by line, ready to be compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from procedures.drafting.versions import Version
from procedures.drafting.words.formats import amount_words
from procedures.engine.answers import answers_to_data
from procedures.engine.channels import view_of
from procedures.engine.conditions.words import day_words
from procedures.engine.evaluation import CostResult, ProcedureResult, evaluate_situation
from procedures.engine.situation import ProcedureView, Situation
from procedures.engine.values.content import Text
from procedures.engine.values.facts import Answers as GivenAnswers
from procedures.engine.values.procedure import Cost, DocumentEntry, Procedure
from procedures.models import Channel, PlaceName, StanceName

from ..conditions.entries import Conditioned
from .answers import Answers, ShownText, joined, shown

YES, MAYBE, NO = "oui", "peut-être", "non"
KINDS = dict(Channel.Kind.choices)
STANCES, PLACES = dict(StanceName.choices), dict(PlaceName.choices)
SECTIONS = (
    ("card", "Carte"),
    ("documents", "Pièces"),
    ("steps", "Étapes"),
    ("costs", "Coûts"),
    ("channel", "Façon de déposer"),
    ("warnings", "Avertissements"),
)


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line of the result: its label, its value, and the entry of the rule set behind it."""

    key: tuple[object, ...]
    label: ShownText
    value: str | ShownText
    entry: Conditioned | None = None
    certain: bool = True


class Side:
    """The result of one version for some answers on one day."""

    def __init__(self, version: Version, answers: GivenAnswers, today: date, language: str) -> None:
        self.version = version
        self.rule_set = version.compiled
        self.language = language
        known = Answers(self.rule_set).read_data(
            {
                key: value
                for key, value in answers_to_data(answers).items()
                if key in self.rule_set.questions
            }
        )
        self.situation = Situation(self.rule_set, known.given, today)
        self.evaluation = evaluate_situation(self.situation)
        self.results = {one.procedure.id: one for one in self.evaluation.procedures}
        self.orientations = {one.orientation.id: one for one in self.evaluation.orientations}

    def text(self, text: Text) -> ShownText:
        return shown(text, self.language)

    def view(self, result: ProcedureResult) -> ProcedureView:
        return view_of(self.situation, result.channel)

    def status(self, key: str) -> str:
        """Return how a procedure is listed, in a few French words."""
        result = self.results.get(key)
        if result is None:
            return NO
        if result.recommended:
            return "recommandée"
        return "certaine, non recommandée" if result.certain else "possible"

    def is_certain(self, key: str) -> bool:
        result = self.results.get(key)
        return result is not None and result.certain

    def items(self, key: str, section: str) -> dict[tuple[object, ...], ShownLine]:
        """Return {key: item} for a section of a procedure's result."""
        result = self.results.get(key)
        found = getattr(self, f"_{section}")(result) if result else ()
        return {item.key: item for item in found}

    def document_title(self, entry: DocumentEntry) -> ShownText:
        return joined(
            (self.text(self.rule_set.documents[one].title) for one in entry.documents), " ou "
        )

    def _card(self, result: ProcedureResult) -> Iterator[ShownLine]:
        """Yield the stance that the person reads first, its lead, its last day, the place."""
        found = result.stance
        if found:
            name = STANCES[found.stance.stance]
            # Where an orientation puts its steps before the filing, it decides the card too.
            before = (one.orientation for one in result.steps if one.orientation)
            entry = next(before, found.stance)
            yield ShownLine(("stance",), ShownText("À faire d'abord"), name, entry)
            for index, lead in enumerate(found.leads):
                yield ShownLine(("lead", index), ShownText("Phrase"), self.text(lead))
            if found.last_day:
                yield ShownLine(("last_day",), ShownText("Dernier jour"), day_words(found.last_day))
        if result.place:
            yield ShownLine(("place",), ShownText("Où aller d'abord"), PLACES[result.place])

    def _documents(self, result: ProcedureResult) -> Iterator[ShownLine]:
        for one in result.documents:
            key = (*one.entry.documents, one.entry.one_of)
            yield ShownLine(
                key, self.document_title(one.entry), certainty(one.certain), one.entry, one.certain
            )

    def _steps(self, result: ProcedureResult) -> Iterator[ShownLine]:
        for one in result.steps:
            ends = (("du", one.opens), ("au", one.closes))
            days = " ".join(f"{word} {day_words(day)}" for word, day in ends if day)
            value = ", ".join(part for part in (certainty(one.certain), days) if part)
            entry = one.orientation or one.step
            yield ShownLine((one.step.id,), self.text(one.step.text), value, entry, one.certain)

    def _costs(self, result: ProcedureResult) -> Iterator[ShownLine]:
        for index, one in enumerate(result.costs):
            amount = "montant inconnu"
            if one.amount is not None:
                amount = amount_words(one.amount, one.currency)
            unsure = "peut être demandé" if one.possible else MAYBE
            value = amount if one.certain else f"{amount} ({unsure})"
            label = self.text(one.label)
            entry = self._cost_entry(result.procedure, one)
            yield ShownLine((label.text, index), label, value, entry, one.certain)
        if result.total_cost is not None:
            total = amount_words(result.total_cost, result.costs[0].currency)
            yield ShownLine(("total",), ShownText("Total à payer"), total)

    def _cost_entry(self, procedure: Procedure, cost: CostResult) -> Cost | None:
        for entry in procedure.costs:
            label = self.rule_set.fees[entry.fee].label if entry.fee else entry.label
            if label == cost.label:
                return entry
        return None

    def _channel(self, result: ProcedureResult) -> Iterator[ShownLine]:
        found = result.channel
        if found.channel is None:
            unknown = "aucun" if found.known else "dépend des réponses"
            yield ShownLine(("kind",), ShownText("Comment"), unknown)
            return
        channel = found.channel
        yield ShownLine(("kind",), ShownText("Comment"), KINDS[channel.kind], channel)
        if channel.url:
            yield ShownLine(("url",), ShownText("Lien"), channel.url)
        for name, label in (("address", "Adresse"), ("instructions", "Consignes")):
            text = self.text(getattr(channel, name))
            if text.text:
                yield ShownLine((name,), ShownText(label), text)

    def _warnings(self, result: ProcedureResult) -> Iterator[ShownLine]:
        for text in result.warnings:
            label = self.text(text)
            entry = next((one for one in result.procedure.warnings if one.text == text), None)
            yield ShownLine((text.get("fr", ""),), label, YES, entry)
        for step in result.steps:
            view = self.view(result)
            for one in step.step.warnings:
                if view.truth(one.when):
                    yield ShownLine((one.text.get("fr", ""),), self.text(one.text), YES, one)
        if result.notes:
            yield ShownLine(("notes",), self.text(result.notes), YES)


def certainty(certain: bool) -> str:
    return YES if certain else MAYBE
