"""Finds gaps: answers that lead to nothing, to a procedure without channel, step or document, or
to one that comes too early.

A dead end is a gap too: answers with only an orientation for a person without an answer
(``fallback``).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions.tree import ALWAYS, facts_of
from ..schema.dependencies import facts_behind
from ..values.facts import Missing
from ..values.procedure import Procedure
from ..values.rules import RuleSet
from .diagrams import FALSE, IS_FALSE, IS_TRUE, IS_UNKNOWN, NOT_TRUE, TRUE, Diagram
from .findings import Finding, earliest, person, shown_by
from .meaning import Meaning
from .readings import variables_read
from .rules_of import Place
from .space import Offer, Space


def gaps(meaning: Meaning) -> Iterator[Finding]:
    """Yield every gap for complete answers, including « je ne sais pas »."""
    place = Place("orientations.yaml", "")
    nothing = answers_without(meaning, [])
    if nothing != FALSE:
        yield shown_by(meaning, nothing, "gap_nothing", place, whole=True)
    stuck = meaning.store.without(dead_ends(meaning), nothing)
    if stuck != FALSE:
        yield shown_by(meaning, stuck, "gap_only_fallback", place, whole=True)
    yield from _questions_without_choice(meaning)
    for procedure in meaning.rule_set.procedures.values():
        yield from _of_procedure(meaning, procedure)
    yield from too_early(meaning)


def dead_ends(meaning: Meaning) -> Diagram:
    """Return the answers, none of them « je ne sais pas », with at most a fallback orientation.

    Who does not know may fall back: what they lack is the answer to a question. A catalogue that
    marks no orientation has no dead end.
    """
    fallbacks = [one.id for one in meaning.rule_set.orientations.values() if one.fallback]
    return answers_without(meaning, fallbacks, among=meaning.known) if fallbacks else FALSE


def answers_without(
    meaning: Meaning, ignored: list[str], *, among: Diagram | None = None
) -> Diagram:
    """Return the answers for which no procedure or orientation is certain or possible.

    ``ignored`` are ids of orientations that do not count; the line for a household, which is shown
    beside an answer only, never does. ``among`` is the set of answers that is searched: all the
    valid ones if it is left out.
    """
    store, rule_set = meaning.store, meaning.rule_set
    counted = (one for one in rule_set.advice if not one.household)
    orientations = [one for one in counted if one.id not in ignored]
    if any(one.when == ALWAYS for one in orientations):
        return FALSE
    conditions = [one.when for one in orientations]
    conditions += [one.when for one in rule_set.procedures.values()]
    left = meaning.valid if among is None else among

    def last(truth: Diagram) -> int:
        return max(variables_read(store, truth), default=-1)

    # In any order the result is one; in this one, what is left meanwhile takes two thirds of the
    # steps (38,000 for the shipped catalogue), since it reads no variable before it must.
    for truth in sorted(map(meaning.truth, conditions), key=last):
        left = store.restrict(left, truth, IS_FALSE)
    return left


def _questions_without_choice(meaning: Meaning) -> Iterator[Finding]:
    store = meaning.store
    for question in meaning.rule_set.questions.values():
        level = meaning.space.levels[question.key]
        offered = store.map(meaning.state(question.key), _offered, "has an answer")
        stuck = store.negate(store.any_class_of(offered, level))
        if stuck != FALSE:
            place = Place("questions.yaml", f"{question.key}.choices")
            yield shown_by(meaning, stuck, "gap_no_choice", place, question.key)


def _offered(state: object) -> bool:
    return state is not Offer.NONE


def _of_procedure(meaning: Meaning, procedure: Procedure) -> Iterator[Finding]:
    store = meaning.store
    reached = meaning.recommended(procedure)
    if reached == FALSE:
        return
    place = Place(f"procedures/{procedure.family}.yaml", procedure.id)
    none = store.map(meaning.channel(procedure), _is_none, "no channel")
    lost = store.both(reached, none)
    if lost != FALSE:
        codes = tuple(_departments(meaning, lost))
        yield shown_by(meaning, lost, "gap_no_channel", place, procedure.id, codes)
    kind = meaning.channel_kind(procedure)
    steps = [meaning.truth(step.when, kind) for step in procedure.steps]
    documents = [truth for _, _, truth in meaning.documents(procedure)]
    for name, truths in (("gap_no_step", steps), ("gap_no_document", documents)):
        bare = reached
        for truth in truths:
            if bare == FALSE:
                break
            bare = store.restrict(bare, truth, NOT_TRUE)
        if bare != FALSE:
            yield shown_by(meaning, bare, name, place, procedure.id)


def _is_none(found: object) -> bool:
    return found is Missing.ABSENT


def _departments(meaning: Meaning, lost: Diagram) -> Iterator[str]:
    """Yield the départements of a set, then « autre » for the places without an entry."""
    store = meaning.store
    known = [code for code in meaning.rule_set.departments if code != "national"]
    place = meaning.state("departement")
    for code in sorted(known):
        if store.meet(lost, meaning.place_is(code)):
            yield code
    others = store.map(place, lambda state: state not in known, ("other than", tuple(known)))
    if others != TRUE and store.meet(lost, others):
        yield "autre"


# --- answers that come too early


def passed_questions(rule_set: RuleSet) -> list[str]:
    """Return the questions that may be passed and that decide a procedure ranked before another."""
    before = [one.when for members in rule_set.tracks.values() for one in members[:-1]]
    read = facts_behind(rule_set, frozenset().union(*map(facts_of, before)))
    return sorted(read & {one.key for one in rule_set.questions.values() if one.may_be_passed})


def too_early(whole: Meaning) -> Iterator[Finding]:
    """Yield each procedure recommended while a passed question may still give a better ranked one.

    The people looked at have answered every question that applies to them on the first day, but
    for an early or a late one: what rests on it is unknown, and what is certain already stands as
    the answer.
    """
    rule_set = whole.rule_set
    passed = passed_questions(rule_set)
    if not passed:
        return
    space = Space(
        [rule_set],
        whole.space.today,
        passed=frozenset(passed),
        limit=whole.store.limit,
        store_of=whole.space.store_of,
    )
    meaning = Meaning(space, rule_set)
    some = _who_passed(meaning, passed)
    for members in rule_set.tracks.values():
        waiting: list[tuple[Procedure, Diagram]] = []
        for one in members:
            reached = meaning.recommended(one) if waiting else FALSE
            for better, open_still in waiting:
                early = meaning.store.both(reached, open_still)
                if early != FALSE:
                    yield _early(meaning, one, better, early)
                    break
            open_still = _who_waits_for(meaning, one, passed, some)
            if open_still != FALSE:
                waiting.append((one, open_still))


def _who_passed(meaning: Meaning, passed: list[str]) -> Diagram:
    """Return the people who passed a question that applies to them."""
    store, result = meaning.store, FALSE
    for key in passed:
        pending = meaning.is_value(meaning.state(key), Missing.PENDING)
        applies = meaning.truth(meaning.rule_set.questions[key].when)
        result = store.either(result, store.restrict(pending, applies, IS_TRUE))
    return store.both(meaning.valid, result)


def _who_waits_for(
    meaning: Meaning, better: Procedure, passed: list[str], some: Diagram
) -> Diagram:
    """Return those with an open procedure, which is certain once they answer what they passed."""
    store, unsure = meaning.store, meaning.store.restrict(some, meaning.when(better), IS_UNKNOWN)
    if unsure == FALSE:
        return FALSE
    given = meaning.certain(better)
    for key in passed:
        given = store.any_class_of(given, meaning.space.levels[key])
    return store.both(unsure, given)


def _early(meaning: Meaning, one: Procedure, better: Procedure, early: Diagram) -> Finding:
    path = earliest(meaning, early) or {}
    answers = {meaning.space.questions[level]: index for level, index in path.items()}
    # On their way they would be asked the questions that they pass here.
    witness = {
        key: value
        for key, value in person(meaning, path).items()
        if key not in answers
        or meaning.space.domains[key].classes[answers[key]].example is not Missing.PENDING
    }
    place = Place(f"procedures/{one.family}.yaml", one.id)
    return Finding("too_early", place, one.id, (better.id,), witness)
