"""« Après le dépôt »: the proof, the silence, the appeal and the other way are asked, and kept."""

import pytest

from procedures import models
from procedures.drafting.writing import starting
from procedures.publishing.editions import publisher

from .guided import START, address, begin, save, state

pytestmark = pytest.mark.usefixtures("catalogue")

TYPED = {
    "meanwhile_text_fr": "L'attestation de dépôt prouve la demande.",
    "processing_time_fr": "Sans réponse après 4 mois, c'est un refus.",
    "recourse": "Écrivez au tribunal dans les 2 mois.",
    "other_way": "Demandez à déposer au guichet.",
}


@pytest.fixture
def editor(client_of):
    """The client of an editor of the national content, who does not publish."""
    publisher.publish()
    return client_of("national", role="redaction", email="ben@example.org", full_name="Ben")


@pytest.fixture
def row(editor):
    """A procedure just begun, in the family of « renouvellement »."""
    return begin(editor, family=models.Procedure.objects.get(key="renouvellement").family)


def kept(row):
    row = models.Procedure.objects.get(pk=row.pk)
    steps = dict(row.steps.values_list("key", "text_fr"))
    return {
        "meanwhile_text_fr": row.meanwhile_text_fr or "",
        "processing_time_fr": row.processing_time_fr or "",
        "recourse": steps.get("recours", ""),
        "other_way": steps.get("substitution", ""),
    }


def fields(page):
    form = page.context["adminform"].form
    return {name: form[name].value() or "" for name in TYPED}


@pytest.mark.parametrize(
    ("button", "leads"),
    [("_continuer", "carte"), ("_precedent", "ou"), ("_sortir", None)],
)
def test_each_button_keeps_the_four_answers(editor, row, button, leads):
    sent = save(editor, row, "suite", button=button, **TYPED)
    assert sent.url == (address(row, leads) if leads else START)
    assert kept(row) == TYPED == fields(editor.get(address(row, "suite")))
    assert state(row, "suite").words == "4 réponses sur 4"
    # They are steps as others are, which the page of the steps saves without harm.
    save(editor, row, "etapes")
    assert kept(row) == TYPED


def test_an_error_loses_nothing_that_was_typed(editor, row):
    models.Procedure.objects.filter(pk=row.pk).update(processing_time_fr="Un autre agent.")
    page = editor.post(address(row, "suite"), TYPED | {"_continuer": "oui"})
    assert page.status_code == 200
    assert fields(page) == TYPED
    assert kept(row) == dict.fromkeys(TYPED, "") | {"processing_time_fr": "Un autre agent."}


def test_what_most_of_the_family_say_is_proposed_then_what_any_family_says(editor, row):
    near = models.Procedure.objects.get(key="renouvellement")
    near.processing_time_fr, near.meanwhile_text_fr = "Silence : refus.", "Le récépissé."
    near.save()
    far = starting.start(title="Ailleurs", family="ailleurs")
    models.Procedure.objects.filter(pk=far.pk).update(draft=False, processing_time_fr="Loin.")
    for procedure, key, text in (
        (near, "recours", "Le tribunal d'ici."),
        (far, "recours", "Le tribunal d'ailleurs."),
        (far, "substitution", "Le guichet d'ailleurs."),
    ):
        models.Step.objects.create(procedure=procedure, key=key, text_fr=text, position=9)
    said = {
        "meanwhile_text_fr": "Le récépissé.",
        "processing_time_fr": "Silence : refus.",
        "recourse": "Le tribunal d'ici.",
        "other_way": "Le guichet d'ailleurs.",
    }
    assert fields(editor.get(address(row, "suite"))) == said
    assert kept(row) == dict.fromkeys(TYPED, "")
    save(editor, row, "suite")
    assert kept(row) == said


def test_what_is_emptied_stays_empty_and_is_no_step_any_more(editor, row):
    save(editor, row, "suite", **TYPED)
    far = models.Procedure.objects.get(key="renouvellement")
    models.Step.objects.create(procedure=far, key="recours", text_fr="Le tribunal.", position=9)
    save(editor, row, "suite", recourse="")
    page = editor.get(address(row, "suite"))
    assert fields(page) == kept(row) == TYPED | {"recourse": ""}
    assert "« Le tribunal. »" in page.context["adminform"].form.fields["recourse"].help_text


def test_what_a_promise_keeps_from_somebody_is_no_proposal(editor, row):
    near = models.Procedure.objects.get(key="renouvellement")
    models.Procedure.objects.filter(family=near.family).update(meanwhile_text_fr="Ne sortez pas.")
    assert starting.proposed(row)["meanwhile_text_fr"] == "Ne sortez pas."
    models.Invariant.objects.create(key="dehors", title="Dehors", never_words=["ne sortez"])
    assert starting.proposed(row)["meanwhile_text_fr"] == ""
