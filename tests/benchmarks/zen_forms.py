"""A rule set in the forms that zen-engine takes, for comparison.

What it computes: in dependency order every fact, as the engine does (an answer counts unless its
question does not apply; the first rule that holds gives a derived fact), then for every
condition whether it is certain and whether it is possible. Three-valued logic needs these two; a
fact without a value is a marker that no test accepts. In zen's favour: today's dates are written
as constants, and the département and the encoding of answers are worked out beforehand.
"""

import json
import re
from datetime import date
from graphlib import TopologicalSorter

import zen

from procedures.engine.compiled import conditions_of
from procedures.engine.conditions.tree import (
    AnyOf,
    FactTest,
    Not,
    edges_of,
    passes,
    tests_of,
)
from procedures.engine.values.facts import Missing

MARKERS = {Missing.PENDING: "?p", Missing.UNKNOWN: "?u", Missing.ABSENT: "?a"}
NUMBERS = {Missing.PENDING: 10**9, Missing.UNKNOWN: 10**9 + 1, Missing.ABSENT: 10**9 + 2}
NO_NUMBER_FROM = 10**9
WORD = re.compile(r"[a-z_]+")
GIVEN = ("departement", "arrondissement", "age_today", "channel", "today")


class ZenProgram:
    """``conditions`` are those that the program decides, in the order of its outcomes.

    Either each rule as the catalogue writes it, or, ``shared``, each distinct condition once: a
    saving that the engine makes by itself and that somebody would have to make for zen-engine.
    """

    def __init__(self, rule_set, today, *, shared):
        self.rule_set = rule_set
        self.today = today
        listed = conditions_of(rule_set)
        conditions = dict.fromkeys(listed) if shared else listed
        self.conditions = [one for one in conditions if any(tests_of(one))]
        self.facts = [self._fact(key) for key in self._order() if key not in GIVEN]
        self.outcomes = [self.bounds(one) for one in self.conditions]

    def text(self):
        """Return the program: its value is one list, certain and possible of each condition."""
        listed = ", ".join(one for pair in self.outcomes for one in pair)
        return "; ".join([*(f"{key} = {value}" for key, value in self.facts), f"[{listed}]"])

    def decision(self):
        """Return the same as a decision of one expression node, a line a fact and an outcome."""
        lines = [(key, value) for key, value in self.facts]
        for index, (certain, possible) in enumerate(self.outcomes):
            lines += [(f"certain_{index}", certain), (f"possible_{index}", possible)]
        expressions = [
            {"id": key, "key": key, "value": self._in_node(value)} for key, value in lines
        ]
        nodes = [
            {"id": "in", "type": "inputNode", "name": "in", "content": {"schema": ""}},
            {
                "id": "rules",
                "type": "expressionNode",
                "name": "rules",
                "content": {"expressions": expressions, "passThrough": False},
            },
            {"id": "out", "type": "outputNode", "name": "out", "content": {"schema": ""}},
        ]
        edges = [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "rules"},
            {"id": "2", "type": "edge", "sourceId": "rules", "targetId": "out"},
        ]
        return json.dumps({"nodes": nodes, "edges": edges})

    def context(self, situation):
        """Return answers as the program takes them."""
        answers = situation.answers
        given = {}
        for key in self.rule_set.questions:
            value = answers.get(key, Missing.PENDING)
            given[f"given_{key}"] = self._encode(key, Missing.UNKNOWN if value is None else value)
        states = {key: situation.state(key) for key in GIVEN[:3]}
        for key, state in {**states, "channel": Missing.ABSENT, "today": self.today}.items():
            given[key] = self._encode(key, state)
        return given

    def bounds(self, condition, wanted=True):
        """Return the expressions (certain, possible) of a condition or of its negation."""
        if isinstance(condition, FactTest):
            certain, possible = self._test(condition)
            return (certain, possible) if wanted else (f"not ({possible})", f"not ({certain})")
        if isinstance(condition, Not):
            return self.bounds(condition.part, not wanted)
        parts = [self.bounds(part, wanted) for part in condition.parts]
        disjunction = isinstance(condition, AnyOf) is wanted
        word, nothing = (" or ", "false") if disjunction else (" and ", "true")
        return tuple(
            "(" + (word.join(part[side] for part in parts) or nothing) + ")" for side in (0, 1)
        )

    def _order(self):
        return TopologicalSorter(self.rule_set.dependencies).static_order()

    def _fact(self, key):
        if key in self.rule_set.derived_facts:
            value = self._code(key, Missing.ABSENT)
            for rule in reversed(self.rule_set.derived_facts[key].rules):
                certain, possible = self.bounds(rule.when)
                then, waits = self._code(key, rule.value), self._code(key, Missing.PENDING)
                value = f"({certain}) ? {then} : ({possible}) ? {waits} : ({value})"
            return key, value
        question = self.rule_set.questions[key]
        value = f"given_{key}"
        for choice in question.choices:
            if any(tests_of(choice.when)):
                if question.kind == "choices":
                    raise NotImplementedError("a choice among several that is not always offered")
                gone = f"given_{key} == {self._code(key, choice.value)}"
                possible = self.bounds(choice.when)[1]
                value = (
                    f"{gone} and not ({possible}) ? {self._code(key, Missing.PENDING)} : ({value})"
                )
        if any(tests_of(question.when)):
            possible = self.bounds(question.when)[1]
            value = f"({possible}) ? ({value}) : {self._code(key, Missing.ABSENT)}"
        return key, value

    def _test(self, test):
        fact = test.fact
        if test.operator == "known":
            return self._known(fact, test.operand)
        if self._is_number(fact):
            certain = self._number_test(test)
            waiting = f"{fact} in [{NO_NUMBER_FROM}, {NO_NUMBER_FROM + 1}]"
            return certain, f"({certain} or {waiting})"
        accepted = [self._code(fact, one) for one in sorted(test.accepted, key=str)]
        listed, more = ", ".join(accepted), ", ".join([*accepted, "'?p'", "'?u'"])
        if not self._is_list(fact):
            certain = f"{fact} == {listed}" if len(accepted) == 1 else f"{fact} in [{listed}]"
            return certain, f"{fact} in [{more}]"
        listed = listed.replace("[", "").replace("]", "")
        more = more.replace("[", "").replace("]", "")
        if test.operator == "includes_all":
            certain = "(" + " and ".join(f"{one[1:-1]} in {fact}" for one in accepted) + ")"
            return certain, f"({certain} or some({fact}, # in ['?p', '?u']))"
        return f"some({fact}, # in [{listed}])", f"some({fact}, # in [{more}])"

    def _known(self, fact, wanted):
        if self._is_number(fact):
            known = f"{fact} < {NO_NUMBER_FROM}"
            maybe = f"{fact} <= {NO_NUMBER_FROM}"
        elif self._is_list(fact):
            known = f"not some({fact}, # in ['?p', '?u', '?a'])"
            maybe = f"not some({fact}, # in ['?u', '?a'])"
        else:
            known = f"not ({fact} in ['?p', '?u', '?a'])"
            maybe = f"not ({fact} in ['?u', '?a'])"
        return (known, maybe) if wanted else (f"not ({maybe})", f"not ({known})")

    def _number_test(self, test):
        fact, operator = test.fact, test.operator
        if fact == "today":
            return "true" if passes(test, self.today, self.today) else "false"
        if test.accepted:
            return f"{fact} in [{', '.join(str(_number(one)) for one in test.accepted)}]"
        if operator == "between":
            low, high = map(_number, test.operand)
            return f"{fact} in [{low}..{high}]"
        today, edge = _number(self.today), _number(edges_of(test, self.today)[0])
        upper = f"..{NO_NUMBER_FROM})"
        return {
            "lt": f"{fact} < {edge}",
            "lte": f"{fact} <= {edge}",
            "gt": f"{fact} in ({edge}{upper}",
            "gte": f"{fact} in [{edge}{upper}",
            "within": f"{fact} in [{today}..{edge}]",
            "beyond": f"{fact} in ({edge}{upper}",
            "since_at_least": f"{fact} <= {edge}",
            "since_less_than": f"{fact} in ({edge}..{today}]",
            "past": f"{fact} < {today}" if test.operand is True else f"{fact} in [{today}{upper}",
        }[operator]

    def _kind(self, fact):
        info = self.rule_set.facts.get(fact)
        return info.kind if info else "choice"

    def _is_number(self, fact):
        return self._kind(fact) in ("integer", "date")

    def _is_list(self, fact):
        return self._kind(fact) == "choices"

    def _encode(self, fact, state):
        if isinstance(state, Missing):
            marker = NUMBERS[state] if self._is_number(fact) else MARKERS[state]
            return [marker] if self._is_list(fact) else marker
        if self._is_number(fact):
            return _number(state)
        return list(state) if isinstance(state, tuple) else str(state)

    def _code(self, fact, state):
        one_of_many = self._is_list(fact) and isinstance(state, str)
        coded = self._encode(fact, (state,) if one_of_many else state)
        return json.dumps(coded).replace('"', "'")

    def _in_node(self, expression):
        """In an expression node, what lines above computed is read through ``$``."""
        words = {key: f"$.{key}" for key, _ in self.facts}
        return _replace_words(expression, words)


def _number(value):
    return value.toordinal() if isinstance(value, date) else int(value)


def _replace_words(expression, words):
    pieces = expression.split("'")
    for index in range(0, len(pieces), 2):  # outside of quotes
        pieces[index] = WORD.sub(lambda found: words.get(found[0], found[0]), pieces[index])
    return "'".join(pieces)


def as_zen_sees(truths):
    """Return three-valued truths as the programs do: certain, possible, certain, possible, …"""
    return [one for truth in truths for one in (truth is True, truth is not False)]


def _one_program(program):
    return zen.compile_expression(program.text()).evaluate


def _decision(program):
    decision = zen.ZenEngine().create_decision(zen.ZenDecisionContent(program.decision()))
    outcomes = _reader(program)
    return lambda context: outcomes(decision.evaluate(context)["result"])


def _compiled_decision(program):
    content = {"catalogue": json.loads(program.decision())}
    engine = zen.ZenEngine({"loader": {"type": "static", "content": content}})
    outcomes = _reader(program)
    return lambda context: outcomes(engine.evaluate("catalogue", context)["result"])


def _reader(program):
    count = len(program.outcomes)
    names = [f"{side}_{index}" for index in range(count) for side in ("certain", "possible")]
    return lambda result: [result[name] for name in names]


# The fastest first. Others are slower still: an expression a condition (a call each).
FORMS = {
    "one compiled expression": _one_program,
    "a decision, compiled by its loader": _compiled_decision,
    "a decision": _decision,
}
