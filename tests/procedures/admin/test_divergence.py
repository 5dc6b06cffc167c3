"""« Différences entre départements » shows each difference, its reason, and a person."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from procedures import models
from procedures.drafting import versions as drafts
from procedures.drafting.comparing import departments
from procedures.publishing.content import content_now
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import page

pytestmark = pytest.mark.usefixtures("catalogue")
URL = "/admin/differences/"


@pytest.fixture
def renewal():
    """A procedure of which the 82 drops a document, adds one, and says why; the 34 nothing."""
    factories.make_question(key="commune", kind="commune", text_fr="Où ?", position=9)
    models.Channel.objects.all().delete()
    procedure = models.Procedure.objects.get()
    for key, title in (("photo", "Photo"), ("quittance", "Quittance")):
        factories.make_document(key=key, title_fr=title)
    photo, quittance = (models.Document.objects.get(key=key) for key in ("photo", "quittance"))
    models.DocumentEntry.objects.create(procedure=procedure, document=photo)
    override = models.Override.objects.get(department__code="82")
    override.source_reference = "Note de service du 3 mars"
    override.source_checked_on = date(2026, 11, 2)
    override.save()
    models.DroppedDocument.objects.create(override=override, document=photo)
    models.DocumentEntry.objects.create(override=override, document=quittance)
    publisher.publish(today=date(2026, 11, 24))
    return procedure


def cells_of(response):
    """Return {(procedure, département): the marks of the matrix}."""
    return {
        (procedure.id, code): [one.mark for one in told]
        for _, rows in response.context["families"]
        for procedure, cells in rows
        for code, told in cells
    }


def detail_of(response):
    """Return {label: (national, {what is said: the départements that say it})}."""
    return {
        label: (there, {here: set(saids) for here, saids in alike})
        for label, there, alike in response.context["rows"]
    }


def test_matrix_shows_what_each_departement_adds_and_drops(client_of, renewal):
    cells = cells_of(client_of("82").get(URL))
    assert sorted(cells[renewal.key, "82"]) == ["+ pièce « Quittance »", "− pièce « Photo »"]
    assert cells[renewal.key, "34"] == []


def test_a_title_alone_proves_nothing_again(client_of, renewal, monkeypatch):
    client = client_of("82", "national")
    before = cells_of(client.get(URL))
    monkeypatch.setattr(departments, "_proved", None)
    words = {f"{key}_fr": f"Nouveau : {key}" for key in departments.UNREAD}
    models.Procedure.objects.filter(pk=renewal.pk).update(**words)
    response = client.get(URL)
    assert cells_of(response) == before
    assert "Nouveau : title" in response.content.decode()


def test_what_the_proofs_read_is_proved_again(client_of, renewal):
    client = client_of("82", "national")
    assert "− pièce « Photo »" in cells_of(client.get(URL))[renewal.key, "82"]
    models.DroppedDocument.objects.all().delete()
    assert cells_of(client.get(URL))[renewal.key, "82"] == ["+ pièce « Quittance »"]
    models.Document.objects.filter(key="quittance").update(title_fr="Quittance de loyer")
    assert cells_of(client.get(URL))[renewal.key, "82"] == ["+ pièce « Quittance de loyer »"]


@pytest.mark.parametrize(
    "change",
    [
        lambda: models.Channel.objects.create(
            department=models.Department.objects.get(code="82"), kind="email", url="mailto:a@b.fr"
        ),
        lambda: models.Procedure.objects.update(when={"situation": "travail"}),
        lambda: models.Procedure.objects.update(rank=997),
    ],
    ids=["a local channel", "a condition", "anything else of a procedure"],
)
def test_all_but_what_procedures_say_is_part_of_the_key(renewal, change):
    def key():
        return departments._read_by_proofs(content_now().plain)

    before = key()
    change()
    assert key() != before


def test_own_departement_comes_first(client_of, renewal):
    assert [code for code, _ in client_of("82").get(URL).context["departments"]] == ["82", "34"]
    assert [code for code, _ in client_of("34").get(URL).context["departments"]] == ["34", "82"]


def test_procedure_in_full_gives_the_reason_and_the_page(client_of, renewal):
    response = client_of("82").get(URL, {"demarche": renewal.key})
    assert detail_of(response) == {
        "Pièce « Photo »": ("demandée", {"pas demandée": {"82"}}),
        "Pièce « Quittance »": ("pas demandée", {"demandée": {"82"}}),
    }
    (said,) = {
        said
        for *_, alike in response.context["rows"]
        for _, by in alike
        for said in by.values()
        if "Photo" in said.label
    }
    assert said.reason == "Note de service du 3 mars, lu le 02/11/2026"
    assert said.url == page(models.Override.objects.get(department__code="82"))


def test_departements_that_say_the_same_stand_together(client_of, renewal):
    photo = models.Document.objects.get(key="photo")
    override = models.Override.objects.get(department__code="34")
    models.DroppedDocument.objects.create(override=override, document=photo)
    response = client_of("34", "82").get(URL, {"demarche": renewal.key})
    assert detail_of(response)["Pièce « Photo »"] == ("demandée", {"pas demandée": {"82", "34"}})


def test_local_words_and_channels_are_told(client_of, renewal):
    models.Override.objects.filter(department__code="34").update(notes_fr="Venez à 8 h.")
    department = models.Department.objects.get(code="34")
    channel = models.Channel.objects.create(
        department=department, kind="counter", source_reference="Page de la préfecture"
    )
    response = client_of("34", "82").get(URL, {"demarche": renewal.key})
    detail = detail_of(response)
    assert detail["Précisions de la préfecture"] == ("rien", {"Venez à 8 h.": {"34"}})
    told = detail["Comment déposer ou prendre rendez-vous"]
    assert told == ("aucun", {"guichet": {"34"}})
    assert cells_of(response)[renewal.key, "34"] == ["guichet", "précisions"]
    (said,) = (
        by["34"]
        for label, _, alike in response.context["rows"]
        for _, by in alike
        if label.startswith("Comment")
    )
    assert (said.reason, said.url) == ("Page de la préfecture", page(channel))


def test_person_shown_gets_the_difference(client_of, renewal):
    client = client_of("82")
    response = client.get(URL, {"demarche": renewal.key})
    (said,) = (
        by["82"]
        for label, _, alike in response.context["rows"]
        for _, by in alike
        if "Quittance" in label
    )
    answers = json.loads(said.witness)
    assert answers["commune"].startswith("82")
    tried = client.post("/admin/essayer/", {"action": "ouvrir", "reponses": said.witness})
    (table,) = tried.context["tables"]
    assert [row.label.text for row in dict(table.sections)["Pièces"]] == ["Quittance"]


def test_same_everywhere_is_said(client_of):
    models.Channel.objects.all().delete()
    response = client_of("82").get(URL, {"demarche": "renouvellement"})
    assert response.context["alike"] == 1
    assert "Cette démarche est la même partout." in response.content.decode()


def test_unknown_procedure_shows_the_matrix(client_of, renewal):
    response = client_of("82").get(URL, {"demarche": "inconnue"})
    assert response.status_code == 200
    assert response.context["chosen"] is None


def test_broken_catalogue_is_not_compared_and_says_why(client_of):
    models.Question.objects.filter(key="age").update(when={"nationalite": "FR"})
    assert client_of("82").get(URL).context["blocking"]


def test_it_is_computed_once(client_of, renewal, monkeypatch):
    client = client_of("82")
    client.get(URL)
    monkeypatch.setattr(drafts, "with_meaning", None)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(URL).status_code == 200
    assert len(queries) < 60


def test_accounts_without_a_part_do_not_see_it(client_of):
    assert client_of().get(URL).status_code == 403
