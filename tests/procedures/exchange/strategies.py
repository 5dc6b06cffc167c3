"""Valid catalogues as plain data, made from the table of shapes that the exchange walks."""

from datetime import date

from django.conf import settings
from django.db.models import BooleanField, DateField, DecimalField
from hypothesis import strategies as st

from procedures import models
from procedures.engine.values import department, procedure, questions, rules, stances
from procedures.exchange.keys import Block, Children, Flag, Hours, Listed, Text
from procedures.exchange.plain import canonical, entries_of, texts_of
from procedures.exchange.shapes import DEPARTMENT, DOCUMENT_ENTRY, LISTS, QUESTION, shape_of

CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")
WORDS = st.text(CHARACTERS, min_size=1, max_size=12)
# Long enough to be folded, with all that folding must take care of.
PIECES = st.sampled_from(
    ["un mot ", "l’élève : ", "# ", "- ", "  ", "\n", "\n\n", "« x »", "oui\n"]
)
SENTENCES = st.lists(PIECES, min_size=1, max_size=9).map(lambda found: "".join(found) * 6)
# The shortest column of a text, what a person does or calls, holds 300 characters, and any of these
# may be drawn as its translation.
TEXTS = (WORDS | SENTENCES).filter(lambda text: text.strip() and len(text) <= 300)

CONDITIONS = [
    {},
    {"age": 18},
    {"country": ["NO", "SE"], "age": {"gte": 18, "lt": 60}},
    {"country": {"in_group": "nordiques"}},
    {"not": {"country": "FR"}, "any": [{"age": {"lt": 3}}, {"passport": True}]},
    {"ends": {"within": {"days": 3, "months": 2}}, "links": {"includes_all": ["a", "b"]}},
    {"all": [{"passport": {"known": True}}, {"ends": {"past": False}}], "adult": True},
]
WINDOW_ENDS = ["2026-12-01", {"fact": "ends", "days": -120}, {"fact": "ends", "months": 2}]
NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
DATES = st.dates(date(2020, 1, 1), date(2030, 1, 1)).map(date.isoformat)
# A rule does not end before it begins.
LAST_DAYS = st.dates(date(2030, 1, 1), date(2040, 1, 1)).map(date.isoformat)
# An announcement is shown until after the days that it speaks of.
LAST_SHOWN = st.dates(date(2041, 1, 1), date(2050, 1, 1)).map(date.isoformat)
DAYS_OF = {"until": LAST_DAYS, "shown_until": LAST_SHOWN}
PHONES = st.from_regex(r"\+?[0-9]( ?[0-9]){1,9}", fullmatch=True)
AMOUNTS = st.integers(0, 99_999).map(lambda cents: cents / 100)
DURATIONS = st.dictionaries(
    st.sampled_from(["years", "months", "days"]), st.integers(0, 99), min_size=1
)
HOURS = st.dictionaries(
    st.sampled_from(["mon", "sun"]), st.lists(st.sampled_from(["09:00-11:30"]), max_size=2)
)


def noted(pair):
    """Opening hours with words beside the week."""
    week, note = pair
    return {**week, "note": note}


def entries(shape, **fixed):
    """Entries of a shape: ``fixed`` gives strategies for keys that refer or are required."""
    return _mapping(shape.model, shape.keys, fixed)


def _mapping(model, keys, fixed):
    required = {}
    optional = {}
    for key in keys:
        if key.name in fixed:
            required[key.name] = fixed[key.name]
        elif isinstance(key, Block):
            optional[key.name] = _mapping(model, key.keys, {})
        elif not isinstance(key, (Children, Listed)):
            optional[key.name] = _value(model, key)
    return st.fixed_dictionaries(required, optional=optional)


def _value(model, key):
    if isinstance(key, Hours):
        return TEXTS | HOURS | st.tuples(HOURS, TEXTS).map(noted)
    if isinstance(key, Text):
        return TEXTS
    if isinstance(key, Flag):
        return st.booleans()
    field = model._meta.get_field(key.column)
    for kind, values in (
        (models.ConditionField, st.sampled_from(CONDITIONS)),
        (models.DurationField, DURATIONS),
        (models.SynonymsField, st.lists(WORDS.filter(str.strip), max_size=2)),
        (models.WindowEndField, st.sampled_from(WINDOW_ENDS)),
        (DateField, DAYS_OF.get(key.name, DATES)),
        (models.DocumentDateField, st.sampled_from(["unknown", "2019", "2019-09", "2019-09-21"])),
        (DecimalField, AMOUNTS),
        (BooleanField, st.booleans()),
    ):
        if isinstance(field, kind):
            return values
    return st.sampled_from(field.choices).map(lambda pair: pair[0]) if field.choices else SIMPLE


# A service that verifies has no address of e-mail.
SIMPLE = WORDS.map(lambda text: text[:3].replace("@", "a")).filter(str.strip)


def _named(names, shape, **fixed):
    """One entry for each name."""
    called = (_called(shape, name) for name in names)
    return st.tuples(*(entries(shape, **names_of, **fixed) for names_of in called)).map(list)


def _called(shape, name):
    """A name, and where the shape has them former ones that no other entry has."""
    found = {shape.identity: st.just(name)}
    if any(key.name == "formerly" for key in shape.keys):
        former = [f"ancien_nom_{name}", f"nom_d_avant_{name}"]
        found["formerly"] = st.lists(st.sampled_from(former), unique=True)
    return found


def _some(values, **limits):
    return st.lists(values, max_size=3, **limits)


QUESTIONS = [
    {
        "key": "country",
        "kind": "country",
        "text": "Pays ?",
        "only": ["DZ", "NO", "SE"],
        "except": ["SE"],
    },
    {"key": "age", "kind": "integer", "text": "Âge ?"},
    {"key": "passport", "kind": "yes_no", "text": "Passeport ?"},
    {"key": "ends", "kind": "date", "text": "Fin ?"},
    {
        "key": "helped",
        "kind": "choices",
        "text": "Aides ?",
        "at_least": 1,
        "choices": [
            {"value": "x", "text": "X"},
            {"value": "none", "text": "Rien", "exclusive": True},
        ],
    },
]
RULES = [{"value": True, "when": {"age": {"gte": 18}}}, {"value": False}]


@st.composite
def catalogues(draw):
    names = draw(st.lists(NAMES, min_size=2, max_size=3, unique=True))
    plain = {
        "questions": [*QUESTIONS, draw(_links())],
        "groups": [{"key": "nordiques", "fact": "country", "values": ["NO", "SE"]}],
        "derived_facts": [{"key": "adult", "kind": "yes_no", "rules": RULES}],
        "fees": draw(_named(names, LISTS["fees"], label=TEXTS, amounts=_amounts())),
        "documents": draw(_named(names, LISTS["documents"], title=TEXTS, notes=_notes())),
        "procedures": draw(_procedures(names)),
        "orientations": draw(_named(names, LISTS["orientations"], **_orientation())),
        "departments": {"82": draw(_department("82", names))},
        "cases": [
            {"id": "a", "file": "x", "answers": {"country": "NO", "age": None}, "expect": {}},
            {"id": "b", "file": "x", "department": "82", "answers": {}, "expect": {}},
            {"id": "c", "file": "y", "answers": {}, "expect": {}},
        ],
    }
    plain["translations"] = draw(_translations(plain))
    return canonical(plain)


def _links():
    choices = _named(
        ["a", "b"], shape_of(questions.Choice, models.Choice), text=TEXTS, when=st.just({"age": 18})
    )
    # What is possible is for a date, a number or a country: this question has choices.
    return _without(
        ("bounds", "at_least", "only", "except"),
        entries(
            QUESTION,
            **_called(QUESTION, "links"),
            kind=st.just("choices"),
            text=TEXTS,
            when=st.just({"age": {"gt": 3}}),
            choices=choices,
        ),
    )


def _amounts():
    rows = st.fixed_dictionaries({"from": DATES, "amount": AMOUNTS})
    unique = st.lists(rows, min_size=1, max_size=3, unique_by=lambda row: row["from"])
    return unique.map(lambda found: sorted(found, key=lambda row: row["from"]))


def _notes():
    return _some(entries(shape_of(rules.Note, models.DocumentNote), text=TEXTS))


def _documents(names):
    one = entries(DOCUMENT_ENTRY, document=st.sampled_from(names))
    several = st.lists(st.sampled_from(names), min_size=1, unique=True)
    choice = _without(("document",), entries(DOCUMENT_ENTRY, one_of=several))
    return _some(one | choice)


def _without(names, found):
    return found.map(lambda entry: {key: entry[key] for key in entry if key not in names})


@st.composite
def _procedures(draw, names):
    warnings = _some(st.fixed_dictionaries({"text": TEXTS}))
    steps = _named(
        ["un", "deux"], shape_of(procedure.Step, models.Step), text=TEXTS, warnings=warnings
    )
    fee = st.fixed_dictionaries(
        {"fee": st.sampled_from(names)}, optional={"when": st.sampled_from(CONDITIONS)}
    )
    costs = fee | _without(
        ("fee",), entries(shape_of(procedure.Cost, models.Cost), label=TEXTS, amount=AMOUNTS)
    )
    found = [
        draw(
            entries(
                LISTS["procedures"],
                **_called(LISTS["procedures"], name),
                family=st.sampled_from(["etudes", "famille"]),
                track=st.just("titre"),
                rank=st.just(rank),
                title=TEXTS,
                warnings=warnings,
                stances=_stances(),
                steps=steps,
                documents=_documents(names),
                costs=_some(costs),
                legal_references=_some(SIMPLE),
            )
        )
        for rank, name in enumerate(names)
    ]
    found[0]["exclusive_with"] = names[1:]
    return found


def _stances():
    """No stance, or several: the last holds for everybody, and one says what is late."""
    drawn = entries(
        shape_of(stances.Stance, models.ProcedureStance),
        stance=st.sampled_from(stances.STANCES),
        step=st.just("un"),
        moment=st.sampled_from(stances.MOMENTS),
    )
    late = {"stance": "en_retard", "moment": "apres"}
    some = _some(drawn).map(lambda found: [*found, late, {"stance": "deposer"}])
    return st.just([]) | some


def _orientation():
    link = st.fixed_dictionaries({"text": TEXTS, "url": SIMPLE})
    calls = entries(shape_of(stances.Call, models.OrientationCall), number=PHONES, text=TEXTS)
    steps = entries(shape_of(stances.Task, models.OrientationStep), text=TEXTS)
    return {
        "rank": st.integers(0, 99),
        "title": TEXTS,
        "text": TEXTS,
        "links": _some(link),
        "calls": _some(calls),
        "steps": _some(steps),
        "places": st.just([]) | st.just(["cidff"]),
        "filed_first": st.just([]),
    }


def _department(code, names):
    purpose = st.just({}) | st.just({"procedures": names})
    overrides = _named(
        names, shape_of(department.Override, models.Override), add_documents=_documents(names)
    )
    return entries(
        DEPARTMENT,
        code=st.just(code),
        sites=_named(
            ["un"],
            shape_of(department.Site, models.Site),
            handles=st.just([]),
            arrondissements=st.just(["822"]),
        ),
        channels=_some(
            entries(
                shape_of(department.Channel, models.Channel),
                kind=st.sampled_from(["anef", "postal"]),
                **{"for": purpose},
            )
            # Only a channel of another kind says whose consulate it is.
            .map(lambda one: {key: one[key] for key in one if key != "consulate"})
        ),
        overrides=overrides,
        notices=_some(
            entries(shape_of(department.Notice, models.Notice), text=TEXTS, families=st.just([]))
        ),
        helpers=_some(
            entries(shape_of(department.Helper, models.Helper), languages=st.just(["fr", "ar"]))
        ),
    )


@st.composite
def _translations(draw, plain):
    languages = [code for code, _ in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    result = {}
    for file, shape, path, entry in entries_of(plain):
        for _, _, where in texts_of(shape, entry, path):
            for language in languages:
                if draw(st.booleans()):
                    text = {"text": draw(TEXTS), "status": "machine", "of": "0" * 12}
                    result.setdefault(language, {}).setdefault(file, {})[where] = text
    return result
