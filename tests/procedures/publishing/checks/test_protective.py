"""A request tells everybody what protects them if the answer is no, or silence."""

from dataclasses import replace
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from procedures.engine.errors import Problem
from procedures.engine.schema.serialization import rule_set_from_plain
from procedures.publishing.checks import protective
from procedures.publishing.checks.checker import check
from procedures.publishing.checks.protective import missing_statements, risks_between
from tests.shipped import shipped_rules

TODAY = date(2026, 11, 24)
SENTENCES = {
    "appeal": "Après un refus, vous avez 2 mois pour écrire au tribunal administratif.",
    "proof": "Au guichet, demandez le récépissé avant de partir.",
    "paper": "Pas d'internet ? Demandez par écrit un rendez-vous.",
    "silence": "Sans réponse après 4 mois, c'est un refus.",
}
TELLS = {
    "appeal": "comment contester un refus, et jusqu'à quand",
    "proof": "ce qui prouve le dépôt",
    "paper": "la voie qui n'est pas numérique",
    "silence": "ce que veut dire le silence",
}


def make_plain(*warnings, stance="deposer", orientations=(), **more):
    card = {
        "id": "card",
        "family": "f",
        "track": "t",
        "rank": 1,
        "title": "Carte",
        "stances": [{"stance": stance}],
        "warnings": [one if isinstance(one, dict) else {"text": one} for one in warnings],
        **more,
    }
    return {
        "questions": [
            {"key": "away", "kind": "yes_no", "text": "Ailleurs ?", "allow_unknown": True}
        ],
        "procedures": [card],
        "orientations": [
            {"id": f"o{rank}", "rank": rank, "title": "Conseil", **one}
            for rank, one in enumerate(orientations)
        ],
    }


def problems(plain):
    return [str(one) for one in missing_statements(rule_set_from_plain(plain), TODAY)]


def missing(*things):
    return [
        f"procedures/f.yaml : card : la démarche ne dit pas à tous {TELLS[one]}, ni une orientation"
        for one in things
    ]


def without(thing):
    # « guichet » would tell two things at once.
    told = {**SENTENCES, "proof": "Gardez une preuve de dépôt."}
    return [sentence for one, sentence in told.items() if one != thing]


def test_a_request_that_tells_the_four_things_is_no_problem():
    assert problems(make_plain(*SENTENCES.values())) == []


@pytest.mark.parametrize("thing", SENTENCES)
def test_each_thing_that_a_request_does_not_tell_is_a_warning(thing):
    plain = make_plain(*without(thing))
    assert problems(plain) == missing(thing)
    found = [one for one in check(plain, TODAY) if one.path == "card" and "à tous" in one.message]
    assert [(one.blocking, one.fault) for one in found] == [(False, True)]


@pytest.mark.parametrize("stance", ["deposer", "faire_relire", "facultatif", "se_proteger"])
def test_what_is_asked_of_an_administration_tells_them(stance):
    assert len(problems(make_plain(stance=stance))) == 4


@pytest.mark.parametrize("stance", ["repondre", "appeler", "attendre"])
def test_what_is_no_request_has_nothing_to_tell(stance):
    assert problems(make_plain(stance=stance)) == []


def test_an_orientation_tells_it_once_for_many():
    advice = [{"text": one} for one in SENTENCES.values()]
    assert problems(make_plain(orientations=advice)) == []


@pytest.mark.parametrize("when", [{"away": True}, {"away": False}, {"away": {"known": True}}])
def test_what_only_some_people_read_is_not_told_to_all(when):
    told = [{"text": one, "when": when} for one in SENTENCES.values()]
    assert problems(make_plain(orientations=told)) == missing(*SENTENCES)
    assert problems(make_plain(*told)) == missing(*SENTENCES)


def test_people_whom_a_procedure_is_not_for_need_not_read_it():
    told = [{"text": one, "when": {"away": True}} for one in SENTENCES.values()]
    assert problems(make_plain(orientations=told, when={"away": True})) == []


@pytest.mark.parametrize(
    "appeal", ["Après un refus, écrivez au tribunal.", "Après un refus, vous avez 2 mois."]
)
def test_an_appeal_without_its_delay_or_its_place_is_not_told(appeal):
    assert problems(make_plain(*without("appeal"), appeal)) == missing("appeal")


def test_a_declaration_says_that_it_is_not_refused():
    plain = make_plain(
        "Cette déclaration ne se refuse pas.", SENTENCES["proof"], SENTENCES["paper"]
    )
    assert problems(plain) == []


def test_a_step_that_only_some_see_does_not_tell_all_in_its_warnings():
    told = [{"text": one} for one in SENTENCES.values()]
    step = {"id": "one", "text": "Déposez.", "warnings": told}
    assert problems(make_plain(steps=[step])) == []
    assert problems(make_plain(steps=[{**step, "when": {"away": True}}])) == missing(*SENTENCES)


def test_the_command_says_that_the_shipped_catalogue_misses_nothing():
    words = StringIO()
    folder = str(settings.ROOT / "catalogue")
    call_command("catalogue", "coverage", folder, law="protective", stdout=words)
    requests = len(protective.requests_of(shipped_rules()))
    assert requests > 120
    assert words.getvalue().endswith(f"C'est dit à tous {4 * requests} fois.\n0 à dire.\n")


def test_the_command_fails_and_names_what_is_not_told(monkeypatch):
    untold_one = Problem("procedures/f.yaml", "card", "la démarche ne dit pas…", blocking=False)
    monkeypatch.setattr(protective, "missing_statements", lambda *_: [untold_one])
    words = StringIO()
    with pytest.raises(CommandError, match=r"^1 à dire\.$"):
        call_command(
            "catalogue",
            "coverage",
            str(settings.ROOT / "catalogue"),
            law="protective",
            stdout=words,
        )
    assert words.getvalue().startswith("procedures/f.yaml : card : la démarche ne dit pas…\n")


YES = {"verdict": "oui", "text": {"fr": "Oui, si la mention y est."}}
YEAR = {"fr": "Une carte de plus d'un an suffit trois mois."}


def _use(paper, asker, **changes):
    uses = tuple(replace(one, **changes) if one.asker == asker else one for one in paper.uses)
    return replace(paper, uses=uses)


@pytest.mark.parametrize(
    ("entries", "code", "plant", "fault"),
    [
        ("provisional_papers", "aps", lambda one: _use(one, "france_travail", **YES), "oui"),
        ("provisional_papers", "aps", lambda one: replace(one, work_note=YEAR), "toute carte"),
        (
            "provisional_papers",
            "attestation_demande_asile",
            lambda one: _use(one, "banque", text={"fr": "Le passeport suffit."}),
            "passeport exigé de qui a fui",
        ),
        (
            "provisional_papers",
            "recepisse_renouvellement",
            lambda one: replace(one, travel_note={"fr": "Avec la carte et le passeport."}),
            "passeport exigé",
        ),
        (
            "askers",
            "employeur",
            lambda one: replace(one, rules=(replace(one.rules[0], text=YEAR),)),
            "toute carte",
        ),
        (
            "letters",
            "rendez_vous_preuves",
            lambda one: replace(one, body=f"{one.body} Je n'ai pas de titre."),
            "aveu",
        ),
        (
            "wordings",
            "titre_disponible",
            lambda one: replace(one, acts={"fr": "Venez avec le passeport."}),
            "passeport exigé",
        ),
        (
            "wordings",
            "demande_deposee_sejour",
            lambda one: replace(one, urgency="attendre"),
            "rien d'urgent",
        ),
    ],
)
def test_what_is_told_between_two_cards_promises_and_admits_nothing(entries, code, plant, fault):
    rules = shipped_rules()
    assert not list(risks_between(rules))
    held = getattr(rules, entries)
    planted = replace(rules, **{entries: {**held, code: plant(held[code])}})
    (problem,) = risks_between(planted)
    assert code in problem.path
    assert fault in problem.message
