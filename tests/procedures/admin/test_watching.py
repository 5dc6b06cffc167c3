"""« À revérifier » and « Incertains » list the right statements, and their buttons write."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from procedures import models
from procedures.models import EntryChange, PersonInCharge
from procedures.publishing.editions import publisher
from questionnaire.models import Member, Organisation
from tests import factories

from .addresses import page
from .test_pages import said

pytestmark = pytest.mark.usefixtures("catalogue")
DUE, UNCERTAIN = "/admin/a-reverifier/", "/admin/incertains/"


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def checked(catalogue, today):
    """Everything was checked yesterday, so that each test makes its own lateness."""
    for model in (
        models.Procedure, models.Document, models.Channel, models.Site, models.Notice,
        models.Helper, models.Override,
    ):  # fmt: skip
        model.objects.update(
            source_checked_on=today - timedelta(days=1),
            source_reference="Une source",
            source_dated=str(today.year),
        )


def of(model, code):
    return model.objects.get(department__code=code)


def late(row, today, months=12):
    type(row).objects.filter(pk=row.pk).update(source_checked_on=today - timedelta(31 * months + 3))
    return row


def keys(response):
    return [line.key for group in response.context["groups"] for line in group.lines]


def key(row):
    return f"{row._meta.model_name}-{row.pk}"


def checked_on(row):
    return type(row).objects.get(pk=row.pk).source_checked_on


def test_names_of_the_addresses():
    assert reverse("admin:desk_due") == DUE
    assert reverse("admin:desk_uncertain") == UNCERTAIN


@pytest.mark.usefixtures("checked")
def test_latest_comes_first_and_what_holds_is_not_there(client_of, today):
    notice, site = of(models.Notice, "82"), of(models.Site, "82")
    late(notice, today, 8)
    late(site, today, 20)
    models.Helper.objects.filter(department__code="82").update(source_checked_on=None)
    helper = of(models.Helper, "82")
    assert keys(client_of("82").get(DUE)) == [key(helper), key(site), key(notice)]


@pytest.mark.usefixtures("checked")
def test_what_is_old_is_listed_by_departement_until_a_service_confirms_it(client_of, today):
    site = of(models.Site, "82")
    old = {"source_dated": f"{today.year - 3}-01", "source_checked_on": today}
    models.Site.objects.filter(department__code__in=("34", "82")).update(**old)
    models.Procedure.objects.update(**old)
    client = client_of("82")
    shown = client.get(DUE)
    assert (keys(shown), shown.context["old"]) == ([key(site)], [("82 Département 82", "82", 1)])
    assert '<a href="?partie=82">' in shown.content.decode()
    client.post(DUE, {"relire": key(site)})
    assert keys(client.get(DUE)) == [key(site)], "what is read is as old as its document"
    client.post(DUE, {"verifier": key(site), "service": "la préfecture"})
    assert keys(client.get(DUE)) == []


@pytest.mark.usefixtures("checked")
def test_page_leads_to_the_entry_and_to_its_source(client_of, today):
    site = late(of(models.Site, "82"), today)
    models.Site.objects.filter(pk=site.pk).update(source_url="https://www.exemple.gouv.fr/guichet")
    html = unescape(client_of("82").get(DUE).content.decode())
    assert f'href="{page(site)}"' in html
    assert 'href="https://www.exemple.gouv.fr/guichet"' in html
    assert "Une source" in html


@pytest.mark.usefixtures("checked")
def test_address_that_no_browser_should_follow_is_no_link(client_of, today):
    site = late(of(models.Site, "82"), today)
    models.Site.objects.filter(pk=site.pk).update(source_url="javascript:alert(1)")
    assert 'href="javascript' not in client_of("82").get(DUE).content.decode()


@pytest.mark.usefixtures("checked")
def test_agents_begin_with_what_they_may_change(client_of, today):
    site, other = late(of(models.Site, "82"), today), late(of(models.Site, "34"), today)
    procedure = late(models.Procedure.objects.get(), today)
    client = client_of("82")
    assert keys(client.get(DUE)) == [key(site)]
    assert set(keys(client.get(DUE, {"partie": "toutes"}))) == {key(site), key(procedure)}
    assert keys(client.get(DUE, {"partie": "national"})) == [key(procedure)]
    assert keys(client.get(DUE, {"partie": "34"})) == [key(site)]
    assert key(other) not in keys(client.get(DUE, {"partie": "toutes"}))


@pytest.mark.usefixtures("checked")
def test_owner_of_a_statement_need_not_be_its_part(client_of, today):
    procedure = late(models.Procedure.objects.get(), today)
    document = late(models.Document.objects.get(), today)
    models.Procedure.objects.filter(pk=procedure.pk).update(owner="82")
    client = client_of("82")
    asked = {"partie": "toutes", "responsable": "82"}
    assert keys(client.get(DUE, asked)) == [key(procedure)]
    asked["responsable"] = "national"
    assert keys(client.get(DUE, asked)) == [key(document)]


@pytest.mark.usefixtures("checked")
def test_one_click_checks_one_statement_and_is_told_in_the_history(client_of, today):
    site, notice = (late(of(one, "82"), today) for one in (models.Site, models.Notice))
    response = client_of("82").post(DUE, {"relire": key(site)})
    assert response.status_code == 302
    assert checked_on(site) == today
    assert checked_on(notice) < today
    change = EntryChange.objects.get()
    assert (change.how, change.section, change.part) == ("relu", "sites", "82")


@pytest.mark.usefixtures("checked")
def test_whole_entry_is_checked_in_one_click(client_of, today):
    procedure = late(models.Procedure.objects.get(), today)
    step = models.Step.objects.get()
    models.Step.objects.update(source_reference="CESEDA", source_checked_on=None)
    fresh = today - timedelta(days=2)
    models.Cost.objects.create(
        procedure=procedure, amount=10, source_reference="CGI", source_checked_on=fresh
    )
    client = client_of("national")
    client.post(DUE, {"relire": f"fiche-{key(procedure)}"})
    assert (checked_on(procedure), checked_on(step)) == (today, today)
    assert models.Cost.objects.get().source_checked_on == fresh


@pytest.mark.usefixtures("checked")
@pytest.mark.parametrize("name", ["{}", "fiche-{}"])
def test_nobody_checks_for_another_part(client_of, today, name):
    site, procedure = (
        late(of(models.Site, "34"), today),
        late(models.Procedure.objects.get(), today),
    )
    client = client_of("82")
    for row in (site, procedure):
        before = checked_on(row)
        assert client.post(DUE, {"relire": name.format(key(row))}).status_code == 403
        assert checked_on(row) == before


@pytest.mark.usefixtures("checked")
def test_readers_see_and_change_nothing(client_of, today):
    site = late(of(models.Site, "82"), today)
    client = client_of("82", role="consultation")
    response = client.get(DUE)
    assert keys(response) == [key(site)]
    assert 'name="relire"' not in response.content.decode()
    assert client.post(DUE, {"relire": key(site)}).status_code == 403


@pytest.mark.parametrize("address", [DUE, UNCERTAIN])
def test_accounts_without_a_part_are_refused(client_of, address):
    client = client_of()
    assert client.get(address).status_code == 403
    assert client.post(address, {"relire": "site-1"}).status_code == 403


@pytest.mark.usefixtures("checked")
def test_what_is_no_longer_due_is_told_and_not_written(client_of, today):
    site = of(models.Site, "82")
    response = client_of("82").post(DUE, {"relire": key(site)})
    assert "n'est plus dans la liste" in said(response)
    assert checked_on(site) == today - timedelta(days=1)


@pytest.mark.usefixtures("checked")
def test_button_keeps_the_filters(client_of, today):
    site = late(of(models.Site, "82"), today)
    response = client_of("82").post(f"{DUE}?partie=82&page=1&x=//evil", {"relire": key(site)})
    assert response.url == f"{DUE}?partie=82&page=1"


@pytest.mark.usefixtures("checked")
def test_page_says_how_many_checks_wait_for_publication(client_of, today):
    publisher.publish()
    site = late(of(models.Site, "82"), today)
    client = client_of("82")
    models.Channel.objects.filter(department__code="34").update(source_checked_on=today)
    assert client.get(DUE).context["waiting_count"] == 1
    client.post(DUE, {"relire": key(site)})
    response = client.get(DUE)
    assert response.context["waiting_count"] == 1
    assert reverse("admin:desk_publish") in response.content.decode()
    publisher.publish(only="82")
    assert client.get(DUE).context["waiting_count"] == 0


@pytest.mark.usefixtures("checked")
def test_colleague_is_put_in_charge_and_found_by_name(client_of, today):
    site, notice = (late(of(one, "82"), today) for one in (models.Site, models.Notice))
    colleague = factories.make_membership("82", role="redaction").user
    client = client_of("82")
    chosen = {"confier": "oui", "fiches": [key(site)], "personne_choisie": colleague.pk}
    client.post(DUE, chosen)
    assert keys(client.get(DUE, {"personne": colleague.pk})) == [key(site)]
    assert keys(client.get(DUE, {"personne": "aucune"})) == [key(notice)]
    client.post(DUE, {**chosen, "personne_choisie": ""})
    assert not PersonInCharge.objects.exists()


@pytest.mark.usefixtures("checked")
def test_only_who_may_change_an_entry_is_put_in_charge_of_it(client_of, today):
    site = late(of(models.Site, "82"), today)
    reader = factories.make_membership("82", role="consultation").user
    stranger = factories.make_membership("34", role="redaction").user
    client = client_of("82")
    for person in (reader, stranger):
        chosen = {"confier": "oui", "fiches": [key(site)], "personne_choisie": person.pk}
        assert "ne peut pas modifier" in said(client.post(DUE, chosen))
    assert not PersonInCharge.objects.exists()


@pytest.mark.usefixtures("checked")
def test_number_of_a_member_of_an_association_tells_no_agent_a_name(client_of, today):
    site = late(of(models.Site, "82"), today)
    account = factories.make_user(full_name="Bilal", is_staff=False)
    association = Organisation.objects.create(name="La Rive", departments=["82"])
    Member.objects.create(organisation=association, account=account)
    chosen = {"confier": "oui", "fiches": [key(site)], "personne_choisie": account.pk}
    assert client_of("82").post(DUE, chosen).status_code == 403


@pytest.mark.usefixtures("checked")
def test_nobody_gives_the_entries_of_another_part(client_of, today):
    site = late(of(models.Site, "34"), today)
    client = client_of("82")
    chosen = {"confier": "oui", "fiches": [key(site)], "personne_choisie": ""}
    assert client.post(DUE, chosen).status_code == 403
    chosen["personne_choisie"] = "999999"
    assert client.post(DUE, chosen).status_code == 403
    assert not PersonInCharge.objects.exists()


@pytest.mark.usefixtures("checked")
def test_colleagues_of_other_parts_are_not_named(client_of):
    factories.make_membership("34", role="redaction", user=factories.make_user(full_name="Zoé X"))
    factories.make_membership("82", role="redaction", user=factories.make_user(full_name="Ali Y"))
    html = client_of("82").get(DUE).content.decode()
    assert "Ali Y" in html
    assert "Zoé X" not in html


@pytest.mark.usefixtures("checked")
def test_uncertain_statement_is_confirmed_if_it_has_a_source(client_of, today):
    site, notice = of(models.Site, "82"), of(models.Notice, "82")
    models.Site.objects.filter(pk=site.pk).update(confidence="low")
    models.Notice.objects.filter(pk=notice.pk).update(confidence="medium", source_reference="")
    client = client_of("82")
    assert keys(client.get(UNCERTAIN)) == [key(site), key(notice)]
    client.post(UNCERTAIN, {"confirmer": key(site)})
    site.refresh_from_db()
    assert (site.confidence, site.source_checked_on) == ("high", today)
    assert EntryChange.objects.get().how == "confirmé"
    assert "pas de source" in said(client.post(UNCERTAIN, {"confirmer": key(notice)}))
    notice.refresh_from_db()
    assert notice.confidence == "medium"


@pytest.mark.usefixtures("checked")
def test_nobody_confirms_for_another_part(client_of):
    site = of(models.Site, "34")
    models.Site.objects.filter(pk=site.pk).update(confidence="low")
    assert client_of("82").post(UNCERTAIN, {"confirmer": key(site)}).status_code == 403
    site.refresh_from_db()
    assert site.confidence == "low"
