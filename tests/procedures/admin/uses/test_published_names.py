"""« Renommer » what is published: visitors and the départements' parts go on."""

import pytest

from procedures import models
from procedures.admin.uses.addresses import KINDS, renaming_url
from procedures.drafting.changing import renaming
from procedures.engine.errors import InvalidCatalogue
from procedures.engine.schema.serialization import check_plain
from procedures.exchange import plain_from_database
from procedures.publishing.editions import in_memory, publisher
from tests import factories
from tests.procedures.admin.addresses import page
from tests.procedures.admin.forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def published():
    """An edition in which the 82 uses a name of each kind."""
    models.DerivedFact.objects.create(key="etudiant", kind="yes_no").rules.create(
        value=True, when={"situation": "etudes"}
    )
    group = models.Group.objects.create(key="actifs", fact="situation", values=["travail"])
    document = factories.make_document(key="bail")
    channel = models.Channel.objects.get(department__code="82")
    channel.when = {
        "any": [
            {"etudiant": True},
            {"situation": ["etudes"]},
            {"situation": {"in_group": "actifs"}},
        ]
    }
    channel.save()
    override = models.Override.objects.get(department__code="82")
    entry = models.DocumentEntry.objects.create(override=override, document=document)
    models.Case.objects.create(
        key="awa",
        file="essais",
        department=models.Department.objects.get(code="82"),
        answers={"situation": "etudes", "age": 20},
        expect={"procedures": ["renouvellement"], "documents": {"exclude": ["bail"]}},
    )
    assert check_plain(plain_from_database()) == []
    publisher.publish()
    in_memory.refresh()
    return {"group": group, "document": document, "entry": entry}


def rename(client, row, name, **more):
    return client.post(renaming_url(row), {"nom": name, **more})


def row_of(kind):
    found = {"choice": {"value": "etudes"}, "question": {"key": "situation"}}
    return KINDS[kind].objects.filter(**found.get(kind, {})).last()


def held():
    in_memory.refresh()
    return in_memory.edition_in_force().rule_set


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "fee"])
def test_published_name_changes_and_the_former_one_is_kept(client_of, published, kind):
    row = row_of(kind)
    former = renaming.name_of(row).key
    client = client_of("national", role="redaction")
    response = rename(client, row, "autre_nom")
    assert "parts" in response.context["follows"]
    assert rename(client, row, "autre_nom", confirmer="oui").status_code == 302
    row.refresh_from_db()
    assert renaming.name_of(row).key == "autre_nom"
    assert row.formerly == [former]


@pytest.mark.parametrize(
    ("kind", "said"), [("question", "answers"), ("choice", "answers"), ("procedure", "links")]
)
def test_preview_says_what_visitors_keep(client_of, published, kind, said):
    response = rename(client_of("national"), row_of(kind), "autre_nom")
    assert said in response.context["follows"]
    assert "ancien" in response.content.decode()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "fee"])
def test_national_part_is_published_alone_and_others_follow(published, kind):
    """The 82 has published the former name: it goes on, and publishes the new one when it likes."""
    renaming.rename(row_of(kind), "autre_nom", None)
    assert publisher.publish(only="national").changed == ("national",)
    first = held()
    assert publisher.publish(only="82").changed == ("82",)
    second = held()
    assert first.departments["82"] == second.departments["82"]
    assert first.renamed == second.renamed


def test_department_waits_for_the_national_part(published):
    renaming.rename(row_of("procedure"), "autre_nom", None)
    with pytest.raises(InvalidCatalogue, match="autre_nom"):
        publisher.publish(only="82")


def test_cases_of_departments_follow(published):
    renaming.rename(row_of("question"), "autre_nom", None)
    renaming.rename(row_of("choice"), "autre_valeur", None)
    renaming.rename(row_of("procedure"), "autre_demarche", None)
    renaming.rename(published["document"], "autre_piece", None)
    number = publisher.publish(only="national").edition.number
    (case,) = in_memory.plain_of(number)["cases"]
    assert case["answers"] == {"autre_nom": "autre_valeur", "age": 20}
    assert case["expect"] == {
        "procedures": ["autre_demarche"],
        "documents": {"exclude": ["autre_piece"]},
    }


def test_edition_of_the_past_reads_as_it_was(published):
    before = in_memory.load(1).rule_set
    renaming.rename(row_of("question"), "autre_nom", None)
    publisher.publish(only="national")
    assert in_memory.load(1).rule_set.questions == before.questions
    assert in_memory.load(1).rule_set.departments == before.departments


def test_names_follow_one_another(published):
    row = row_of("question")
    for name in ("deuxieme", "troisieme"):
        renaming.rename(row, name, None)
        publisher.publish()
        row.refresh_from_db()
    assert row.formerly == ["situation", "deuxieme"]
    assert held().renamed.questions == {"situation": "troisieme", "deuxieme": "troisieme"}


def test_name_that_comes_back_leaves_the_list(published):
    row = row_of("procedure")
    renaming.rename(row, "deuxieme", None)
    publisher.publish()
    row.refresh_from_db()
    renaming.rename(row, "renouvellement", None)
    row.refresh_from_db()
    assert (row.key, row.formerly) == ("renouvellement", ["deuxieme"])
    assert check_plain(plain_from_database()) == []


def test_name_that_no_edition_had_is_forgotten(published):
    row = row_of("procedure")
    for name in ("faute", "bon"):
        renaming.rename(row, name, None)
        row.refresh_from_db()
    assert row.formerly == ["renouvellement"]
    added = factories.make_question(key="nouvelle")
    renaming.rename(added, "autre_nom", None)
    added.refresh_from_db()
    assert added.formerly == []


def test_value_that_is_no_plain_name_is_kept_too(published):
    choice = factories.make_choice(question=row_of("question"), value="été « 2 » \\ _")
    publisher.publish()
    renaming.rename(choice, "ete", None)
    choice.refresh_from_db()
    assert choice.formerly == ["été « 2 » \\ _"]


@pytest.mark.parametrize("kind", ["question", "choice", "procedure", "derivedfact"])
def test_former_name_is_taken(client_of, published, kind):
    renaming.rename(row_of("question" if kind == "derivedfact" else kind), "autre_nom", None)
    other = {
        "question": lambda: models.Question.objects.get(key="age"),
        "derivedfact": lambda: models.DerivedFact.objects.get(),
        "choice": lambda: models.Choice.objects.get(value="travail"),
        "procedure": factories.make_procedure,
    }[kind]()
    former = {"choice": "etudes", "procedure": "renouvellement"}.get(kind, "situation")
    before = plain_from_database()
    response = rename(client_of("national"), other, former, confirmer="oui")
    assert "ancien identifiant" in str(response.context["form"].errors)
    assert plain_from_database() == before


def test_former_name_given_to_a_new_entry_blocks_the_publication(published):
    renaming.rename(row_of("question"), "autre_nom", None)
    factories.make_question(key="situation")
    with pytest.raises(InvalidCatalogue, match="ancien identifiant"):
        publisher.publish()


def test_form_of_an_entry_leaves_its_former_names(client_of, published):
    row = row_of("procedure")
    renaming.rename(row, "autre_nom", None)
    client = client_of("national")
    data = form_data(client.get(page(row))) | {"title_0": "Un autre titre", "formerly": "[]"}
    client.post(page(row), data)
    row.refresh_from_db()
    assert row.formerly == ["renouvellement"]


@pytest.mark.parametrize("parts", [("82",), ("82", "34")])
def test_agents_of_departments_rename_nothing_that_is_published(client_of, published, parts):
    before = plain_from_database()
    for kind in KINDS:
        row = row_of(kind)
        if row is not None:
            response = rename(client_of(*parts), row, "autre_nom", confirmer="oui")
            assert response.status_code == 403
    assert plain_from_database() == before
