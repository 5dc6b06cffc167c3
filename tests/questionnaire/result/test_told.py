"""What the shipped invariants ask to be told, held to what people who answer the questions read.

The proof is over complete answers. Nobody gives them: a question that changes nothing is not asked,
and whoever is not asked when their card ends may hold one that is over.
"""

from procedures.engine.evaluation import evaluate_situation
from procedures.engine.proofs.text_rules import TextMatcher
from procedures.engine.situation import Situation
from questionnaire.result.others import sort_orientations
from tests.drawn_people import DAYS, Visitors

PEOPLE = 500
# Nobody is asked their age, or about violence, for this alone: it is told to those who said it.
WHO_SAID_IT = {"mineur_seul_jamais_sans_adulte", "violences_la_police_et_les_papiers"}


def told(result):
    """Yield the French texts that are sure to be on the page."""
    for one in result.procedures:
        if one.recommended:
            own = one.procedure
            yield from (own.summary, own.result, own.meanwhile.text, *one.warnings)
            yield from (step.step.text for step in one.steps if step.certain)
    shown = sort_orientations(result.orientations)
    for orientation in (*shown.urgent, *shown.beside, *shown.apart):
        yield from (orientation.title, orientation.text, *(one.text for one in orientation.steps))


def test_what_must_be_told_is_told_to_whoever_may_be_concerned(shipped):
    promises = [one for one in shipped.invariants.values() if one.told and not one.on]
    day, visitors = DAYS[0], Visitors(shipped, DAYS[0])
    concerned, untold = dict.fromkeys((one.id for one in promises), 0), []
    for number in range(PEOPLE):
        situation = Situation(shipped, visitors.answers(number), day)
        result = evaluate_situation(situation)
        if not any(one.recommended for one in result.procedures):
            continue
        texts = [text.get("fr", "") for text in told(result)]
        for promise in promises:
            truth = situation.truth(promise.when)
            if truth is False or (truth is None and promise.id in WHO_SAID_IT):
                continue
            concerned[promise.id] += 1
            if not any(TextMatcher([promise]).match(text)[0].told for text in texts):
                untold.append((promise.id, situation.answers))
    assert untold == []
    assert sum(concerned.values()) > 20, concerned
