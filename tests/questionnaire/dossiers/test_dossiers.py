"""A member consults for somebody, saves it under a reference, and finds it again."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from questionnaire.dossiers import dossier_page
from questionnaire.models import Dossier
from tests.questionnaire.samples import STORED
from tests.questionnaire.visitor import Visitor
from tests.raw_rows import rows_of

from .conftest import opened, version_in

CHILDLESS = {"family": ["conjoint"]}


def text_of(response):
    return response.content.decode()


def reopen(client, dossier, **sent):
    visitor = Visitor(client)
    visitor.follow(client.post(f"/dossiers/dossier/{dossier.code}/rouvrir/", sent))
    visitor.id = visitor.page.split("/")[3]
    return visitor


def test_consulting_for_somebody_speaks_of_the_person(rive, edition):
    visitor = Visitor(rive.clients["bilal"])
    visitor.follow(rive.clients["bilal"].post("/dossiers/nouveau/"))
    assert "Où vit la personne ?" in visitor.text.replace("\xa0", " ")


def test_answer_is_saved_under_a_reference_and_leaves_the_device(rive, consult):
    client = rive.clients["bilal"]
    visitor = consult(client)
    visitor.open("resultat")
    assert f"/dossiers/enregistrer/{visitor.id}/" in visitor.text
    response = client.post(
        f"/dossiers/enregistrer/{visitor.id}/", {"reference": "K-2026-014", "note": "revient lundi"}
    )
    dossier = Dossier.objects.get()
    assert response.headers["Location"] == f"/dossiers/dossier/{dossier.code}/"
    card, content = opened(dossier)
    assert (card.reference, card.note, dossier.holder) == (
        "K-2026-014",
        "revient lundi",
        rive.member("bilal"),
    )
    assert content.answers["age"] == 24
    assert client.cookies[f"run_{visitor.id}"].value == ""
    page = text_of(client.get(response.headers["Location"]))
    assert "K-2026-014" in page
    assert "24" in page
    assert "revient lundi" in page


def test_database_tells_neither_reference_nor_answer_nor_note(rive, keep):
    """Every table is searched: what is kept of a session or of a visit too."""
    dossier = keep(rive.clients["bilal"], "Zanzibar-7", "attend un courrier")
    page = f"/dossiers/dossier/{dossier.code}/"
    rive.clients["awa"].get(page)
    rive.clients["awa"].post(page, {"note": "attend un autre courrier"})
    words = ("zanzibar", "courrier", "renouvellement", "enfant")
    # The words of the interface, and the name that an account has, are in tables of their own.
    words_of_acts = (*words, "bilal")
    found = [
        (table, word)
        for table, rows in every_row()
        for word in (words_of_acts if table.startswith("questionnaire_") else words)
        if word in rows.casefold()
    ]
    assert found == []


def every_row():
    """Yield each table of the database with all that it holds, sessions opened."""
    for table in connection.introspection.table_names():
        yield table, str(rows_of(table))
    yield "the sessions", str([one.get_decoded() for one in Session.objects.all()])


def test_visitors_and_agents_are_not_offered_to_save(agent, edition):
    for client in (Client(), agent):
        visitor = Visitor(client).start(assisted="1").answer_all()
        visitor.open("resultat")
        assert "/dossiers/" not in visitor.text


def test_result_of_a_visitor_asks_the_database_nothing(edition, django_assert_num_queries, db):
    visitor = Visitor(Client()).start().answer_all()
    visitor.open("resultat")
    with django_assert_num_queries(0):
        visitor.open("resultat")


NAMING = (
    "awa@exemple.org",
    "awa (at) exemple",
    "06 12 34 56 78",
    "06.12.34.56.78",
    "+33 6 12 34 56 78",
    "0033-612345678",
    "9912345678",
    "99 1234 5678",
    "dossier n°7503123456",
    "٠٦١٢٣٤٥٦٧٨",
    "06\u200b12\u200b34\u200b56\u200b78",
)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        *(("reference", text) for text in NAMING),
        ("note", NAMING[0]),
        *(pytest.param("note", text, marks=pytest.mark.whole) for text in NAMING[1:]),
    ],
)
def test_what_names_somebody_is_refused_and_nothing_is_lost(rive, consult, field, text):
    client = rive.clients["bilal"]
    visitor = consult(client)
    sent = {"reference": "A-1", "note": "à revoir", field: text}
    response = client.post(f"/dossiers/enregistrer/{visitor.id}/", sent)
    assert response.status_code == 422
    assert "N’écrivez" in text_of(response)
    assert sent["reference" if field == "note" else "note"] in text_of(response)
    assert not Dossier.objects.exists()
    visitor.open("resultat")


@pytest.mark.parametrize("text", ["K-2026-014", "2026/0043", "Rdv le 12/01/2027 à 14h30"])
def test_references_and_days_are_no_numbers(rive, keep, text):
    assert keep(rive.clients["bilal"], text, text)


def test_note_is_short(rive, consult):
    client = rive.clients["bilal"]
    visitor = consult(client)
    sent = {"reference": "A-1", "note": "x" * 501}
    response = client.post(f"/dossiers/enregistrer/{visitor.id}/", sent)
    assert (response.status_code, "500 caractères" in text_of(response)) == (422, True)


def test_two_dossiers_never_share_a_reference(rive, other, keep, consult):
    keep(rive.clients["bilal"], "A-1")
    visitor = consult(rive.clients["awa"])
    response = rive.clients["awa"].post(
        f"/dossiers/enregistrer/{visitor.id}/", {"reference": "a-1"}
    )
    assert "a déjà cette référence" in text_of(response)
    keep(other.clients["chen"], "A-1")
    assert Dossier.objects.count() == 2


def test_consultations_in_tabs_never_mix(rive, keep, edition):
    client = rive.clients["bilal"]
    first, second = (Visitor(client).follow(client.post("/dossiers/nouveau/")) for _ in range(2))
    for one in (first, second):
        one.id = one.page.split("/")[3]
    for keys in (("residence", "nationality", "commune"),):
        for key in keys:
            first.answer(key)
            second.answer(key)
    first.answer(age={"reponse": "31"})
    second.answer(age={"reponse": "52"})
    first.open("verifier").follow(client.get(first.page))
    for one, reference in ((second, "deux-2"), (first, "un-1")):
        one.follow(client.get(f"/fr/demarche/{one.id}/"))
        one.answer_all()
        client.post(f"/dossiers/enregistrer/{one.id}/", {"reference": reference})
    kept = {card.reference: content.answers for card, content in map(opened, Dossier.objects.all())}
    # The pages store what ``consult`` stores without them.
    assert kept == {"un-1": {**STORED, "age": 31}, "deux-2": {**STORED, "age": 52}}


def test_what_would_change_is_told_and_nothing_is_kept(rive, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    before = opened(dossier)
    visitor = reopen(client, dossier, question="family")
    assert visitor.place == "family"
    visitor.send("family", reponse=CHILDLESS["family"])
    visitor.answer_all()
    visitor.open("resultat")
    assert "Voir ce qui change dans le dossier" in visitor.text
    page = text_of(client.get(f"/dossiers/enregistrer/{visitor.id}/"))
    assert "Cette démarche n’est plus proposée" in page
    dossier.refresh_from_db()
    assert opened(dossier) == before


def test_changed_answer_is_saved_in_the_same_dossier(rive, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1", "revient lundi")
    visitor = reopen(client, dossier, question="age").answer(age={"reponse": "30"}).answer_all()
    page = client.get(f"/dossiers/enregistrer/{visitor.id}/")
    assert "revient lundi" in text_of(page)
    sent = {"reference": "A-1", "note": "revient mardi", "version": version_in(page)}
    client.post(f"/dossiers/enregistrer/{visitor.id}/", sent)
    card, content = opened(Dossier.objects.get())
    assert (card.note, content.answers["age"]) == ("revient mardi", 30)


def test_dossier_is_handed_over(rive, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    client.post(f"/dossiers/dossier/{dossier.code}/transmettre/", {"member": rive.member("awa").pk})
    dossier.refresh_from_db()
    assert dossier.holder == rive.member("awa")
    assert "Suivi par Awa" in text_of(client.get(f"/dossiers/dossier/{dossier.code}/"))


def test_receiver_of_a_dossier_is_told_until_they_open_it(rive, keep):
    awa, bilal = rive.clients["awa"], rive.clients["bilal"]
    dossier, other = keep(bilal, "A-1"), keep(bilal, "B-2")
    mine = {"holder": f"handed-{rive.member('awa').pk}"}
    page, told = f"/dossiers/dossier/{dossier.code}/", "1 dossier vous a été transmis."
    bilal.post(f"{page}transmettre/", {"member": rive.member("awa").pk})
    # Who hands it over and reads it again has not read it for the receiver.
    bilal.get(page)
    assert told in text_of(awa.get("/dossiers/"))
    assert told not in text_of(bilal.get("/dossiers/"))
    found = awa.post("/dossiers/", mine)
    assert [one.card.reference for one in found.context["page"]] == ["A-1"]
    assert "Transmis par Bilal" in text_of(found)
    awa.get(page)
    assert "transmis" not in text_of(awa.get("/dossiers/")).replace("Transmis à moi", "")
    assert not awa.post("/dossiers/", mine).context["page"].object_list
    # Who takes a dossier knows it.
    awa.post(f"/dossiers/dossier/{other.code}/transmettre/", {"member": rive.member("awa").pk})
    assert not awa.post("/dossiers/", mine).context["page"].object_list


def test_dossier_is_handed_to_members_only(rive, other, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    for member in (other.member("chen").pk, "x", "", "²", "9" * 5_000):
        sent = {"member": member}
        response = client.post(f"/dossiers/dossier/{dossier.code}/transmettre/", sent)
        assert response.status_code == 404


def test_dossier_stays_when_its_holder_goes(rive, keep):
    dossier = keep(rive.clients["bilal"], "A-1")
    rive.clients["awa"].post(f"/dossiers/association/membre/{rive.member('bilal').pk}/retirer/")
    page = text_of(rive.clients["awa"].get(f"/dossiers/dossier/{dossier.code}/"))
    assert "A-1" in page


def test_dossier_is_deleted_once_somebody_says_so(rive, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    path = f"/dossiers/dossier/{dossier.code}/supprimer/"
    assert "Supprimer le dossier A-1" in text_of(client.get(path))
    assert Dossier.objects.exists()
    client.post(path)
    assert not Dossier.objects.exists()
    assert "Bilal a supprimé A-1" in text_of(
        rive.clients["awa"].get("/dossiers/association/journal/")
    )


def test_note_is_changed_on_the_page_with_the_same_refusals(rive, keep):
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1", "revient lundi")
    path = f"/dossiers/dossier/{dossier.code}/"
    assert client.post(path, {"note": "06 12 34 56 78"}).status_code == 422
    client.post(path, {"note": "revient mardi", "version": version_in(client.get(path))})
    dossier.refresh_from_db()
    assert opened(dossier)[0].note == "revient mardi"


def test_opening_a_dossier_is_noted(rive, keep):
    dossier = keep(rive.clients["bilal"], "A-1")
    before = timezone.now()
    rive.clients["awa"].get(f"/dossiers/dossier/{dossier.code}/")
    dossier.refresh_from_db()
    assert dossier.opened_at >= before
    page = text_of(rive.clients["awa"].get("/dossiers/association/journal/"))
    assert "Awa a ouvert A-1" in page
    assert "Bilal a enregistré A-1" in page


def test_opening_overwrites_nothing_that_a_colleague_saves(rive, keep, monkeypatch):
    dossier = keep(rive.clients["bilal"], "A-1", "avant")
    path = f"/dossiers/dossier/{dossier.code}/"
    version = version_in(rive.clients["awa"].get(path))
    Dossier.objects.update(edition=1)
    whole = dossier_page.review

    def saves_meanwhile(*args):
        monkeypatch.setattr(dossier_page, "review", whole)
        found = whole(*args)
        rive.clients["awa"].post(path, {"note": "après", "version": version})
        return found

    monkeypatch.setattr(dossier_page, "review", saves_meanwhile)
    rive.clients["bilal"].get(path)
    dossier.refresh_from_db()
    assert opened(dossier)[0].note == "après"
