"""The whole result as values, shown by the templates of templates/questionnaire/result/."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from procedures.engine.evaluation import Evaluation, ProcedureResult
from procedures.engine.stances import A_HELP

from . import others, places, reasons, verdict
from .branches import Branch, branches
from .cards import Verdict
from .filing import announcement
from .last_days import beside_the_card, days_beside, in_order
from .others import Advice, Orientations, OtherProcedure, PossibleProcedure
from .reading import Line, Reading, Shown
from .reasons import AnswerRow, ShownSource
from .recommended import FirstCard, Sheet, advice_beside, first_cards, notices_for, sheet_of

SHOWN_OTHERS, LIKELY = 3, 5


@dataclass(frozen=True, slots=True)
class Result:
    """A result. Only one without a certain procedure has a ``verdict`` and an ``answer``.

    ``household`` are the lines about the spouse and the children of the person, ``beside``
    the advice that a card must not go without, ``apart`` what to do besides, ``open_now``
    what can be asked today by a person who has to wait, ``branches`` the cases of an unknown date.
    """

    title: Shown
    cards: list[FirstCard]
    urgent: list[Advice]
    sheets: list[Sheet]
    possible: list[PossibleProcedure]
    beaten: list[OtherProcedure]
    advice: list[Advice]
    helpers: places.Helpers
    notices: list[Line]
    household: list[Shown] = field(default_factory=list)
    beside: list[Advice] = field(default_factory=list)
    apart: list[Advice] = field(default_factory=list)
    open_now: list[OtherProcedure] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)
    verdict: Verdict | None = None
    answer: Advice | None = None
    why: list[AnswerRow] = field(default_factory=list)
    sources: list[ShownSource] = field(default_factory=list)

    @property
    def others_title(self) -> str:
        if self.sheets:
            return _("Autres démarches possibles")
        return _("Des démarches possibles, à vérifier")

    @property
    def folded(self) -> bool:
        """Whether the other possibilities are folded: what follows from no answer is not listed."""
        return bool(self.sheets or self.possible or self.branches)

    @property
    def has_stance(self) -> bool:
        """Whether a card says first what to do: what is urgent beside stands below it."""
        return any(sheet.verdict.stance for sheet in self.sheets)

    @property
    def first_possible(self) -> list[PossibleProcedure]:
        """The possible procedures in full: three, since a list of everything is of no help.

        Of more than five it is unknown which are likely: then none is shown.
        """
        many = not self.sheets and len(self.possible) > LIKELY
        return [] if many else self.possible[: SHOWN_OTHERS - len(self.first_beaten)]

    @property
    def first_beaten(self) -> list[OtherProcedure]:
        """What applies too, but less well: with the possible ones, three at most are shown."""
        return self.beaten[:SHOWN_OTHERS]

    @property
    def more_others(self) -> bool:
        """Whether more is open than is shown: the list of all procedures has it."""
        shown = len(self.first_possible) + len(self.first_beaten)
        return shown < len(self.possible) + len(self.beaten)

    @property
    def urgent_advice(self) -> list[Advice]:
        """Every urgent answer, as a card or beside."""
        return [*(one.advice for one in self.cards), *self.urgent]

    @property
    def sensitive(self) -> bool:
        return any(sheet.sensitive for sheet in self.sheets)


def result_of(reading: Reading, evaluation: Evaluation) -> Result:
    """Return everything that a result page shows."""
    orientations = others.sort_orientations(evaluation.orientations)
    recommended = [one for one in evaluation.procedures if one.recommended]
    if recommended:
        return _with_procedures(reading, evaluation, recommended, orientations)
    return _without_procedure(reading, evaluation, orientations)


def _with_procedures(
    reading: Reading,
    evaluation: Evaluation,
    recommended: Sequence[ProcedureResult],
    orientations: Orientations,
) -> Result:
    notices = list(evaluation.notices)
    first = recommended[0]
    nearby = places.helpers(reading, places.fit(first))
    # For a person sent first to a reader of the file, the risk stands on the card.
    risks = [] if first.place == A_HELP else orientations.risks
    sheets = [
        sheet_of(
            reading,
            one,
            notices_for(one, notices),
            beside_the_card(orientations, evaluation.procedures, LIKELY),
            nearby,
            suffix="" if index == 1 else f"-{index}",
        )
        for index, one in enumerate(recommended, start=1)
    ]
    age = reading.situation.answers.get(reading.named("age"))
    # The lines speak of a spouse and of children: they are not for a minor.
    household = () if isinstance(age, int) and age < 18 else orientations.household
    return Result(
        title=sheets[0].verdict.title,
        cards=first_cards(reading, orientations),
        urgent=advice_beside(reading, orientations),
        sheets=sheets,
        possible=others.possible_procedures(reading, evaluation.procedures, with_papers=False),
        beaten=others.beaten_procedures(reading, evaluation.procedures),
        beside=[others.advice(reading, one) for one in risks],
        apart=[others.advice(reading, one) for one in orientations.apart],
        advice=[others.advice(reading, one) for one in orientations.beside if one not in risks],
        open_now=others.open_now(reading, evaluation.procedures)
        if sheets[0].verdict.stance == "attendre"
        else [],
        household=[reading.shown(one.text) for one in household],
        helpers=nearby,
        notices=[],
        sources=reasons.sources_of_orientations(
            reading,
            [*orientations.urgent, *orientations.beside, *orientations.apart, *household],
        ),
    )


def _without_procedure(
    reading: Reading, evaluation: Evaluation, orientations: Orientations
) -> Result:
    possible = others.possible_procedures(reading, evaluation.procedures, with_papers=True)
    uncertain = [one for one in evaluation.procedures if not one.certain]
    lost = bool(possible or orientations.risks)
    nearby = places.helpers(reading, _fit_for(orientations, uncertain=lost))
    shown = orientations.particular
    answers = [one for one in shown if not one.fallback]
    if not (answers or possible or orientations.urgent):
        # The general orientation is shown only if there is no answer to give.
        answers = shown = [*orientations.general, *shown]
    main = answers[0] if answers and not possible else None
    cases = branches(reading, evaluation)
    listed = beside_the_card(orientations, evaluation.procedures, LIKELY)
    days = in_order(reading, days_beside(reading, listed))
    if cases:
        answer = verdict.verdict_of_branches(others.missing(possible))
    elif possible:
        first = places.to_call(nearby)
        answer = verdict.verdict_of_possible(
            reading, len(possible), others.missing(possible), first, days
        )
    elif main:
        answer = verdict.verdict_of_orientation(reading, main, days)
    else:
        # The urgent orientations are the answer.
        answer = None
    rest = [one for one in shown if one is not main]
    # The possible procedures are folded, and the advice with them: but for the first.
    seen = 1 if possible and not cases else 0
    return Result(
        title=answer.title if answer else _("Votre résultat"),
        cards=first_cards(reading, orientations, () if answer else days),
        urgent=advice_beside(reading, orientations),
        sheets=[],
        branches=cases,
        possible=[] if cases else possible,
        beaten=[],
        beside=[others.advice(reading, one) for one in rest[:seen]],
        apart=[others.advice(reading, one) for one in orientations.apart],
        advice=[others.advice(reading, one) for one in rest[seen:]],
        helpers=nearby,
        notices=[announcement(reading, one) for one in evaluation.notices],
        verdict=answer,
        answer=others.advice(reading, main) if main else None,
        why=reasons.all_answers(reading),
        sources=[
            *reasons.sources_of_procedures(reading, uncertain if len(uncertain) <= LIKELY else ()),
            *reasons.sources_of_orientations(
                reading, [*orientations.urgent, *shown, *orientations.apart]
            ),
        ],
    )


def _fit_for(orientations: Orientations, *, uncertain: bool) -> tuple[str, ...]:
    """Return the kinds of helpers that fit the first urgent orientation, or the usual ones.

    Where nothing is certain, or the risk is to have to leave, who can read papers comes first.
    """
    stances = (one.stance for one in orientations.urgent if one.stance in places.FITTEST)
    usual = places.FITTEST["incertain"] if uncertain else places.USUAL
    return places.FITTEST.get(next(stances, ""), usual)
