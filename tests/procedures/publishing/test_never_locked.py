"""Whoever changes one valid thing can publish it alone: a département's own, the nation its own."""

from copy import deepcopy
from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from procedures.engine.answers import read_answers
from procedures.engine.schema.serialization import check_plain
from procedures.engine.situation import Situation
from procedures.exchange.plain import canonical
from procedures.publishing import confirming
from procedures.publishing.cases import recommended, result_of, subject_of
from procedures.publishing.checks.checker import faults_of_cases
from procedures.publishing.compiling import compiled
from procedures.publishing.confirming import MEANT, NOT_MEANT, Unanswered
from procedures.publishing.local_cases import blocks, held
from procedures.publishing.parts import cutting as parts
from procedures.publishing.parts.fitting import fitted
from procedures.publishing.proposals import accepted, proposal
from tests.procedures.engine.examples import examples

TODAY = date(2026, 11, 26)
SOME = examples(40, suppress_health_check=[HealthCheck.too_slow])
COMMUNES = {"82": "82121", "34": "34172"}
KINDS = ("anef", "online_booking", "postal")
FAMILIES = ("etudes", "travail")
PAPERS = ("photo", "tirage", "bail", "acte")
CARDS = ("carte", "visa", "titre")
WHENS = ({}, {"etudiant": True}, {"motif": "a"}, {"motif": ["a", "b"]}, {"motif": "c"})

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
    found = {"code": code, "channels": draw(st.lists(channels(), max_size=3))}
    return found | {
        "overrides": draw(overrides()),
        "sites": [{"id": "accueil", "handles": draw(st.sampled_from([[], ["carte"], ["etudes"]]))}],
    }


@st.composite
def catalogues(draw):
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
        "documents": [{"id": name, "title": name.capitalize()} for name in PAPERS],
        "procedures": [
            {
                "id": name,
                "family": FAMILIES[rank % 2],
                "track": "titre",
                "rank": rank,
                "title": name.capitalize(),
                "when": draw(st.sampled_from(({"etudiant": True}, {"motif": "a"}))),
                "documents": draw(lines()),
            }
            for rank, name in enumerate(CARDS)
        ],
        "departments": {code: draw(departments(code)) for code in COMMUNES},
    }
    plain["cases"] = [
        _case(plain, index, code, *said)
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


def _case(plain, index, code, student, motive):
    """A national person who expects all that the catalogue gives: the strictest case."""
    answers = {"commune": COMMUNES[code], "etudiant": student, "motif": motive}
    rule_set = compiled(plain, parts.digest(plain))[0]
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


def _changed_locally(draw, department):
    """Change one thing of a département."""
    found = deepcopy(department)
    listed = found.get("channels", [])
    act = draw(st.sampled_from(("canal", "retrait", "ajout", "pièces", "lieu")))
    if act == "canal" and listed:
        draw(st.sampled_from(listed))["kind"] = draw(kinds)
    elif act == "retrait" and listed:
        listed.remove(draw(st.sampled_from(listed)))
    elif act == "pièces":
        found["overrides"] = draw(overrides())
    elif act == "lieu":
        found["sites"][0]["name"] = "Accueil"
    else:
        found["channels"] = [*listed, draw(channels())]
    return found


def _changed_nationally(draw, national):
    """Change one thing of the national content, or take one away that départements may name."""
    found = deepcopy(national)
    gone = draw(st.sampled_from(("démarche", "pièce", "choix", "condition", "titre")))
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
    elif gone == "condition":
        found["procedures"][0]["when"] = {"motif": ["a", "b"]}
    else:
        found["procedures"][0]["title"] = "Autre titre"
    return found


def line_of(line):
    return line.get("document") if isinstance(line, dict) else line


def _blocking(candidate, part):
    """Return what would refuse the publication: what does not compile, and failing persons."""
    plain, digest = parts.joined(candidate)
    rule_set, problems = compiled(plain, digest)
    found = [str(one) for one in problems if one.blocking]
    if found:
        return found
    failing = faults_of_cases(plain, rule_set, TODAY).values()
    return [str(faults) for case, faults in failing if blocks(case, rule_set, TODAY, {part})]


def _with_cases_of(candidate):
    """Return a candidate whose national persons expect what the national editors now mean."""
    plain, digest = parts.joined(candidate)
    rule_set = compiled(plain, digest)[0]
    wanted = {}
    for case in held(plain, rule_set, TODAY):
        expect = accepted(case["expect"], proposal(rule_set, case, TODAY)[1])
        wanted[case["id"]] = {**case, "expect": expect}
    national = candidate["national"]
    cases = [wanted[one["id"]] for one in national["cases"]]
    return {**candidate, "national": {**national, "cases": cases}}


def _every_answer(before, candidate, part, said):
    asked = confirming.questions(candidate, part, TODAY, None)
    answers = {one.key: said for one in asked}
    return confirming.answered(before, candidate, part, answers, day=TODAY, base=None)[0]


@SOME
@given(st.data())
def test_a_departement_publishes_any_valid_change_of_its_own(data):
    plain = data.draw(catalogues())
    before = parts.split(plain)
    part = data.draw(st.sampled_from(sorted(COMMUNES)))
    department = _changed_locally(data.draw, plain["departments"][part])
    # As valid content is stored.
    after = canonical({**plain, "departments": {**plain["departments"], part: department}})
    candidate = {**before, part: parts.split(after)[part]}
    assert not [one for one in check_plain(after) if one.blocking]
    meant = _every_answer(before, candidate, part, MEANT)
    assert _blocking(meant, part) == []
    assert meant[part]["department"] == candidate[part]["department"]
    # The other answer is a way too, and what it publishes asks nobody anything more.
    aside = _every_answer(before, candidate, part, NOT_MEANT)
    assert _blocking(aside, part) == []
    assert [one for one in confirming.questions(aside, part, TODAY, None) if one.needed] == []
    assert aside["national"] is meant["national"] is before["national"]


@SOME
@given(st.data())
def test_the_nation_publishes_any_valid_change_whatever_parts_in_force_say(data):
    plain = data.draw(catalogues())
    before = parts.split(plain)
    national = _changed_nationally(data.draw, before["national"])
    candidate, left = fitted({**before, "national": national}, ("national",))
    candidate = _with_cases_of(candidate)
    assert _blocking(candidate, "national") == []
    for code in COMMUNES:
        named = {one.section for one in left if one.part == code}
        was, now = before[code]["department"], candidate[code]["department"]
        for section in ("channels", "overrides", "sites"):
            assert section in named or was.get(section) == now.get(section)


def test_who_has_not_answered_is_refused_and_nothing_else_refuses():
    """The two properties would hold if nobody were ever asked: somebody is."""
    plain = canonical(
        {
            "questions": [
                {"key": "commune", "kind": "commune", "text": "Où ?", "allow_unknown": True}
            ],
            "procedures": [
                {"id": "carte", "family": "etudes", "track": "titre", "rank": 1, "title": "Carte"}
            ],
            "departments": {"82": {"code": "82", "channels": [{"kind": "anef"}]}},
            "cases": [
                {
                    "id": "awa",
                    "file": "essais",
                    "answers": {"commune": "82121"},
                    "expect": {"procedures": ["carte"], "channel": "anef"},
                }
            ],
        }
    )
    before = parts.split(plain)
    department = {"code": "82", "channels": [{"kind": "postal"}]}
    candidate = {**before, "82": {**before["82"], "department": department}}
    with pytest.raises(Unanswered) as refused:
        confirming.answered(before, candidate, "82", {}, day=TODAY, base=None)
    assert [one.names for one in refused.value.questions] == [["awa"]]
