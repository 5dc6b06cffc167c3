"""Each kind of edit of a sound catalogue, and the change it makes."""

from datetime import date

import pytest

from procedures.engine.proofs.behaviour import differences
from procedures.engine.schema.serialization import rule_set_from_plain
from tests.procedures.engine.builders import make_procedure
from tests.procedures.engine.proofs.sound import TODAY, sound

EDITS = {}


def edit(*expected):
    """Register an edit with the changes (decision, subject, item, before, after) it makes."""

    def register(function):
        EDITS[function.__name__] = (function, expected)
        return function

    return register


def procedure(plain, name):
    return next(one for one in plain["procedures"] if one["id"] == name)


@edit(
    ("status", "etudes", "", "recommended", "non"),
    ("status", "etudes", "", "non", "recommended"),
)
def other_people(plain):
    procedure(plain, "etudes")["when"] = {"statut": "visiteur"}


@edit(("status", "stage", "", "non", "recommended"))
def a_new_procedure(plain):
    plain["procedures"].append(make_procedure("stage", 30, {"statut": "visiteur"}))


@edit(("status", "travail", "", "recommended", "non"))
def a_procedure_less(plain):
    plain["procedures"] = [procedure(plain, "etudes")]
    plain["procedures"][0]["exclusive_with"] = []
    del plain["departments"]["82"]["channels"]


@edit(("order", "travail", "", "titre 20", "titre 5"))
def a_better_rank_that_beats_nobody(plain):
    procedure(plain, "travail")["rank"] = 5


@edit(("order", "travail", "", "titre 20", "autre 20"))
def another_track(plain):
    procedure(plain, "travail")["track"] = "autre"


@edit(("documents", "travail", "photo", "non", "oui"))
def a_new_document(plain):
    procedure(plain, "travail")["documents"].append({"document": "photo"})


@edit(("documents", "travail", "bail | photo", "non", "oui"))
def a_new_document_of_two(plain):
    procedure(plain, "travail")["documents"].append({"one_of": ["bail", "photo"]})


@edit(("documents", "etudes", "bail", "oui", "non"))
def a_document_less_in_one_departement(plain):
    plain["departments"]["82"]["overrides"][0]["add_documents"] = []


@edit(("steps", "etudes", "payer", "oui", "non"))
def a_step_for_fewer(plain):
    procedure(plain, "etudes")["steps"][1]["when"] = {"age": {"gte": 21}}


@edit(("dates", "travail", "deposer", "au fin -60 days", "au 2027-01-31"))
def a_day_for_a_window(plain):
    window = {"to": date(2027, 1, 31)}
    procedure(plain, "travail")["steps"][0]["window"] = window


@edit(
    (
        "dates",
        "travail",
        "deposer",
        "au fin -60 days",
        "du fin -4 months -1 days au fin -60 days",
    )
)
def a_day_from_which(plain):
    window = {
        "from": {"fact": "fin", "months": -4, "days": -1},
        "to": {"fact": "fin", "days": -60},
    }
    procedure(plain, "travail")["steps"][0]["window"] = window


@edit(("costs", "etudes", "0", "Taxe : 9 EUR", "Taxe : 10 EUR"))
def a_dearer_fee(plain):
    plain["fees"][0]["amounts"][0]["amount"] = 10


@edit(("costs", "etudes", "0", "Taxe : 9 EUR", "Taxe : ? EUR"))
def a_fee_not_yet_in_force(plain):
    plain["fees"][0]["amounts"][0]["from"] = "2026-12-01"


@edit(("costs", "travail", "0", "non", "Timbre : 5 EUR"))
def a_new_cost(plain):
    procedure(plain, "travail")["costs"] = [{"label": "Timbre", "amount": 5}]


@edit(("warnings", "travail", "Gardez une copie.", "oui", "non"))
def a_warning_less(plain):
    procedure(plain, "travail")["warnings"] = []


@edit(("warnings", "travail", "Venez tôt.", "non", "oui"))
def a_warning_of_a_step(plain):
    procedure(plain, "travail")["steps"][0]["warnings"] = [{"text": "Venez tôt."}]


@edit(("channel", "travail", "", "counter", "postal"))
def another_channel(plain):
    channel = plain["departments"]["82"]["channels"][0]
    channel["kind"] = "postal"


@edit(("channel", "travail", "", "counter", "anef"))
def a_channel_less(plain):
    plain["departments"]["82"]["channels"] = []


@edit(("orientation", "rien", "", "oui", "non"))
def an_orientation_for_fewer(plain):
    plain["orientations"][0]["when"]["age"] = {"lt": 18}


@edit(("orientation", "aide", "", "non", "oui"))
def a_new_orientation(plain):
    aide = {"id": "aide", "rank": 2, "title": "Aide", "text": "Aide.", "when": {"cdi": True}}
    plain["orientations"].append(aide)


@edit(("order", "rien", "", "1", "7"))
def another_rank_of_an_orientation(plain):
    plain["orientations"][0]["rank"] = 7


@edit(("notices", "82", "", "", "Fermé. famille"))
def a_notice(plain):
    plain["departments"]["82"]["notices"] = [{"text": "Fermé.", "families": ["famille"]}]


@edit(
    ("status", "etudes", "", "non", "possible"),
    ("status", "travail", "", "non", "possible"),
    ("orientation", "rien", "", "non", "peut-être"),
)
def an_answer_that_may_not_be_known(plain):
    plain["questions"][1]["allow_unknown"] = True


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_makes_its_change(name):
    function, expected = EDITS[name]
    before, plain = rule_set_from_plain(sound()), sound()
    function(plain)
    after = rule_set_from_plain(plain)
    result = differences(before, after, TODAY)
    assert result.unfinished == ()
    found = [(one.decision, one.subject, one.item, one.before, one.after) for one in result.changes]
    assert sorted(found) == sorted(expected)
