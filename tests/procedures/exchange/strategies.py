"""Valid catalogues as plain data, whose entries name one another."""

from django.conf import settings
from hypothesis import strategies as st

from procedures import models
from procedures.engine.values import between, department, procedure, questions, rules, stances
from procedures.exchange.plain import canonical, entries_of, texts_of
from procedures.exchange.shapes import DEPARTMENT, DOCUMENT_ENTRY, LISTS, QUESTION, shape_of
from tests.procedures.exchange.drawn_entries import (
    AMOUNTS,
    CONDITIONS,
    DATES,
    LAST_DAYS,
    NAMES,
    PHONES,
    SIMPLE,
    TEXTS,
    authorities,
    entries,
    few_named,
    few_of,
    named,
    with_days,
    with_name,
    without,
)

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
NONE = {"procedures": []}
RULES = [{"value": True, "when": {"age": {"gte": 18}}}, {"value": False}]


@st.composite
def catalogues(draw):
    names = draw(st.lists(NAMES, min_size=2, max_size=3, unique=True))
    plain = {
        "questions": [*QUESTIONS, draw(_links())],
        "groups": [{"key": "nordiques", "fact": "country", "values": ["NO", "SE"]}],
        "derived_facts": [{"key": "adult", "kind": "yes_no", "rules": RULES}],
        "fees": draw(named(names, LISTS["fees"], label=TEXTS, amounts=_amounts())),
        "documents": draw(named(names, LISTS["documents"], title=TEXTS, notes=_notes())),
        "procedures": draw(_procedures(names)),
        "orientations": draw(_orientations(names)),
        **draw(_between(names)),
        "departments": {"82": draw(_department("82", names))},
        "cases": [
            {"id": "a", "file": "x", "answers": {"country": "NO", "age": None}, "expect": NONE},
            {"id": "b", "file": "x", "department": "82", "answers": {"age": 20}, "expect": NONE},
            {"id": "c", "file": "y", "answers": {"age": 20}, "expect": NONE},
        ],
    }
    plain["translations"] = draw(_translations(plain))
    return canonical(plain)


def _links():
    choices = named(
        ["a", "b"], shape_of(questions.Choice, models.Choice), text=TEXTS, when=st.just({"age": 18})
    )
    # What is possible is for a date, a number or a country: this question has choices.
    return without(
        ("bounds", "at_least", "only", "except"),
        entries(
            QUESTION,
            **with_name(QUESTION, "links"),
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
    return few_of(entries(shape_of(rules.Note, models.DocumentNote), text=TEXTS))


def _documents(names):
    one = entries(DOCUMENT_ENTRY, document=st.sampled_from(names))
    several = st.lists(st.sampled_from(names), min_size=1, unique=True)
    choice = without(("document",), entries(DOCUMENT_ENTRY, one_of=several))
    return few_of(one | choice)


@st.composite
def _procedures(draw, names):
    warnings = few_of(st.fixed_dictionaries({"text": TEXTS}))
    steps = named(
        ["un", "deux"],
        shape_of(procedure.Step, models.Step),
        text=TEXTS,
        warnings=warnings,
        letter=st.sampled_from(names),
    )
    fee = st.fixed_dictionaries(
        {"fee": st.sampled_from(names)}, optional={"when": st.sampled_from(CONDITIONS)}
    )
    costs = fee | without(
        ("fee",), entries(shape_of(procedure.Cost, models.Cost), label=TEXTS, amount=AMOUNTS)
    )
    found = [
        draw(
            entries(
                LISTS["procedures"],
                **with_name(LISTS["procedures"], name),
                family=st.sampled_from(["etudes", "famille"]),
                track=st.just("titre"),
                rank=st.just(rank),
                title=TEXTS,
                warnings=warnings,
                stances=_stances(),
                steps=steps,
                documents=_documents(names),
                costs=few_of(costs),
                legal_references=few_of(SIMPLE),
            )
        )
        for rank, name in enumerate(names)
    ]
    found[0]["exclusive_with"] = names[1:]
    return found


def _between(names):
    """What helps between two cards: who asks names a paper, and a letter has its blanks."""

    def required(texts, **others):
        return {**dict.fromkeys(texts, TEXTS), **others}

    verdicts = st.sampled_from(between.VERDICTS)
    use = entries(
        shape_of(between.PaperUse, models.PaperUse),
        **required(["text"], asker=st.sampled_from(names), verdict=verdicts),
    )
    field = entries(
        shape_of(between.LetterField, models.LetterField),
        **required(["label"], id=st.just("nom"), kind=st.sampled_from(["jour", "phrase"])),
    )
    rule = entries(shape_of(between.ProofAskerRule, models.ProofAskerRule), text=TEXTS)
    need = entries(shape_of(between.ServiceNeed, models.ServiceNeed), title=TEXTS, without=TEXTS)
    way = entries(shape_of(between.ServiceWay, models.ServiceWay), title=TEXTS)
    return st.fixed_dictionaries(
        {
            "askers": named(
                names, LISTS["askers"], **required(["title", "text"], rules=few_of(rule))
            ),
            "letters": named(
                names,
                LISTS["letters"],
                **required(
                    ["title", "addressee", "way", "timing", "starts", "meaning"],
                    body=st.sampled_from(["Je suis [nom].", "[nom: Je dis\n\n# oui.]"]),
                    fields=st.tuples(field).map(list),
                ),
            ),
            "provisional_papers": named(
                names,
                LISTS["provisional_papers"],
                **required(
                    ["title", "given", "proves", "stay_note", "work_note", "travel_note"],
                    lasts=TEXTS,
                    limits=TEXTS,
                    **dict.fromkeys(["stay", "work", "travel"], verdicts),
                    letter=st.sampled_from(names),
                    uses=few_of(use),
                ),
            ),
            "wordings": named(
                names,
                LISTS["wordings"],
                **required(
                    ["meaning", "acts"],
                    service=st.sampled_from(between.SERVICES),
                    words=SIMPLE,
                    urgency=st.sampled_from(between.URGENCIES),
                    letter=st.sampled_from(names),
                ),
            ),
            "online_services": named(
                names,
                LISTS["online_services"],
                **required(["title"], kinds=st.just(["anef"]), letter=st.sampled_from(names)),
                needs=st.tuples(need).map(list),
                ways=st.tuples(way).map(list),
            ),
            "authorities": authorities(names),
        }
    )


def _stances():
    """No stance, or several: the last holds for everybody, and one says what is late."""
    drawn = entries(
        shape_of(stances.Stance, models.ProcedureStance),
        stance=st.sampled_from(stances.STANCES),
        step=st.just("un"),
        moment=st.sampled_from(stances.MOMENTS),
    ).map(_without_today_elsewhere)
    late = {"stance": "en_retard", "moment": "apres"}
    few = few_of(drawn).map(lambda found: [*found, late, {"stance": "deposer"}])
    return st.just([]) | few


def _without_today_elsewhere(stance):
    """Only what is filed may be filed today."""
    is_filed = stance["stance"] == stances.FILE
    return {key: value for key, value in stance.items() if is_filed or key != "today"}


def _orientations(names):
    calls = entries(shape_of(stances.Call, models.OrientationCall), number=PHONES, text=TEXTS)
    steps = entries(shape_of(stances.Task, models.OrientationStep), text=TEXTS)
    values = {
        "rank": st.integers(0, 99),
        **dict.fromkeys(["title", "text"], TEXTS),
        "links": few_of(st.fixed_dictionaries({"text": TEXTS, "url": SIMPLE})),
        "calls": few_of(calls),
        "steps": few_of(steps),
        "places": st.just([]) | st.just(["cidff"]),
        "filed_first": st.just([]),
        "letter": st.sampled_from(names),
    }
    return named(names, LISTS["orientations"], **values).map(with_days)


def _department(code, names):
    purpose = st.just({}) | st.just({"procedures": names})
    overrides = named(
        names, shape_of(department.Override, models.Override), add_documents=_documents(names)
    )
    return entries(
        DEPARTMENT,
        code=st.just(code),
        sites=named(
            ["un"],
            shape_of(department.Site, models.Site),
            handles=st.just([]),
            arrondissements=st.just(["822"]),
        ),
        channels=few_named(
            entries(
                shape_of(department.Channel, models.Channel),
                kind=st.sampled_from(["anef", "postal"]),
                **{"for": purpose},
            )
            # Only a channel of another kind says whose consulate it is.
            .map(lambda one: {key: one[key] for key in one if key not in ("consulate", "service")})
        ),
        overrides=overrides,
        notices=_notices(),
        helpers=few_named(
            entries(shape_of(department.Helper, models.Helper), languages=st.just(["fr", "ar"]))
        ),
        waiting_times=few_named(_waits()),
    )


def _waits():
    """Waiting times that were counted, with all that goes with them."""
    source = st.just({"reference": "Un texte", "dated": "2026"})
    texts = {"name": TEXTS, "period": TEXTS, "source": source, "handles": st.just([])}
    drawn = entries(shape_of(department.WaitingTime, models.WaitingTime), **texts)
    return drawn.map(lambda one: {key: one[key] for key in one if key != "law"})


def _notices():
    """Announcements, which are texts, then perhaps a closure, which is data."""
    shape = shape_of(department.Notice, models.Notice)
    data = {"closed", "place", "reason"}
    closed = {"closed": st.sampled_from(["jour", "matin"]), "from": DATES, "until": LAST_DAYS}
    closures = entries(
        shape, id=st.just("fermeture"), place=st.just("un"), families=st.just([]), **closed
    )
    texts = entries(shape, text=TEXTS, families=st.just([]))
    return st.tuples(
        few_named(texts.map(lambda one: {key: one[key] for key in one if key not in data})),
        st.lists(closures.map(lambda one: {k: one[k] for k in one if k != "text"}), max_size=1),
    ).map(lambda both: [*both[0], *both[1]])


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
