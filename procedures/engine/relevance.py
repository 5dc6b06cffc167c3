"""Finds what still matters: the questions whose answer can change what a person gets."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date

from .channels import Channels, state_of
from .compiled import Track, Window
from .needs import Needs
from .situation import Situation
from .values.facts import Answers, Missing, State
from .values.procedure import Procedure
from .values.rules import RuleSet
from .values.stances import facts_counted_from


def needs_of(situation: Situation) -> Needs:
    """Return the needed facts, including those whose question cannot be asked yet."""
    needs = Needs(situation)
    needs.add_early()
    best = [_add_track(needs, track) for track in situation.compiled.tracks]
    cards = [one for one in best if one is not None]
    questions = situation.rule_set.questions
    if cards and all(questions[key].late for key in needs.askable()):
        for procedure in cards:
            needs.add_risks(procedure)
    return needs


def needed_questions(situation: Situation) -> list[str]:
    """Return the questions that are needed and can be asked now, in the order of asking."""
    now, postponed = turns(situation)
    return now + postponed


def turns(situation: Situation) -> tuple[list[str], list[str]]:
    """Return (the questions to ask now, those that are postponed), each in the order of asking.

    Postponed are the late questions that can change nothing but papers, whatever is answered next.
    """
    return _turns_of(situation, needs_of(situation).askable())


def _turns_of(situation: Situation, askable: list[str]) -> tuple[list[str], list[str]]:
    questions = situation.rule_set.questions
    if not any(questions[key].late for key in askable):
        return askable, []
    decide = decisive_questions(situation)
    postponed = [key for key in askable if questions[key].late and key not in decide]
    return [key for key in askable if key not in postponed], postponed


def first_turn(situation: Situation, skipped: Container[str] = ()) -> tuple[str | None, list[str]]:
    """Return (the first question to ask now, those that are postponed if there is none).

    Questions that are ``skipped`` are not asked now, but may be postponed.
    """
    askable = needs_of(situation).askable()
    first = next((key for key in askable if key not in skipped), None)
    # Which of the others are postponed decides nothing then, and takes most of the time.
    if first and not situation.rule_set.questions[first].late:
        return first, []
    now, postponed = _turns_of(situation, askable)
    first = next((key for key in now if key not in skipped), None)
    return first, [] if first else postponed


def decisive_questions(situation: Situation) -> set[str]:
    """Return the questions that may still change more than papers, whatever is answered next."""
    needs = _all_that_may_come(situation, papers=False)
    compiled = situation.compiled
    for orientation, clause in compiled.orientations:
        needs.add_bits(clause.bit)
        for fact in facts_counted_from(orientation.last_day):
            needs.add_fact(fact)
    for key in situation.answers:
        if key in compiled.whens:
            needs.add_bits(compiled.whens[key].bit)
    needs.add_bits(compiled.offers)
    return needs.questions


def next_question(rule_set: RuleSet, answers: Answers, today: date) -> str | None:
    """Return the key of the question to ask next, or ``None`` when no answer matters any more.

    >>> from .schema.serialization import rule_set_from_plain
    >>> plain = {"questions": [
    ...     {"key": "colour", "kind": "choice", "text": "Couleur ?",
    ...      "choices": [{"value": "red", "text": "Rouge"}]},
    ...     {"key": "student", "kind": "yes_no", "text": "Étudiant ?"}],
    ...   "procedures": [{"id": "card", "family": "f", "track": "t", "rank": 1,
    ...                   "title": "Carte", "when": {"student": True}}]}
    >>> next_question(rule_set_from_plain(plain), {}, date(2026, 11, 24))
    'student'
    """
    return first_needed(Situation(rule_set, answers, today))


def first_needed(situation: Situation) -> str | None:
    """Return the first of the needed questions, found several times faster than all of them."""
    first, postponed = first_turn(situation)
    return first or next(iter(postponed), None)


def asked_questions(rule_set: RuleSet, answers: Answers, today: date) -> list[str]:
    """Return the questions asked of a person who gives these answers, in turn.

    The list ends when no question is needed, or before the first question to which ``answers`` has
    no possible answer.
    """
    situation = Situation(rule_set, {}, today)
    asked: list[str] = []
    while True:
        first, postponed = first_turn(situation)
        # The postponed questions share a page, where each may be left without an answer.
        found = first or next((key for key in postponed if key in answers), None)
        # A later answer made the answer to this question no longer offered.
        if found in situation.answers:
            return [key for key in asked if key != found]
        if found is None or found not in answers:
            return asked
        situation = situation.with_answer(found, answers[found])
        asked.append(found)


def questions_left(situation: Situation) -> int:
    """Return an upper bound on the number of questions still to come."""
    return len(may_come(situation))


def pages_left(situation: Situation) -> int:
    """Return an upper bound on the pages still to come: the postponed questions share one."""
    coming = may_come(situation)
    late = [key for key in coming if situation.rule_set.questions[key].late]
    if late:
        decide = decisive_questions(situation)
        late = [key for key in late if key not in decide]
    return len(coming) - len(late) + bool(late)


def may_come(situation: Situation) -> list[str]:
    """Return every question that may still be asked.

    A decided condition stays decided whatever the answers, so that a question can only become
    needed through a test that is unknown now: these are the questions behind all unknown tests of
    all procedures that may still be recommended.
    """
    needs = _all_that_may_come(situation, papers=True)
    needs.add_early()
    return [
        key
        for key in needs.questions
        if situation.state(key) is Missing.PENDING and situation.applies(key) is not False
    ]


def _all_that_may_come(situation: Situation, *, papers: bool) -> Needs:
    needs = Needs(situation, later_rules=True)
    settled = situation.settled
    for track in situation.compiled.tracks:
        best = track.best(settled)
        open_ones = track.possible(settled, best)
        needs.add_bits(open_ones)
        positions = track.positions(open_ones)
        concerned = positions if best is None else [*positions, best]
        members = [track.members[one] for one in concerned]
        _add_details(needs, members, whatever_follows=True, papers=papers)
        for procedure in members:
            needs.add_risks(procedure)
    return needs


def keeps_possible(situation: Situation, procedure: Procedure) -> list[str]:
    """Return the questions that keep a procedure possible, in the order of asking.

    They are without an answer, or answered « je ne sais pas ».
    """
    needs = Needs(situation, unknown_too=True)
    needs.add(situation.rule_set.conditions[procedure.id])
    return [key for key in situation.rule_set.questions if key in needs.questions]


def _add_track(needs: Needs, track: Track) -> Procedure | None:
    """Add what a track waits for; return its certain procedure once no other may come before."""
    settled = needs.situation.settled
    best = track.best(settled)
    better = track.possible(settled, best)
    if better:
        waiting = Needs(needs.situation)
        waiting.add_bits(better)
        needs.add_all(waiting)
        if waiting.askable():
            return None
    if best is None:
        return None
    _add_details(needs, [track.members[best]])
    return track.members[best]


def _add_details(
    needs: Needs,
    procedures: Sequence[Procedure],
    *,
    whatever_follows: bool = False,
    papers: bool = True,
) -> None:
    """Add what the lines of procedures wait for now, or may wait for after more answers.

    Without ``papers`` documents are left out; stances, and warnings that are not about papers, are
    looked at.
    """
    situation, compiled, place = needs.situation, needs.situation.compiled, needs.situation.place
    channels = Channels(situation)
    details: dict[State, int] = {}
    windows: list[tuple[State, Window]] = []
    later = 0
    for procedure in procedures:
        plan = compiled.plan(procedure, place)
        found = channels.of(procedure, plan)
        channel = state_of(found)
        if not found.known:
            needs.add_channel(found)
            if whatever_follows:
                later |= compiled.channels[procedure.id]
        lines = plan.details if papers else plan.decisive
        details[channel] = details.get(channel, 0) | lines
        for fact in () if papers else plan.days:
            needs.add_fact(fact)
        windows += [(channel, one) for one in plan.windows]
    needs.add_bits(later)
    for channel, bits in details.items():
        needs.add_bits(bits, channel)
    # Last, for most facts of windows are known to be needed by then: 700,000 truths are not read in
    # an analysis of sixteen catalogues.
    for channel, (facts, clause) in windows:
        if not needs.has(facts):
            truth = situation.truth_on(channel, clause)
            if truth or (truth is None and whatever_follows):
                for fact in facts:
                    needs.add_fact(fact)
