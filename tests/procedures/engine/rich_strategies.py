"""Hypothesis strategies: catalogues that use all of the format, départements and channels too."""

from datetime import date, timedelta

from hypothesis import strategies as st

from procedures.engine.values.stances import MOMENTS, STANCES

from .strategies import TODAY

COUNTRIES = ("MA", "DZ", "FR", "NO")
VALUES = ("rouge", "vert", "bleu")
COMMUNES = ("34172", "34003", "82121", "75056")
ARRONDISSEMENTS = {"34172": "343", "82121": "821"}
KEYS = ("choix", "plusieurs", "oui_non", "pays", "nombre", "jour", "commune")
KINDS = dict(
    zip(KEYS, ("choice", "choices", "yes_no", "country", "integer", "date", "commune"), strict=True)
)
DERIVED = {"deduit": "choice", "second": "integer"}
BUILT_IN = {"departement": "choice", "arrondissement": "choice", "today": "date"}


def lists_of(values):
    return st.lists(values, min_size=1, max_size=3, unique=True)


def days():
    return st.integers(-400, 400).map(lambda count: TODAY + timedelta(days=count))


def operators_of(kind, values=VALUES):
    """What may be said of a fact of this kind, without « known »."""
    if kind in ("integer", "date"):
        one = st.integers(0, 6) if kind == "integer" else days().map(date.isoformat)
        order = st.builds(lambda name, bound: {name: bound}, st.sampled_from(ORDER), one)
        between = st.lists(one, min_size=2, max_size=2).map(lambda two: {"between": sorted(two)})
        found = one | lists_of(one) | order | between
        if kind == "integer":
            return found
        months = st.integers(0, 12).map(lambda count: {"months": count})
        spans = st.builds(lambda name, span: {name: span}, st.sampled_from(CALENDAR), months)
        return found | spans | st.booleans().map(lambda past: {"past": past})
    if kind == "yes_no":
        return st.booleans()
    one = st.sampled_from(values)
    if kind == "choices":
        names = st.sampled_from(["includes_any", "includes_all"])
        listed = st.builds(lambda name, some: {name: some}, names, lists_of(one))
        empty = st.booleans().map(lambda wanted: {"empty": wanted})
        return one | listed | empty | st.just({"in_group": "groupe_plusieurs"})
    group = {"country": "groupe_pays", "choice": "groupe_choix"}.get(kind)
    listed = one | lists_of(one)
    return listed | st.just({"in_group": group}) if group and values != ("anef",) else listed


ORDER = ("lt", "lte", "gt", "gte")
CALENDAR = ("within", "beyond", "since_at_least", "since_less_than")


def tests_of(fact, kind):
    values = {"country": COUNTRIES, "commune": COMMUNES}.get(kind, VALUES)
    if fact in ("departement", "arrondissement"):
        operators = lists_of(st.sampled_from(("34", "82", "343", "821")))
    elif fact == "channel":
        operators = lists_of(st.sampled_from(("anef", "counter", "postal")))
    elif fact == "deduit":
        operators = lists_of(st.sampled_from(VALUES))
    else:
        operators = operators_of(kind, values)
    return (operators | st.booleans().map(lambda known: {"known": known})).map(
        lambda operand: {fact: operand}
    )


@st.composite
def conditions(draw, facts, depth=3):
    """A condition on some facts (key → kind), nested at most ``depth`` times."""
    shape = draw(st.integers(0, 6)) if depth else 0
    if shape <= 2:
        fact = draw(st.sampled_from(sorted(facts)))
        return draw(tests_of(fact, facts[fact]))
    if shape == 3:
        return {"not": draw(conditions(facts, depth - 1))}
    if shape == 4:
        return {}
    parts = draw(st.lists(conditions(facts, depth - 1), min_size=1, max_size=3))
    return {"any" if shape == 5 else "all": parts}


@st.composite
def settling(draw, facts):
    """A fact that answers the question « choix » from the facts before it, or nothing."""
    if not facts or draw(st.booleans()):
        return []
    rules = draw(st.lists(conditions(facts, depth=1), min_size=1, max_size=2))
    lines = [{"value": VALUES[index], "when": when} for index, when in enumerate(rules)]
    fact = {"key": "fixe", "kind": "choice", "values": list(VALUES), "settles": "choix"}
    return [{**fact, "rules": lines}]


@st.composite
def rich_catalogues(draw):
    """A catalogue of everything that conditions may read and carry."""
    questions, facts = [], {}
    for key in draw(st.permutations(KEYS)):
        question = {"key": key, "kind": KINDS[key], "text": key, "allow_unknown": True}
        question["late"] = draw(st.booleans())
        if key == "choix":
            before = dict(facts)
        if key == "pays":
            question |= draw(
                st.sampled_from([{}, {"only": ["MA", "DZ", "NO"]}, {"except": ["NO"]}])
            )
        question["early"] = draw(st.integers(0, 4)) == 0
        if facts and draw(st.booleans()):
            question["when"] = draw(conditions(facts, depth=2))
        if KINDS[key] in ("choice", "choices"):
            question["choices"] = [{"value": one, "text": one} for one in VALUES]
            if KINDS[key] == "choices":
                question["choices"][1]["exclusive"] = draw(st.booleans())
                question |= draw(st.sampled_from([{}, {"at_least": 1}, {"at_least": 2}]))
            if facts and draw(st.booleans()):
                question["choices"][0]["when"] = draw(conditions(facts, depth=1))
        questions.append(question)
        facts[key] = KINDS[key]
    known = {**facts, **BUILT_IN}
    derived = []
    for key, values in (("deduit", VALUES), ("second", (1, 2, 3))):
        rules = draw(st.lists(conditions(known), min_size=1, max_size=3))
        lines = [{"value": values[index], "when": when} for index, when in enumerate(rules)]
        derived.append({"key": key, "kind": DERIVED[key], "values": list(VALUES), "rules": lines})
        if DERIVED[key] == "integer":
            del derived[-1]["values"]
        known = {**known, key: DERIVED[key]}
    derived += draw(settling(before))
    count = draw(st.integers(1, 6))
    return {
        "questions": questions,
        "groups": [
            {"key": "groupe_pays", "fact": "pays", "values": ["MA", "NO"]},
            {"key": "groupe_choix", "fact": "choix", "values": ["rouge", "bleu"]},
            {"key": "groupe_plusieurs", "fact": "plusieurs", "values": ["vert"]},
        ],
        "derived_facts": derived,
        "documents": [{"id": one, "title": one} for one in VALUES],
        "procedures": [_procedure(draw, index, known) for index in range(count)],
        "orientations": [
            {
                "id": "fin",
                "rank": 1,
                "title": "Fin",
                "text": "Fin.",
                "when": draw(conditions(known)),
            },
            *draw(st.lists(_risks(conditions(known)), max_size=1)),
        ],
        "departments": {
            code: _department(draw, code, count, known) for code in ("national", "34", "82")
        },
    }


def _procedure(draw, index, known):
    line = conditions({**known, "channel": "choice"})
    steps = [{"id": f"etape_{one}", "text": "Déposer.", "when": draw(line)} for one in range(2)]
    steps[0]["window"] = {"to": {"fact": "jour", "days": -60}}
    for step in steps:
        step |= draw(st.sampled_from([{}, {"place": "canal"}, {"place": "aide"}]))
    return {
        "id": f"demarche_{index}",
        "family": draw(st.sampled_from(["une", "autre"])) if index else "une",
        "track": draw(st.sampled_from(["titre", "voyage"])),
        "rank": index,
        "otherwise": draw(st.integers(0, 2)) == 0,
        "title": f"Démarche {index}",
        "when": draw(conditions(known)),
        "warnings": [{"text": "Attention", "when": draw(line)}],
        "stances": [*draw(st.lists(_stances(line), max_size=3)), LATE, {"stance": "deposer"}],
        "steps": steps,
        "documents": [{"document": one, "when": draw(line)} for one in VALUES],
        "costs": [
            {"label": "Timbre", "amount": 50, "possible": draw(st.booleans()), "when": draw(line)}
        ],
    }


def _risks(whens):
    """An orientation that is read before a procedure is filed, unless one field says otherwise."""
    fields = {
        "id": "risque",
        "rank": 2,
        "title": "Risque",
        "text": "Risque.",
        "careful": True,
        "stance": "faire_relire",
        "lead": "Pas seul.",
        "steps": [{"text": "Faites relire."}],
    }
    changes = st.sampled_from([{}, {}, {"careful": False}, {"filed_first": ["une"]}])
    return st.builds(lambda more, when: {**fields, **more, "when": when}, changes, whens)


LATE = {"stance": "en_retard", "moment": "apres"}


def _stances(line):
    ends = st.sampled_from([{"fact": "jour", "days": -90}, "2026-11-01", "2030-01-01"])
    moments = st.fixed_dictionaries(
        {"moment": st.sampled_from(MOMENTS)}, optional={"step": st.just("etape_0")}
    )
    return st.builds(
        lambda stance, more, end: {**stance, **more, **end},
        st.fixed_dictionaries({"stance": st.sampled_from(STANCES), "when": line}),
        st.just({}) | moments,
        st.just({}) | st.fixed_dictionaries({"last_day": ends}),
    )


def _department(draw, code, count, known):
    concerned = st.sampled_from(
        [{}, {"for": {"families": ["une"]}}, {"for": {"procedures": ["demarche_0"]}}]
    )
    channels = [
        {"kind": kind, "when": draw(conditions(known, depth=1)), **draw(concerned)}
        for kind in draw(lists_of(st.sampled_from(("anef", "counter", "postal"))))
    ]
    department = {"code": code, "channels": channels}
    if code == "82":
        index = draw(st.integers(0, count - 1))
        added = {"document": "bleu", "when": draw(conditions(known, depth=1))}
        department["overrides"] = [
            {
                "procedure": f"demarche_{index}",
                "add_documents": [added],
                "drop_documents": draw(st.lists(st.sampled_from(VALUES), unique=True, max_size=1)),
            }
        ]
    return department


def values_of(question):
    """Answers that a person may give to a question (``None``: « je ne sais pas »)."""
    combinations = st.lists(st.sampled_from(VALUES), unique=True).map(
        lambda some: tuple(one for one in VALUES if one in some)
    )
    values = {
        "choice": st.sampled_from(VALUES),
        "choices": combinations,
        "yes_no": st.booleans(),
        "country": st.sampled_from((*COUNTRIES, "US")),
        "integer": st.integers(0, 8),
        "date": days(),
        "commune": st.sampled_from((*COMMUNES, "01001")),
    }
    return values[question["kind"]] | st.none()


@st.composite
def rich_catalogues_and_people(draw):
    """A catalogue and a person who answers some of it."""
    plain = draw(rich_catalogues())
    answered = [one for one in plain["questions"] if draw(st.booleans())]
    return plain, {one["key"]: draw(values_of(one)) for one in answered}
