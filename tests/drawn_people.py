"""People drawn at random who answer the shipped questionnaire: what it asks them, and no more."""

from datetime import date
from random import Random

from procedures.engine.relevance import first_needed, needed_questions
from procedures.engine.situation import Situation
from tests.procedures.engine.people import People

# Today, then days on which more has ended: the « métiers en tension » of 2026, the temporary
# protection; the last is far away.
DAYS = (date(2026, 11, 26), date(2027, 1, 1), date(2027, 3, 5), date(2028, 6, 30))
# Half of the people are of these nationalities: each has rules of its own.
TOLD_APART = ("DZ", "XXA", "MA", "TN", "SN", "GA", "GB", "ES", "UA", "AF", "US", "FR")


class Visitors:
    """People of the shipped catalogue on one day. A number always gives the same person.

    Most live in France, ask for themselves and are adults: the others are soon answered.
    """

    def __init__(self, rules, day):
        self._rules = rules
        self._day = day
        self._people = People(rules, day)

    def answers(self, number):
        """Return the answers of a person to the questions that they are asked, in turn."""
        chance = Random(number)  # noqa: S311 - the same people each time.
        drawn = self._drawn(chance)
        situation = Situation(self._rules, {}, self._day)
        while True:
            key = first_needed(situation)
            if key in situation.answers:
                # An answer that is offered no more: the question stays without another one.
                waiting = (
                    one for one in needed_questions(situation) if one not in situation.answers
                )
                key = next(waiting, None)
            if key is None:
                return situation.answers
            question, value = self._rules.questions[key], drawn[key]
            if question.kind == "choice" and not situation.is_offered(question, value):
                value = chance.choice(
                    [
                        one.value
                        for one in question.choices
                        if situation.is_offered(question, one.value)
                    ]
                )
            situation = situation.with_answer(key, value)

    def _drawn(self, chance):
        drawn = self._people.complete(chance)
        if chance.random() < 0.5:
            drawn["nationality"] = chance.choice(TOLD_APART)
        if chance.random() < 0.8:
            drawn |= {"residence": "france", "beneficiary": "moi"}
        if chance.random() < 0.7:
            drawn["age"] = chance.randint(18, 70)
        return drawn
