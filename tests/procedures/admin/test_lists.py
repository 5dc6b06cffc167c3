"""Lists make as many queries for many rows as for few, and their filters find."""

import pytest
from django.contrib import admin
from django.urls import reverse

from procedures import models
from tests import factories

from .addresses import listing

# Session, account, rights, two counts and the rows; with what a list prefetches and filters by.
MOST_QUERIES = 16
# The list of cases tries them on the working copy: one query a table, to know it and to read it.
MOST_QUERIES_OF = {models.Case: 110, models.ExamplePerson: 115}
ROWS = 12


def many_rows():
    for number in range(ROWS):
        document = factories.make_document()
        models.DocumentNote.objects.create(document=document, text_fr="Avec une apostille.")
        fee = factories.make_fee()
        models.FeeAmount.objects.create(fee=fee, starts_on="2026-05-01", amount=50)
        procedure = factories.make_procedure()
        step = factories.make_step(procedure=procedure)
        models.DocumentEntry.objects.create(procedure=procedure, document=document)
        models.Cost.objects.create(procedure=procedure, fee=fee)
        models.ProcedureWarning.objects.create(procedure=procedure, text_fr="Attention.")
        models.ProcedureStance.objects.create(procedure=procedure, stance="deposer")
        models.StepWarning.objects.create(step=step, text_fr="Attention.")
        department = factories.make_department(f"{number + 10}")
        override = factories.make_override(f"{number + 10}", procedure=procedure)
        models.DocumentEntry.objects.create(override=override, document=document)
        channel = models.Channel.objects.create(department=department, kind="postal")
        models.ChannelProcedure.objects.create(channel=channel, procedure=procedure)
        for model in (models.Site, models.Helper, models.WaitingTime):
            model.objects.create(department=department, name_fr="Accueil")
        models.Notice.objects.create(department=department, text_fr="Fermé.")
        factories.make_membership(f"{number + 10}")
        models.Role.objects.create(name=f"Autre rôle {number}")
        make_one_of_each(number)


def make_one_of_each(number):
    """Rows that need no other row of the list."""
    factories.make_choice()
    models.SecurityEvent.objects.create(kind="login", account=factories.make_user())
    orientation = models.Orientation.objects.create(
        key=f"orientation_{number}", rank=number, title_fr="Titre", text_fr="Texte"
    )
    models.OrientationLink.objects.create(
        orientation=orientation, text_fr="Lien", url="https://example.org/"
    )
    models.OrientationCall.objects.create(orientation=orientation, number="17", text_fr="Police")
    models.OrientationStep.objects.create(orientation=orientation, text_fr="Appelez.")
    fact = models.DerivedFact.objects.create(key=f"fact_{number}", kind="yes_no")
    models.DerivedRule.objects.create(derived_fact=fact, value=True)
    models.Group.objects.create(key=f"group_{number}", fact="age", values=["1"])
    models.Invariant.objects.create(key=f"invariant_{number}", title="Jamais", never_words=["x"])
    models.Case.objects.create(key=f"case_{number}", file="etudes")
    example = models.ExamplePerson.objects.create(
        key=f"example_{number}", case=f"case_{number}", title_fr="Titre", story_fr="Texte"
    )
    models.ExampleMoment.objects.create(example=example, text_fr="Elle cherche.")
    factories.make_between(number)
    factories.make_online_service(number)
    factories.make_authority(number)
    factories.make_inquiry()
    part = models.PublishedPart.objects.create(code="82", digest="0" * 64, content={})
    edition = models.Edition.objects.create(number=number + 1, digest="0" * 64)
    edition.parts.add(part)


def test_lists_ask_few_queries(db, superuser, django_assert_max_num_queries):
    many_rows()
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        most = MOST_QUERIES_OF.get(model, MOST_QUERIES)
        with django_assert_max_num_queries(most, info=address):
            response = superuser.get(address)
        assert response.status_code == 200
        assert len(response.context["cl"].result_list) >= ROWS, address


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"a_traduire": "ar"}, {"vieux"}),
        ({"source": "jamais"}, {"neuf"}),
        ({"source": "ancienne"}, {"vieux"}),
        ({"q": "vieu"}, {"vieux"}),
    ],
)
def test_filters_find(db, superuser, query, found):
    factories.make_document(key="vieux", source_checked_on="2020-01-01")
    factories.make_document(key="neuf", title_ar="جديد")
    queryset = superuser.get(listing(models.Document), query).context["cl"].queryset
    assert {row.key for row in queryset} == found


def test_families_are_read_in_words(catalogue, client_of):
    models.Procedure.objects.update(family="vie_du_titre")
    models.Channel.objects.filter(department__code="82").update(families=["vie_du_titre"])
    client = client_of("82", "34")
    words = "Carte perdue, changement d’adresse, renouvellement"
    for model in (models.Procedure, models.Override, models.Step, models.Channel, models.Notice):
        address = reverse(f"admin:procedures_{model._meta.model_name}_changelist")
        if model is models.Notice:
            address = reverse("admin:procedures_notice_add")
        content = client.get(address, {"all": ""}).content.decode()
        assert words in content, model
        assert ">vie_du_titre<" not in content, model
        assert " vie_du_titre" not in content, model


def test_family_filter_finds(catalogue, client_of):
    procedure = factories.make_procedure(key="autre", family="travail")
    client = client_of("82")
    found = client.get(reverse("admin:procedures_procedure_changelist") + "?family=travail")
    assert [one.pk for one in found.context["cl"].queryset] == [procedure.pk]
    counted = client.get(reverse("admin:procedures_procedure_changelist") + "?_facets=True")
    assert "Travail (1)" in counted.content.decode()


def test_entries_are_called_by_their_words(catalogue, client_of):
    factories.make_document(key="sans_mots", title_fr="")
    response = client_of("82").get(listing(models.Document))
    first = [row.partition("</a>")[0] for row in response.content.decode().split("<th")[1:]]
    titles = {one.title_fr for one in models.Document.objects.exclude(title_fr="")}
    shown = {one.rpartition(">")[2] for one in first if "<a href" in one}
    assert {*titles, "sans_mots"} <= shown
    assert "passeport" not in shown


@pytest.mark.parametrize(("rows", "narrowed"), [(19, False), (20, True)])
def test_a_list_of_fewer_than_twenty_rows_has_neither_filters_nor_boxes(
    client_of, db, rows, narrowed
):
    for _ in range(rows):
        factories.make_document()
    shown = client_of("national").get(listing(models.Document)).text
    assert ('id="changelist-filter"' in shown) == narrowed
    assert ('name="_selected_action"' in shown) == narrowed
    # A filter that was asked for stands, and may be taken away.
    asked = client_of("national").get(listing(models.Document), {"draft__exact": "0"}).text
    assert 'id="changelist-filter"' in asked


def test_a_short_list_of_what_is_copied_together_has_its_boxes(client_of, catalogue):
    client = client_of("82", "34")
    assert 'name="_selected_action"' in client.get(listing(models.Channel)).text
    assert 'name="_selected_action"' not in client.get(listing(models.Helper)).text
