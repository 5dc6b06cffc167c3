"""Hypothesis strategies: catalogues as plain data, and people who answer them."""

from datetime import date, timedelta

from hypothesis import strategies as st

TODAY = date(2026, 11, 24)
COLOURS = ("rouge", "vert", "bleu")
KEYS = ("un", "deux", "trois", "quatre", "cinq", "six")


@st.composite
def questions(draw):
    """A questionnaire of two to six questions; a ``when`` reads earlier questions only."""
    found = []
    for key in KEYS[: draw(st.integers(2, len(KEYS)))]:
        kind = draw(st.sampled_from(["choice", "choices", "yes_no", "integer", "date"]))
        question = {"key": key, "kind": kind, "text": f"Question {key} ?"}
        if kind in ("choice", "choices"):
            question["choices"] = [{"value": one, "text": one} for one in COLOURS]
        if draw(st.booleans()):
            question["allow_unknown"] = True
        question["late"] = draw(st.booleans())
        if found and draw(st.integers(0, 2)) == 0:
            question["when"] = draw(conditions(found, depth=1))
        found.append(question)
    return found


def tests_of(question):
    """Tests of one question, as the lines of a condition."""
    key = question["key"]
    if question["kind"] == "choice":
        one, some = st.sampled_from(COLOURS), st.lists(st.sampled_from(COLOURS), min_size=1)
        operands = one | some.map(lambda values: sorted(set(values)))
    elif question["kind"] == "choices":
        values = st.lists(st.sampled_from(COLOURS), min_size=1, unique=True)
        operators = st.sampled_from(["includes_any", "includes_all"])
        operands = st.builds(lambda operator, some: {operator: some}, operators, values)
    elif question["kind"] == "yes_no":
        operands = st.booleans()
    elif question["kind"] == "integer":
        operators = st.sampled_from(["lt", "lte", "gt", "gte", "eq"])
        operands = st.builds(
            lambda operator, bound: {operator: bound}, operators, st.integers(0, 5)
        )
    else:
        operators = st.sampled_from(["within", "beyond", "since_at_least", "since_less_than"])
        months = st.integers(0, 6).map(lambda count: {"months": count})
        durations = st.builds(lambda operator, span: {operator: span}, operators, months)
        operands = durations | st.booleans().map(lambda past: {"past": past})
    return operands.map(lambda operand: {key: operand})


@st.composite
def conditions(draw, asked, depth=2):
    """A condition on questions, nested at most ``depth`` times. It never tests ``known``."""
    shape = draw(st.integers(0, 5)) if depth else 0
    if shape <= 2:
        return draw(tests_of(draw(st.sampled_from(asked))))
    if shape == 3:
        return {"not": draw(conditions(asked, depth - 1))}
    parts = draw(st.lists(conditions(asked, depth - 1), min_size=1, max_size=3))
    return {"any" if shape == 4 else "all": parts}


@st.composite
def catalogues(draw):
    """A catalogue whose procedures compete in two tracks."""
    asked = draw(questions())
    when = conditions([*asked, DERIVED_AS_QUESTION])
    dates = [one["key"] for one in asked if one["kind"] == "date"]
    derived = {
        "key": "derive",
        "kind": "choice",
        "values": list(COLOURS),
        "rules": [
            {"value": value, "when": draw(conditions(asked))}
            for value in COLOURS[: draw(st.integers(1, 3))]
        ],
    }
    procedures = [_procedure(draw, index, when, dates) for index in range(draw(st.integers(1, 5)))]
    return {
        "questions": asked,
        "derived_facts": [derived],
        "documents": [{"id": one, "title": one} for one in COLOURS],
        "procedures": procedures,
        "orientations": [{"id": "fin", "rank": 1, "title": "Fin", "text": "Fin."}],
    }


DERIVED_AS_QUESTION = {"key": "derive", "kind": "choice"}


def _procedure(draw, index, when, dates):
    step = {"id": "deposer", "text": "Déposer."}
    if dates:
        step["window"] = {"to": {"fact": draw(st.sampled_from(dates)), "days": -60}}
    entries = [{"document": one, "when": draw(when)} for one in COLOURS[: draw(st.integers(0, 2))]]
    return {
        "id": f"demarche_{index}",
        "family": "famille",
        "track": draw(st.sampled_from(["titre", "autre"])),
        "rank": index,
        "title": f"Démarche {index}",
        "when": draw(when),
        "steps": [step],
        "documents": entries,
        "costs": [{"label": "Timbre", "amount": 50, "when": draw(when)}],
    }


def values_of(question):
    """Answers that a person may give to a question (``None``: « je ne sais pas »)."""
    kind = question["kind"]
    if kind == "choice":
        values = st.sampled_from(COLOURS)
    elif kind == "choices":
        values = st.lists(st.sampled_from(COLOURS), unique=True).map(
            lambda some: tuple(one for one in COLOURS if one in some)
        )
    elif kind == "yes_no":
        values = st.booleans()
    elif kind == "integer":
        values = st.integers(0, 6)
    else:
        values = st.integers(-300, 300).map(lambda days: TODAY + timedelta(days=days))
    return values | st.none() if question.get("allow_unknown") else values


@st.composite
def people(draw, plain, *, all_answered=False):
    """Answers to some questions of a catalogue, or to all of them."""
    return {
        question["key"]: draw(values_of(question))
        for question in plain["questions"]
        if all_answered or draw(st.booleans())
    }


@st.composite
def catalogues_and_people(draw, *, all_answered=False):
    """A catalogue and a person who answers it."""
    plain = draw(catalogues())
    return plain, draw(people(plain, all_answered=all_answered))
