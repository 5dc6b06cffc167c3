"""Catalogues of two départements, drawn, and one valid change of a département or of the nation."""

from copy import deepcopy
from datetime import date

from hypothesis import strategies as st

from procedures.engine.answers import read_answers
from procedures.engine.codes import free_key
from procedures.engine.situation import Situation
from procedures.exchange.plain import canonical
from procedures.publishing.cases import recommended, result_of, subject_of
from procedures.publishing.content import compiled
from procedures.publishing.parts import preparing

TODAY = date(2026, 11, 26)
COMMUNES = {"82": "82121", "34": "34172"}
KINDS = ("anef", "online_booking", "postal")
FAMILIES = ("etudes", "travail")
PAPERS = ("photo", "tirage", "bail", "acte")
CARDS = ("carte", "visa", "titre")
WHENS = (
    *({}, {"etudiant": True}, {"boursier": True}),
    *({"motif": "a"}, {"motif": ["a", "b"]}, {"motif": "c"}),
)

kinds, whens = st.sampled_from(KINDS), st.sampled_from(WHENS)
some_papers = st.lists(st.sampled_from(PAPERS), unique=True, max_size=2)
purposes = st.one_of(
    st.just({}),
    st.lists(st.sampled_from(CARDS), min_size=1, max_size=2, unique=True).map(
        lambda names: {"procedures": names}
    ),
    st.sampled_from(FAMILIES).map(lambda name: {"families": [name]}),
)


@st.composite
def channels(draw):
    found = {"kind": draw(kinds)}
    purpose, when = draw(purposes), draw(whens)
    return found | ({"for": purpose} if purpose else {}) | ({"when": when} if when else {})


@st.composite
def overrides(draw):
    names = draw(st.lists(st.sampled_from(CARDS), unique=True, max_size=2))
    return [
        {
            "procedure": name,
            "add_documents": draw(some_papers),
            "drop_documents": draw(some_papers),
        }
        for name in names
    ]


@st.composite
def lines(draw):
    return [
        {"document": name} | ({"when": {"channel": [draw(kinds)]}} if draw(st.booleans()) else {})
        for name in draw(some_papers)
    ]


@st.composite
def departments(draw, code):
    listed = [
        {"id": f"canal_{place}", **one}
        for place, one in enumerate(draw(st.lists(channels(), max_size=3)))
    ]
    found = {"code": code, "channels": listed}
    return found | {
        "overrides": draw(overrides()),
        "sites": [{"id": "accueil", "handles": draw(st.sampled_from([[], ["carte"], ["etudes"]]))}],
    }


def scholar(when):
    rules = [{"value": True, "when": when}, {"value": False, "when": {}}]
    return {"key": "boursier", "title": "A une bourse", "kind": "yes_no", "rules": rules}


def orientation(when):
    about = {"id": "se_renseigner", "rank": 1, "title": "Se renseigner", "text": "Demandez."}
    return about | {"when": when}


@st.composite
def catalogues(draw, *, closed=False):
    """Catalogues with persons of each département; ``closed`` ones have no département open."""
    plain = {
        "questions": [
            {"key": "commune", "kind": "commune", "text": "Où ?", "allow_unknown": True},
            {"key": "etudiant", "kind": "yes_no", "text": "Étudiant ?"},
            {
                "key": "motif",
                "kind": "choice",
                "text": "Motif ?",
                "choices": [{"value": one, "text": one.upper()} for one in "abc"],
            },
        ],
        "derived_facts": [scholar({"etudiant": True, "motif": "a"})],
        "fees": [
            {"id": "taxe", "label": "Taxe", "amounts": [{"from": "2026-01-01", "amount": 50}]}
        ],
        "orientations": [orientation({"etudiant": False})],
        "documents": [{"id": name, "title": name.capitalize()} for name in PAPERS],
        "procedures": [
            {
                "id": name,
                "family": FAMILIES[rank % 2],
                "track": "titre",
                "rank": rank,
                "title": name.capitalize(),
                "when": draw(st.sampled_from(WHENS[1:4])),
                "documents": draw(lines()),
                "costs": [{"fee": "taxe"}],
            }
            for rank, name in enumerate(CARDS)
        ],
        "departments": {} if closed else {code: draw(departments(code)) for code in COMMUNES},
    }
    plain["cases"] = [
        _of_somebody(draw, _case(plain, index, code, *said), "" if closed else code)
        for index, (code, *said) in enumerate(
            draw(
                st.lists(
                    st.tuples(
                        st.sampled_from(sorted(COMMUNES)), st.booleans(), st.sampled_from("abc")
                    ),
                    min_size=1,
                    max_size=4,
                )
            )
        )
    ]
    return canonical(plain)


def _of_somebody(draw, case, code):
    return {**case, "department": code} if code and draw(st.integers(0, 3)) == 0 else case


def _case(plain, index, code, student, motive):
    """A national person who expects all that the catalogue gives: the strictest case."""
    answers = {"commune": COMMUNES[code], "etudiant": student, "motif": motive}
    rule_set = compiled(plain, preparing.digest(plain))[0]
    situation = Situation(rule_set, read_answers(rule_set, answers), TODAY)
    result = result_of({}, situation)
    expect = {"procedures": recommended(result)}
    subject = subject_of(expect, result)
    if subject:
        shown = [line["id"] for line in subject["documents"] if line["certainty"] == "certain"]
        expect["channel"] = subject["channel"]["kind"] if subject["channel"] else "unknown"
        expect["documents"] = {
            "include": shown,
            "exclude": [name for name in PAPERS if name not in shown],
        }
    found = {"id": f"p{index}", "file": "essais", "persona": f"P{index}.", "answers": answers}
    return found | {"expect": expect}


CLOSED = {
    "id": "fermeture",
    "text": "Fermé.",
    "from": "2026-12-01",
    "until": "2026-12-24",
    "families": ["etudes"],
}
# What a département writes that no person expects.
WRITTEN = {
    "lieu": lambda one: one["sites"][0].update(name="Accueil"),
    "horaires": lambda one: one["sites"][0].update(hours="Le mardi, de 9 h à 12 h"),
    "aide": lambda one: one.update(
        helpers=[{"id": "association", "name": "Une association", "hours": "Le lundi"}]
    ),
    "annonce": lambda one: one.update(notices=[CLOSED]),
}
LOCAL_ACTS = ("canal", "retrait", "ajout", "pièces", "personne", "personne retirée", *WRITTEN)


def changed_locally(draw, plain, part):
    """Return a catalogue in which one thing of a département is changed."""
    found = deepcopy(plain["departments"][part])
    listed, cases = found.get("channels", []), plain["cases"]
    act = draw(st.sampled_from(LOCAL_ACTS))
    if act == "canal" and listed:
        draw(st.sampled_from(listed))["kind"] = draw(kinds)
    elif act == "retrait" and listed:
        listed.remove(draw(st.sampled_from(listed)))
    elif act == "pièces":
        found["overrides"] = draw(overrides())
    elif act.startswith("personne"):
        cases = _changed_persons(draw, act, plain, part)
    elif act in WRITTEN:
        WRITTEN[act](found)
    else:
        name = free_key("ajout", {one["id"] for one in listed})
        found["channels"] = [*listed, {"id": name, **draw(channels())}]
    departments = {**plain["departments"], part: found}
    # As valid content is stored.
    return canonical({**plain, "departments": departments, "cases": cases})


def _changed_persons(draw, act, plain, part):
    cases = plain["cases"]
    if act == "personne retirée":
        return [one for one in cases if one.get("department") != part]
    person = _case(plain, len(cases), part, draw(st.booleans()), draw(st.sampled_from("abc")))
    if draw(st.booleans()):
        # Right or wrong: the département says what it means when it publishes.
        person["expect"] = {"of": "carte", "channel": draw(kinds)}
    return [*cases, {**person, "department": part}]


NATIONAL_ACTS = (
    *("démarche", "pièce", "choix", "condition", "titre"),
    *("ajout", "tarif", "orientation", "fait déduit"),
)


def changed_nationally(draw, national):
    """Change one thing of the national content, or take one away that départements may name."""
    found = deepcopy(national)
    gone = draw(st.sampled_from(NATIONAL_ACTS))
    if gone == "démarche":
        del found["procedures"][draw(st.integers(0, 2))]
    elif gone == "pièce":
        name = draw(st.sampled_from(PAPERS))
        found["documents"] = [one for one in found["documents"] if one["id"] != name]
        for one in found["procedures"]:
            kept = [
                line for line in one.get("documents") or [] if name not in (line, line_of(line))
            ]
            one["documents"] = kept
    elif gone == "choix":
        found["questions"][2]["choices"].pop()
        # Her own persons no longer answer so: she removes them.
        found["cases"] = [one for one in found["cases"] if one["answers"]["motif"] != "c"]
    elif gone == "ajout":
        new = {
            "id": "nouvelle",
            "rank": -1,
            "title": "Nouvelle",
            "when": draw(st.sampled_from(WHENS)),
        }
        found["procedures"].append({**found["procedures"][0], **new})
    elif gone == "tarif":
        found["fees"][0]["amounts"][0]["amount"] = 70
    elif gone == "orientation":
        found["orientations"] = draw(st.sampled_from([[], [orientation({"motif": "b"})]]))
    elif gone == "fait déduit":
        found["derived_facts"] = [
            scholar(draw(st.sampled_from(({"motif": "b"}, {"etudiant": False}))))
        ]
    elif gone == "condition":
        found["procedures"][0]["when"] = {"motif": ["a", "b"]}
    else:
        found["procedures"][0]["title"] = "Autre titre"
    return found


def line_of(line):
    return line.get("document") if isinstance(line, dict) else line
