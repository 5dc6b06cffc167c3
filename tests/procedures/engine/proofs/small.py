"""Small catalogues for brute force: few questions of few answers, everybody can be listed."""

from datetime import date, timedelta
from itertools import combinations, product

from hypothesis import strategies as st

from procedures.engine.conditions.tree import truth_of
from procedures.engine.situation import Situation

TODAY = date(2026, 11, 24)
COLOURS = ("rouge", "vert", "bleu")
DAYS = tuple(TODAY + timedelta(shift) for shift in (-62, -31, -30, -29, -1, 0, 1, 29, 30, 31))
COMMUNES = ("34172", "34001", "82121", "75056")
VALUES = {
    "choice": COLOURS,
    "choices": tuple(chosen for size in range(4) for chosen in combinations(COLOURS, size)),
    "yes_no": (True, False),
    "integer": (0, 1, 2, 3, 4, 5),
    "date": DAYS,
    "commune": COMMUNES,
}
LARGEST = 800  # people a catalogue
# (early, late): most questions cannot be passed.
PASSED = ((False, False), (False, False), (True, False), (False, True))


@st.composite
def conditions(draw, asked, depth=2, extra=()):
    """A condition on questions, « known » and built-in facts included."""
    shape = draw(st.integers(0, 5)) if depth else 0
    if shape <= 2:
        tests = [_tests(question) for question in asked] + list(extra)
        return draw(draw(st.sampled_from(tests)))
    if shape == 3:
        return {"not": draw(conditions(asked, depth - 1, extra))}
    parts = draw(st.lists(conditions(asked, depth - 1, extra), min_size=1, max_size=3))
    return {"any" if shape == 4 else "all": parts}


def _tests(question):
    key, kind = question["key"], question["kind"]
    known = st.booleans().map(lambda value: {key: {"known": value}})
    if kind == "choice":
        some = st.lists(st.sampled_from(COLOURS), min_size=1, unique=True).map(sorted)
        operands = st.sampled_from(COLOURS) | some | st.just({"in_group": f"chaud_{key}"})
    elif kind == "choices":
        values = st.lists(st.sampled_from(COLOURS), min_size=1, unique=True)
        names = st.sampled_from(["includes_any", "includes_all"])
        operands = st.builds(lambda name, some: {name: some}, names, values)
        operands |= st.booleans().map(lambda wanted: {"empty": wanted})
    elif kind == "yes_no":
        operands = st.booleans()
    elif kind == "integer":
        names = st.sampled_from(["lt", "lte", "gt", "gte", "eq"])
        operands = st.builds(lambda name, bound: {name: bound}, names, st.integers(0, 4))
        operands |= st.integers(0, 2).map(lambda low: {"between": [low, low + 1]})
    elif kind == "date":
        names = st.sampled_from(["within", "beyond", "since_at_least", "since_less_than"])
        spans = st.sampled_from([{"days": 30}, {"months": 1}, {"days": 0}])
        operands = st.builds(lambda name, span: {name: span}, names, spans)
        operands |= st.booleans().map(lambda past: {"past": past})
    else:
        return st.sampled_from(
            [{"departement": "34"}, {"departement": ["34", "82"]}, {key: "34172"}]
        )
    return operands.map(lambda operand: {key: operand}) | known


@st.composite
def questionnaires(draw):
    found = []
    kinds = ["choice", "choices", "yes_no", "integer", "date", "commune"]
    for key in ("un", "deux", "trois", "commune")[: draw(st.integers(1, 4))]:
        kind = "commune" if key == "commune" else draw(st.sampled_from(kinds[:-1]))
        question = {"key": key, "kind": kind, "text": f"{key} ?"}
        if kind in ("choice", "choices"):
            question["choices"] = [{"value": one, "text": one} for one in COLOURS]
            if kind == "choices":
                question["choices"][1]["exclusive"] = draw(st.booleans())
                question |= draw(st.sampled_from([{}, {"at_least": 1}, {"at_least": 2}]))
            if found and draw(st.booleans()):
                question["choices"][0]["when"] = draw(conditions(found, 1))
        question["allow_unknown"] = draw(st.booleans())
        question["early"], question["late"] = draw(st.sampled_from(PASSED))
        if found and draw(st.integers(0, 2)) == 0:
            question["when"] = draw(conditions(found, 1))
        found.append(question)
    return found


@st.composite
def catalogues(draw):
    """A catalogue that may have any fault that the analysis looks for."""
    asked = draw(questionnaires())
    derived = {
        "key": "derive",
        "kind": "choice",
        "values": list(COLOURS),
        "rules": [
            {"value": value, "when": draw(conditions(asked))}
            for value in COLOURS[: draw(st.integers(1, 3))]
        ],
    }
    more = (st.sampled_from(COLOURS).map(lambda value: {"derive": value}),)
    when = conditions(asked, extra=more)
    lines = conditions(asked, extra=(*more, st.just({"channel": "anef"})))
    procedures = [
        {
            "id": f"demarche_{index}",
            "family": "famille",
            "track": draw(st.sampled_from(["titre", "autre"])),
            "rank": index,
            "otherwise": draw(st.booleans()),
            "title": f"Démarche {index}",
            "when": draw(when),
            "steps": [{"id": "deposer", "text": "Déposez.", "when": draw(lines)}],
            "documents": [
                {"document": draw(st.sampled_from(COLOURS)), "when": draw(lines)}
                for _ in range(draw(st.integers(0, 2)))
            ],
            "costs": [
                {
                    "label": "Timbre",
                    "amount": 5,
                    "possible": draw(st.booleans()),
                    "when": draw(lines),
                }
            ],
        }
        for index in range(draw(st.integers(1, 3)))
    ]
    names = [one["id"] for one in procedures]
    return {
        "questions": asked,
        "groups": [
            {"key": f"chaud_{one['key']}", "fact": one["key"], "values": ["rouge"]}
            for one in asked
            if one["kind"] == "choice"
        ],
        "derived_facts": [derived],
        "documents": [{"id": one, "title": one} for one in COLOURS],
        "procedures": procedures,
        "orientations": [
            {
                "id": one,
                "rank": 1,
                "title": one,
                "text": one,
                "when": draw(when),
                "fallback": draw(st.booleans()),
                "household": draw(st.booleans()),
                "careful": draw(st.booleans()),
            }
            for one in ("fin", "aide")
        ],
        "departments": {
            "national": {
                "code": "national",
                "channels": [
                    {"kind": "anef", "for": {"procedures": names[:1]}, "when": draw(when)}
                ],
            },
            "34": {
                "code": "34",
                "channels": [{"kind": "counter", "when": draw(when)}],
                "overrides": [
                    {
                        "procedure": names[0],
                        "add_documents": [{"document": "bleu", "when": draw(lines)}],
                        "drop_documents": ["rouge"],
                    }
                ],
            },
        },
    }


def raw_people(plain):
    """List every assignment of values to the questions, whether they apply or not."""
    options = [
        [*VALUES[question["kind"]], *([None] if question["allow_unknown"] else [])]
        for question in plain["questions"]
    ]
    keys = [question["key"] for question in plain["questions"]]
    return [dict(zip(keys, values, strict=True)) for values in product(*options)]


def complete(rule_set, raw):
    """Return the answers of somebody at the end of the questionnaire who would answer ``raw``.

    ``None`` if an answer is not offered to them, or to nobody: such an answer is in no class, even
    if its question does not apply.
    """
    given = {}
    for key, question in rule_set.questions.items():
        if raw.get(key) is not None and not question.admits(raw[key]):
            return None
        situation = Situation(rule_set, given, TODAY)
        if truth_of(question.when, situation) is not True:
            continue
        if key not in raw:
            continue  # They passed it.
        value = raw[key]
        named = value if isinstance(value, tuple) else (value,)
        if value is not None and not all(situation.is_offered(question, one) for one in named):
            return None
        given[key] = value
    return given


def situations(rule_set, plain):
    """Return (raw assignment, situation) of every possible person."""
    found = []
    for raw in raw_people(plain):
        given = complete(rule_set, raw)
        if given is not None:
            found.append((raw, Situation(rule_set, given, TODAY)))
    return found


def best_of(situation, procedure):
    """Whether a procedure is the best certain one of its track."""
    for one in situation.rule_set.tracks[procedure.track]:
        if truth_of(situation.rule_set.conditions[one.id], situation):
            return one is procedure
    return False
