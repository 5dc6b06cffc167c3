"""« Où est-ce utilisé ? » and « Renommer », as agents see them."""

import pytest
from django.contrib.messages import get_messages

from procedures import models
from procedures.admin.uses.addresses import KINDS, renaming_url, uses_url
from procedures.drafting.changing import renaming
from procedures.drafting.changing.uses import section_of
from procedures.engine.schema.serialization import check_plain
from procedures.exchange import load_into_database, plain_from_database, read_folder
from procedures.publishing.editions import publisher
from tests import factories
from tests.procedures.admin.addresses import page
from tests.procedures.exchange.test_round_trip import SMALL

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def situation():
    return models.Question.objects.get(key="situation")


@pytest.fixture
def choice(situation):
    return situation.choices.get(value="etudes")


@pytest.fixture
def case():
    return models.Case.objects.create(
        key="awa",
        file="essais",
        persona="Awa",
        answers={"situation": "etudes", "age": 20},
        expect={"procedures": ["renouvellement"]},
    )


def rename(client, row, name, **more):
    return client.post(renaming_url(row), {"nom": name, **more})


def told(response):
    return [one for _, _, listed in response.context["groups"] for one in listed]


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_uses_are_said_in_words_with_the_page_that_holds_them(client_of, situation, case):
    response = client_of("82").get(uses_url(situation))
    procedure = models.Procedure.objects.get()
    rows = {(one.entry, one.where, one.url) for one in told(response)}
    assert rows == {
        ("Démarche « Une carte »", "condition", page(procedure)),
        ("Personne d'essai « Awa »", "réponses", page(case)),
    }
    assert any("« Oui »" in one.sentence for one in told(response))
    assert [title for title, *_ in response.context["groups"]] == ["Démarches", "Personnes d'essai"]


def test_a_value_is_not_that_of_another_question(client_of, choice, case):
    other = factories.make_choice(question=factories.make_question(kind="choice"), value="etudes")
    client = client_of("82")
    assert client.get(uses_url(choice)).context["count"] == 2
    assert client.get(uses_url(other)).context["count"] == 0


def test_places_of_other_departments_are_only_counted(client_of):
    procedure = models.Procedure.objects.get()
    response = client_of("82").get(uses_url(procedure))
    assert response.context["count"] == 2
    assert [one.where for one in told(response)] == ["démarche"]
    assert response.context["others"] == [("34", 1)]


def test_each_kind_of_entry_has_its_page(client_of):
    client = client_of("national")
    factories.make_fee()
    models.DerivedFact.objects.create(key="adulte", kind="yes_no")
    models.Group.objects.create(key="groupe", fact="situation", values=["etudes"])
    for model in KINDS.values():
        row = model.objects.first()
        assert client.get(uses_url(row)).status_code == 200
        assert client.get(renaming_url(row)).status_code == 200
        assert uses_url(row) in client.get(page(row)).content.decode()


def test_line_of_a_choice_leads_to_its_uses(client_of, situation, choice):
    assert uses_url(choice) in client_of("national").get(page(situation)).content.decode()


@pytest.mark.parametrize("address", ["utilisations", "renommer"])
@pytest.mark.parametrize("rest", ["site/1/", "question/99999/", "user/1/"])
def test_there_is_no_page_for_anything_else(client_of, address, rest):
    assert client_of("national").get(f"/admin/{address}/{rest}").status_code == 404


def test_renaming_is_shown_then_done_everywhere(client_of, situation, case):
    client = client_of("national", role="redaction", email="ana@example.org")
    response = rename(client, situation, "activite")
    assert response.context["sections"] == [("Démarches", 1), ("Personnes d'essai", 1)]
    situation.refresh_from_db()
    assert situation.key == "situation"
    assert rename(client, situation, "activite", confirmer="oui").status_code == 302
    situation.refresh_from_db()
    case.refresh_from_db()
    assert situation.key == "activite"
    assert case.answers == {"activite": "etudes", "age": 20}
    assert models.Procedure.objects.get().when == {"activite": "etudes"}
    changes = models.EntryChange.objects.all()
    assert {change.how for change in changes} == {"renommage"}
    assert {change.author.email for change in changes} == {"ana@example.org"}
    assert {change.section for change in changes} == {"questions", "procedures", "cases"}


def test_renaming_a_value_leaves_the_same_value_of_others(client_of, situation, choice, case):
    other = factories.make_question(kind="choice", key="autre")
    factories.make_choice(question=other, value="etudes")
    rename(client_of("national"), choice, "cours", confirmer="oui")
    case.refresh_from_db()
    assert case.answers["situation"] == "cours"
    assert other.choices.get().value == "etudes"
    assert models.Procedure.objects.get().when == {"situation": "cours"}


def test_renaming_keeps_rows_and_translations(client_of):
    document = models.Document.objects.get()
    document.set_translation("title", "ar", "جواز", models.TranslationStatus.REVIEWED)
    document.save()
    rename(client_of("national"), document, "passeport_valable", confirmer="oui")
    renamed = models.Document.objects.get()
    assert (renamed.pk, renamed.key) == (document.pk, "passeport_valable")
    path = plain_from_database()["translations"]["ar"]["documents.yaml"]
    assert list(path) == ["passeport_valable.title"]


@pytest.mark.parametrize(
    "name", ["", "Age", "é", "a b", "1a", "situation", "age", "today", "a" * 101, "a'; --"]
)
def test_bad_name_is_refused(client_of, situation, name):
    response = rename(client_of("national"), situation, name, confirmer="oui")
    assert response.context["form"].errors
    situation.refresh_from_db()
    assert situation.key == "situation"


def test_name_of_a_derived_fact_or_of_an_inquiry_is_taken(client_of, situation):
    models.DerivedFact.objects.create(key="adulte", kind="yes_no")
    factories.make_question(key="avis", inquiry=factories.make_inquiry())
    client = client_of("national")
    for name in ("adulte", "avis"):
        assert rename(client, situation, name).context["form"].errors


@pytest.mark.parametrize("key", ["commune", "birth_date"])
def test_name_that_the_portal_knows_stays(client_of, key):
    question = factories.make_question(key=key)
    response = rename(client_of("national"), question, "autre_nom", confirmer="oui")
    assert response.context["reason"]
    question.refresh_from_db()
    assert question.key == key


def test_country_code_stays(client_of):
    country = factories.make_choice(
        question=factories.make_question(key="pays", kind="country"), value="XK"
    )
    response = rename(client_of("national"), country, "kosovo", confirmer="oui")
    assert "code de pays" in response.context["reason"]
    country.refresh_from_db()
    assert country.value == "XK"


@pytest.mark.parametrize("parts", [("82",), ("82", "34")])
def test_agents_of_departments_rename_nothing(client_of, situation, parts):
    client = client_of(*parts)
    assert client.get(uses_url(situation)).context["renaming_url"] == ""
    assert client.get(renaming_url(situation)).status_code == 403
    assert rename(client, situation, "activite", confirmer="oui").status_code == 403
    situation.refresh_from_db()
    assert situation.key == "situation"


def test_readers_rename_nothing(client_of, situation):
    client = client_of("national", role="consultation")
    assert client.get(uses_url(situation)).status_code == 200
    assert rename(client, situation, "activite", confirmer="oui").status_code == 403


def test_pages_are_for_agents(client_of, situation):
    assert client_of(is_staff=True).get(uses_url(situation)).status_code == 403


def test_name_that_is_not_published_yet_can_change(client_of, situation):
    publisher.publish()
    client = client_of("national")
    added = factories.make_choice(question=situation, value="retraite")
    question = factories.make_question(key="nouvelle")
    for row in (added, question):
        assert rename(client, row, "autre_nom", confirmer="oui").status_code == 302


def test_document_that_is_published_can_be_renamed(client_of):
    publisher.publish()
    document = models.Document.objects.get()
    assert rename(client_of("national"), document, "titre", confirmer="oui").status_code == 302
    assert models.Document.objects.get().key == "titre"


def test_nothing_stays_of_a_renaming_that_fails(client_of, situation, case, monkeypatch):
    before = plain_from_database()
    monkeypatch.setattr(renaming, "renamed", lambda plain, name, new: plain)
    client = client_of("national")
    response = rename(client, situation, "activite", confirmer="oui")
    assert "Rien n'est changé" in said(response)
    assert plain_from_database() == before
    assert not models.EntryChange.objects.exists()


def test_every_name_of_a_catalogue_can_change(db):
    models.Department.objects.all().delete()
    load_into_database(read_folder(SMALL))
    before = check_plain(plain_from_database())
    for kind, model in KINDS.items():
        for row in (
            model.objects.exclude(key="commune") if kind != "choice" else model.objects.all()
        ):
            column = "value" if kind == "choice" else "key"
            renaming.rename(row, f"{getattr(row, column).lower()}_bis", None)
    assert len(check_plain(plain_from_database())) == len(before)
    assert not models.Question.objects.exclude(key="commune").exclude(key__endswith="_bis").exists()


def test_every_file_of_a_catalogue_has_its_words():
    """A name used by a promise made the page fail."""
    files = [str(path.relative_to(SMALL)) for path in SMALL.rglob("*.yaml")]
    assert "invariants.yaml" in files
    for file in files:
        if not file.startswith(("translations/", "enquetes/")):
            assert section_of(file, "x")
