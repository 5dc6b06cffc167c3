"""What a person gets: ranks, certainty, channels, documents, windows, notices."""

import pytest

from procedures.engine.evaluation import evaluate as engine_evaluate

from .builders import TODAY, evaluate, make_procedure, make_question, make_rules

COMMUNE = make_question("commune", "commune", allow_unknown=True)
STUDENT = make_question("etudiant", allow_unknown=True)
DOCUMENTS = [{"id": one, "title": one} for one in ("passeport", "photos", "ephoto", "bail")]


def procedures(result):
    return {one["id"]: one for one in result["procedures"]}


def test_the_best_ranked_certain_procedure_is_recommended_and_others_are_not():
    rules = make_rules(
        STUDENT,
        procedures=[
            make_procedure("generale", rank=20),
            make_procedure("precise", rank=10, when={"etudiant": True}),
            make_procedure("derniere", rank=30, when={"etudiant": False}),
        ],
    )
    result = evaluate(rules, {"etudiant": True})
    assert [(one["id"], one["recommended"]) for one in result["procedures"]] == [
        ("precise", True),
        ("generale", False),
    ]
    unknown = evaluate(rules, {"etudiant": None})
    assert [(one["id"], one["certainty"], one["recommended"]) for one in unknown["procedures"]] == [
        ("generale", "certain", True),
        ("precise", "possible", False),
    ]
    assert procedures(unknown)["precise"]["depends_on"] == ["etudiant"]
    assert unknown["next_question"] is None


def test_a_possible_procedure_that_a_certain_one_beats_is_not_listed():
    rules = make_rules(
        STUDENT,
        procedures=[
            make_procedure("generale", rank=10),
            make_procedure("precise", rank=20, when={"etudiant": True}),
        ],
    )
    assert list(procedures(evaluate(rules, {}))) == ["generale"]


def test_because_names_the_answered_questions_that_the_condition_reads():
    derived = {"key": "jeune", "kind": "yes_no", "rules": [{"value": True, "when": {"age": 1}}]}
    rules = make_rules(
        make_question("age", "integer"),
        STUDENT,
        make_question("autre"),
        derived_facts=[derived],
        procedures=[make_procedure("p", when={"etudiant": True, "jeune": True})],
    )
    result = evaluate(rules, {"age": 1, "etudiant": True, "autre": True})
    assert procedures(result)["p"]["because"] == ["age", "etudiant"]


LOCAL = {
    "82": {
        "code": "82",
        "channels": [
            {"kind": "postal"},
            {"kind": "counter", "for": {"families": ["famille"]}},
            {"kind": "email", "for": {"procedures": ["p"]}, "when": {"arrondissement": "821"}},
        ],
    },
    "national": {"code": "national", "channels": [{"kind": "anef", "for": {"procedures": ["p"]}}]},
}
ARRONDISSEMENTS = {"82033": "821", "82121": "822"}


@pytest.mark.parametrize(
    ("commune", "channel"),
    [
        ("82033", "email"),  # names the procedure
        ("82121", "counter"),  # its family
        ("34172", "anef"),  # national: this département has no entry
    ],
)
def test_the_closest_channel_that_holds_is_found(commune, channel):
    rules = make_rules(
        COMMUNE,
        departments=LOCAL,
        procedures=[make_procedure("p")],
        arrondissements=ARRONDISSEMENTS,
    )
    assert procedures(evaluate(rules, {"commune": commune}))["p"]["channel"]["kind"] == channel


def test_the_commune_is_needed_only_where_some_departement_decides():
    national = {"national": {"code": "national", "channels": [{"kind": "anef"}]}}
    everywhere = make_rules(COMMUNE, departments=national, procedures=[make_procedure("p")])
    result = evaluate(everywhere, {})
    assert result["next_question"] is None
    assert procedures(result)["p"]["channel"]["kind"] == "anef"
    somewhere = make_rules(COMMUNE, departments=LOCAL, procedures=[make_procedure("p")])
    result = evaluate(somewhere, {})
    assert result["next_question"] == "commune"
    assert procedures(result)["p"]["channel"] is None


def test_an_arrondissement_that_the_table_lacks_stays_unknown():
    rules = make_rules(COMMUNE, departments=LOCAL, procedures=[make_procedure("p")])
    result = evaluate(rules, {"commune": "82999"})
    assert procedures(result)["p"]["channel"] is None
    assert result["next_question"] is None


def test_documents_follow_the_channel_and_the_override():
    lines = [
        {"document": "passeport"},
        {"document": "ephoto", "when": {"channel": "anef"}},
        {"document": "photos", "when": {"not": {"channel": "anef"}}},
    ]
    department = {
        "code": "82",
        "channels": [{"kind": "postal"}],
        "overrides": [
            {"procedure": "p", "add_documents": ["bail"], "drop_documents": ["passeport"]}
        ],
    }
    national = {"code": "national", "channels": [{"kind": "anef"}]}
    rules = make_rules(
        COMMUNE,
        documents=DOCUMENTS,
        departments={"82": department, "national": national},
        procedures=[make_procedure("p", documents=lines)],
    )

    def shown(commune):
        result = procedures(evaluate(rules, {"commune": commune}))["p"]
        return {one["id"]: one["certainty"] for one in result["documents"]}

    assert shown("82121") == {"photos": "certain", "bail": "certain"}
    assert shown("34172") == {"passeport": "certain", "ephoto": "certain"}
    assert shown(None) == dict.fromkeys(("passeport", "ephoto", "photos", "bail"), "possible")


def test_without_a_channel_its_tests_are_false():
    lines = [{"document": "photos", "when": {"not": {"channel": "anef"}}}]
    rules = make_rules(
        COMMUNE, documents=DOCUMENTS, procedures=[make_procedure("p", documents=lines)]
    )
    result = procedures(evaluate(rules, {"commune": "34172"}))["p"]
    assert result["channel"] is None
    assert [one["id"] for one in result["documents"]] == ["photos"]


def test_drop_documents_leaves_the_parts_of_a_choice():
    lines = [{"one_of": ["passeport", "bail"], "group": "Au choix"}]
    override = {"procedure": "p", "drop_documents": ["passeport"]}
    rules = make_rules(
        COMMUNE,
        documents=DOCUMENTS,
        departments={"82": {"code": "82", "overrides": [override]}},
        procedures=[make_procedure("p", documents=lines)],
    )
    (line,) = procedures(evaluate(rules, {"commune": "82121"}))["p"]["documents"]
    assert line == {"id": None, "one_of": ["passeport", "bail"], "certainty": "certain"}


def test_a_window_counts_days_and_months_from_its_date():
    window = {"from": {"fact": "fin", "days": -120}, "to": {"fact": "fin", "months": -2}}
    step = {"id": "deposer", "text": "Déposer.", "window": window}
    rules = make_rules(
        make_question("fin", "date", allow_unknown=True),
        procedures=[make_procedure("p", steps=[step])],
    )
    known = procedures(evaluate(rules, {"fin": "2027-05-15"}))["p"]["steps"][0]
    assert (known["from"], known["to"]) == ("2027-01-15", "2027-03-15")
    unknown = procedures(evaluate(rules, {"fin": None}))["p"]["steps"][0]
    assert (unknown["from"], unknown["to"]) == (None, None)


def test_notices_show_on_their_days_for_their_families():
    notices = [
        {"text": "Fermé", "from": "2026-11-24", "until": "2026-11-24"},
        {"text": "Passé", "until": "2026-11-23"},
        {"text": "À venir", "from": "2026-11-25"},
        {"text": "Ailleurs", "families": ["autre"]},
        {"text": "Ici", "families": ["famille"]},
    ]
    rules = make_rules(
        COMMUNE,
        departments={"82": {"code": "82", "notices": notices}},
        procedures=[
            make_procedure("p"),
            make_procedure("q", family="autre", rank=9, when={"commune": "01001"}),
        ],
    )
    result = evaluate(rules, {"commune": "82121"})
    assert [one["text"] for one in result["notices"]] == ["Fermé", "Ici"]


def test_urgent_orientations_come_first():
    def make(name, rank, **more):
        return {"id": name, "rank": rank, "title": name, "text": name, **more}

    rules = make_rules(
        STUDENT,
        orientations=[
            make("fin", 90),
            make("urgence", 50, urgent=True),
            make("etudes", 10, when={"etudiant": True}),
        ],
    )
    result = evaluate(rules, {"etudiant": None})
    assert [(one["id"], one["certainty"]) for one in result["orientations"]] == [
        ("urgence", "certain"),
        ("etudes", "possible"),
        ("fin", "certain"),
    ]


def test_why_not_names_the_tests_that_failed_with_the_answers():
    rules = make_rules(
        STUDENT,
        make_question("age", "integer"),
        procedures=[make_procedure("p", when={"etudiant": True, "not": {"age": {"gte": 26}}})],
    )
    found = evaluate(rules, {"etudiant": True, "age": 30}, explain="p")["why_not"]
    (test,) = found["tests"]
    assert (test["fact"], test["operator"], test["operand"]) == ("age", "gte", 26)
    assert (test["expected"], test["value"]) == (False, 30)
    assert found["answers"] == {"etudiant": True, "age": 30}
    assert TODAY


def test_possible_procedures_of_every_track_follow_by_rank():
    rules = make_rules(
        make_question("x"),
        procedures=[
            make_procedure(name, rank, {"x": True}, track=track)
            for name, rank, track in (("a", 9, "un"), ("b", 3, "deux"), ("c", 5, "un"))
        ],
    )
    listed = [one["id"] for one in evaluate(rules, {})["procedures"]]
    assert listed == ["b", "c", "a"]
    listed = [(one["id"], one["recommended"]) for one in evaluate(rules, {"x": True})["procedures"]]
    assert listed == [("b", True), ("c", True), ("a", False)]


def test_the_departement_of_an_evaluation_is_the_persons():
    rules = make_rules(make_question("commune", "commune"))
    assert engine_evaluate(rules, {"commune": "34172"}, TODAY).department == "34"
    assert engine_evaluate(rules, {}, TODAY).department is None
