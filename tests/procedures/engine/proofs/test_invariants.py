"""Invariants: each fault that is planted is found, with answers that show it; nothing else is."""

from datetime import date

import pytest

from procedures.engine.evaluation import evaluate
from procedures.engine.proofs.analysis import analyse
from procedures.engine.schema.declared import texts_of
from procedures.engine.schema.serialization import check_plain, rule_set_from_plain
from procedures.engine.values.department import Channel, Notice, Override
from procedures.engine.values.procedure import (
    Cost,
    DocumentEntry,
    Meanwhile,
    Procedure,
    Step,
    Warning,
)
from procedures.engine.values.rules import Document, Link, Note, Orientation
from procedures.engine.values.stances import Call, Stance, Task

TODAY = date(2026, 11, 26)
CONSULATE = "Demandez-le au consulat."
QUESTIONS = [
    {"key": "lost", "kind": "yes_no", "text": "Perdu ?"},
    {"key": "refugee", "kind": "yes_no", "text": "Réfugié ?", "allow_unknown": True},
]
COMMUNE = {"key": "commune", "kind": "commune", "text": "Où ?"}
PROTECTED = {"id": "safe", "title": "Jamais au consulat", "when": {"refugee": True}}


def catalogue(never, *, when=None, always=None, **changes):
    """Return a sheet for everybody who lost a passport, and an invariant for refugees."""
    sheet = {
        "id": "lost",
        "family": "f",
        "track": "t",
        "rank": 1,
        "title": "Passeport perdu",
        "when": {"lost": True},
        "steps": [{"id": "first", "text": "Gardez vos papiers."}],
        "documents": [{"document": "proof"}],
        **changes.pop("sheet", {}),
    }
    invariant = {**PROTECTED, "never": never, "always": always or {}}
    invariant |= {"when": when} if when else {}
    return {
        "questions": [*QUESTIONS],
        "documents": [{"id": "proof", "title": "Preuve", **changes.pop("document", {})}],
        "procedures": [sheet],
        "orientations": [{"id": "all", "rank": 9, "title": "Aide", "text": "Une association."}],
        "invariants": [invariant],
        **changes,
    }


def broken(plain):
    found = analyse(rule_set_from_plain(plain), TODAY).findings
    return [
        (one.place.path, one.others[1:], one.witness) for one in found if one.kind == "invariant"
    ]


WORDS = {"words": ["consulat", "ambassade"]}
CHANNEL = {"kind": "consulate"}
NATIONAL = {"national": {"code": "national", "channels": [CHANNEL]}}
AT_HOME = {"national": {"code": "national", "channels": [{**CHANNEL, "consulate": "pays"}]}}
IN_FRANCE = {"national": {"code": "national", "channels": [{**CHANNEL, "consulate": "france"}]}}
NOWHERE_HOME = {"places": ["consulat"]}
PLANTED = [
    ("lost", WORDS, {"sheet": {"summary": CONSULATE}}),
    ("lost", WORDS, {"sheet": {"meanwhile": {"text": CONSULATE}}}),
    ("lost.warnings.0", WORDS, {"sheet": {"warnings": [{"text": CONSULATE}]}}),
    ("lost.steps.go", WORDS, {"sheet": {"steps": [{"id": "go", "text": CONSULATE}]}}),
    (
        "lost.documents.proof",
        WORDS,
        {"sheet": {"documents": [{"document": "proof", "note": CONSULATE}]}},
    ),
    ("proof", WORDS, {"document": {"how_to_get": CONSULATE}}),
    ("proof.notes.0", WORDS, {"document": {"notes": [{"text": CONSULATE}]}}),
    (
        "all",
        WORDS,
        {"orientations": [{"id": "all", "rank": 9, "title": "Aide", "text": CONSULATE}]},
    ),
    ("proof", {"documents": ["proof"]}, {}),
    ("lost", {"procedures": ["lost"]}, {}),
    ("channels.0", {"channels": ["consulate"]}, {"departments": NATIONAL}),
    # A consulate of which nobody says whose it is may be that of the person's country.
    ("channels.0", NOWHERE_HOME, {"departments": NATIONAL}),
    ("channels.0", NOWHERE_HOME, {"departments": AT_HOME}),
    (
        "lost.steps.go",
        NOWHERE_HOME,
        {"sheet": {"steps": [{"id": "go", "text": "Allez-y.", "place": "consulat"}]}},
    ),
]


def in_orientation(**more):
    return {"orientations": [{"id": "all", "rank": 9, "title": "Aide", "text": "Ici.", **more}]}


def in_department(**more):
    return {"questions": [*QUESTIONS, COMMUNE], "departments": {"82": {"code": "82", **more}}}


# Where an entry of each kind stands, which says one thing more.
SAID_BY = {
    Procedure: lambda said: {"sheet": said},
    Meanwhile: lambda said: {"sheet": {"meanwhile": said}},
    Warning: lambda said: {"sheet": {"warnings": [said]}},
    Stance: lambda said: {"sheet": {"stances": [{"stance": "faire_relire", **said}]}},
    Step: lambda said: {"sheet": {"steps": [{"id": "go", "text": "Allez-y.", **said}]}},
    Cost: lambda said: {"sheet": {"costs": [{"label": "Taxe", "amount": 1, **said}]}},
    DocumentEntry: lambda said: {"sheet": {"documents": [{"document": "proof", **said}]}},
    Document: lambda said: {"document": said},
    Note: lambda said: {"document": {"notes": [said]}},
    Orientation: lambda said: in_orientation(**said),
    Call: lambda said: in_orientation(calls=[{"number": "115", "text": "Appelez.", **said}]),
    Task: lambda said: in_orientation(steps=[{"text": "Lisez.", **said}]),
    Link: lambda said: in_orientation(links=[{"url": "https://a.example", "text": "Ici", **said}]),
    Channel: lambda said: in_department(channels=[{"kind": "counter", **said}]),
    Override: lambda said: in_department(overrides=[{"procedure": "lost", **said}]),
    Notice: lambda said: in_department(notices=[{"text": "Fermé.", **said}]),
}


@pytest.mark.parametrize("kind", SAID_BY, ids=lambda kind: kind.__name__)
def test_a_forbidden_word_is_heard_in_every_text_of_the_format(kind):
    names = texts_of(kind)
    assert names
    for name in names:
        assert broken(catalogue(WORDS, **SAID_BY[kind]({name: CONSULATE}))), name


@pytest.mark.parametrize(("place", "never", "changes"), PLANTED, ids=lambda value: str(value)[:40])
def test_what_is_forbidden_is_found_wherever_it_stands(place, never, changes):
    plain = catalogue(never, **changes)
    ((path, _, witness),) = broken(plain)
    assert path == place
    result = evaluate(rule_set_from_plain(plain), witness, TODAY)
    assert witness.get("refugee") is not False
    assert place == "all" or [one.procedure.id for one in result.procedures] == ["lost"]


def test_a_consulate_of_france_is_no_place_of_the_country_that_was_fled():
    steps = [{"id": "go", "text": "Allez-y.", "place": "consulat_france"}]
    plain = catalogue(NOWHERE_HOME, sheet={"steps": steps}, departments=IN_FRANCE)
    assert broken(plain) == []


def test_who_does_not_know_is_concerned_too():
    """« Je ne sais pas » must get the careful text: a condition on « oui » alone is a hole."""
    warning = {"text": CONSULATE, "when": {"refugee": {"known": False}}}
    ((_, _, witness),) = broken(catalogue(WORDS, sheet={"warnings": [warning]}))
    assert witness["refugee"] is None


def test_what_may_be_shown_counts_as_shown():
    line = {"document": "proof", "when": {"not": {"refugee": True}}}
    found = broken(catalogue({"documents": ["proof"]}, sheet={"documents": [line]}))
    assert [witness["refugee"] for _, _, witness in found] == [None]


@pytest.mark.parametrize(
    "when", [{"refugee": False}, {"refugee": {"known": True}, "not": {"refugee": True}}]
)
def test_a_text_for_the_others_alone_keeps_the_promise(when):
    assert broken(catalogue(WORDS, sheet={"warnings": [{"text": CONSULATE, "when": when}]})) == []


def test_an_allowed_phrase_is_not_the_word():
    never = {**WORDS, "but_for": ["N'allez pas au consulat", "consulat de France"]}
    fine = "N’allez pas au  CONSULAT. Écrivez au consulat de France."
    assert broken(catalogue(never, sheet={"summary": fine})) == []
    assert broken(catalogue(never, sheet={"summary": f"{fine} Puis au consulat."}))


def test_a_risk_that_is_told_on_the_same_sheet_is_accepted():
    never = {"words": ["police"], "told_with": ["une association vous accompagne"]}
    step = {"steps": [{"id": "go", "text": "Allez à la police."}]}
    told = {"text": "Une association vous accompagne."}
    assert broken(catalogue(never, sheet=step))
    assert broken(catalogue(never, sheet={**step, "warnings": [told]})) == []
    sometimes = {**told, "when": {"refugee": True}}  # not to those who do not know
    ((_, _, witness),) = broken(catalogue(never, sheet={**step, "warnings": [sometimes]}))
    assert witness["refugee"] is None


def test_a_risk_told_elsewhere_does_not_count():
    never = {"words": ["police"], "told_with": ["une association"]}
    assert broken(catalogue(never, sheet={"summary": "Allez à la police."}))


def orientation(when, text="Une association vous accompagne."):
    own = {"id": "beside", "rank": 1, "title": "Conseil", "text": text, "when": when}
    return {"orientations": [own, {"id": "all", "rank": 9, "title": "Aide", "text": text}]}


def test_a_careful_orientation_counts_as_told_wherever_it_may_hold():
    never = {"words": ["police"], "told_with": ["une association vous accompagne"]}
    step = {"steps": [{"id": "go", "text": "Allez à la police."}]}
    doubt = orientation({"lost": True, "refugee": True})
    ((_, _, witness),) = broken(catalogue(never, sheet=step, **doubt))
    assert witness["refugee"] is None
    doubt["orientations"][0]["careful"] = True
    assert broken(catalogue(never, sheet=step, **doubt)) == []


def test_a_risk_told_in_an_orientation_is_read_beside_the_sheet():
    never = {"words": ["police"], "told_with": ["une association vous accompagne"]}
    step = {"steps": [{"id": "go", "text": "Allez à la police."}]}
    assert broken(catalogue(never, sheet=step, **orientation({"lost": True}))) == []
    # Not beside it: for some of these people only, or shown only if there is nothing else.
    ((_, _, witness),) = broken(catalogue(never, sheet=step, **orientation({"refugee": True})))
    assert witness["refugee"] is None
    assert broken(catalogue(never, sheet=step, **orientation({"lost": False})))


TOLD = {"told": ["une association vous accompagne"]}


def test_a_sheet_that_does_not_always_tell_is_found():
    ((path, found, witness),) = broken(catalogue({}, always=TOLD))
    assert (path, found) == ("lost", ("told", "une association vous accompagne"))
    assert witness["refugee"] is not False
    told = {"text": "Une association vous accompagne."}
    assert broken(catalogue({}, always=TOLD, sheet={"warnings": [told]})) == []
    sometimes = {**told, "when": {"refugee": True}}  # not to those who do not know
    ((_, _, witness),) = broken(catalogue({}, always=TOLD, sheet={"warnings": [sometimes]}))
    assert witness["refugee"] is None
    assert broken(catalogue({}, always=TOLD, **orientation({"lost": True}))) == []


def test_only_the_named_sheets_must_tell():
    other = {"id": "found", "family": "f", "track": "t", "rank": 2, "title": "Retrouvé"}
    plain = catalogue({}, always={**TOLD, "on": ["found"]})
    plain["procedures"].append(other | {"when": {"lost": False}})
    assert [path for path, _, _ in broken(plain)] == ["found"]


def dated(key, text, when=None):
    window = {"to": {"fact": "received", "days": 2}}
    return {"id": key, "text": text, "window": window, **({"when": when} if when else {})}


def hours(*steps):
    plain = catalogue({}, always={"first": ["48 heures"]}, sheet={"steps": list(steps)})
    plain["questions"].append({"key": "received", "kind": "date", "text": "Quand ?"})
    return plain


def test_the_step_that_must_come_first_does():
    short, long = dated("short", "Vous avez 48 heures."), dated("long", "Vous avez 1 mois.")
    undated = {"id": "call", "text": "Appelez."}
    assert broken(hours(undated, short, long)) == []
    ((path, found, witness),) = broken(hours(long, short))
    assert (path, found) == ("lost.steps.long", ("first", "48 heures"))
    assert witness["refugee"] is not False


def test_a_day_counted_in_hours_comes_first_whatever_its_words():
    long, short = dated("long", "Vous avez 1 mois."), dated("short", "Écrivez tout de suite.")
    assert broken(hours(long, short)) == []
    short["window"]["to"] = {"fact": short["window"]["to"]["fact"], "hours": 48}
    assert [path for path, _, _ in broken(hours(long, short))] == ["lost.steps.long"]


def test_a_step_for_others_alone_may_stand_above():
    short = dated("short", "Vous avez 48 heures.", {"refugee": True})
    others = {"refugee": {"known": True}, "not": {"refugee": True}}
    assert broken(hours(dated("long", "Vous avez 1 mois.", others), short)) == []
    # To who does not know, both may be shown.
    ((_, _, witness),) = broken(
        hours(dated("long", "Vous avez 1 mois.", {"refugee": False}), short)
    )
    assert witness["refugee"] is None


def test_sheets_that_must_tell_need_something_to_tell():
    faults = [str(one) for one in check_plain(catalogue({}, always={"on": ["lost"]}))]
    assert any("ne demande rien" in one for one in faults)
    faults = [str(one) for one in check_plain(catalogue({}, always={**TOLD, "on": ["lsot"]}))]
    assert any("lost" in one for one in faults)


def test_an_invariant_names_what_exists_and_forbids_something():
    faults = [str(one) for one in check_plain(catalogue({"documents": ["prooof"]}))]
    assert len(faults) == 1
    assert "proof" in faults[0]
    assert any("n'interdit rien" in str(one) for one in check_plain(catalogue({})))
