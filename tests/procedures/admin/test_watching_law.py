"""The page « Veille du droit »: what changed in the fiches, and the two ways to answer it."""

from datetime import date
from html import unescape

import pytest
from django.utils import timezone

from procedures import models
from procedures.models import EntryChange, LawReading
from procedures.watching import law
from procedures.watching.fiche_reader import read_fiche
from procedures.watching.statements import statements
from tests.procedures.watching.fiche_files import BODY, make_fiche

from .addresses import page
from .test_pages import said

pytestmark = pytest.mark.usefixtures("catalogue")
LAW = "/admin/veille/"
CHECKED = date(2026, 2, 1)


def store(amount, modified, on):
    content = make_fiche(body=BODY.replace("615", amount), modified=modified)
    fiche = read_fiche("F2209.xml", content.encode())
    law.store({"F2209": fiche}, law.citations(statements(on)), on)


@pytest.fixture
def changed(catalogue):
    """The fiche of the procedure changed after the check; a channel of each part cites it too."""
    cited = {"source_reference": "service-public.gouv.fr, F2209", "source_checked_on": CHECKED}
    models.Procedure.objects.update(**cited)
    models.Channel.objects.update(**cited)
    store("615", "2026-01-10", date(2026, 2, 10))
    store("635", "2026-03-01", date(2026, 3, 5))


def entries(response):
    return {one.named.row for fiche in response.context["shown"] for one in fiche.citing}


def key(row):
    return f"{row._meta.model_name}-{row.pk}-F2209"


@pytest.mark.usefixtures("changed")
def test_difference_is_told_once_with_all_that_cites_the_fiche(client_of):
    response = client_of("82").get(LAW)
    procedure = models.Procedure.objects.get()
    channels = models.Channel.objects.exclude(department__code="34")
    assert entries(response) == {procedure, *channels}
    html = unescape(response.content.decode())
    assert html.count("<del>615</del>") == html.count("<ins>635</ins>") == 1
    assert "remplacé" in html
    assert f'href="{page(procedure)}"' in html


@pytest.mark.usefixtures("changed")
def test_reading_changes_nothing_and_ends_the_flag(client_of):
    channel = models.Channel.objects.get(department__code="82")
    client = client_of("82")
    client.post(LAW, {"lu": key(channel)})
    assert channel not in entries(client.get(LAW))
    channel.refresh_from_db()
    assert channel.source_checked_on == CHECKED
    assert not EntryChange.objects.exists()
    assert LawReading.objects.get().user.memberships.get().part == "82"


@pytest.mark.usefixtures("changed")
def test_checking_writes_the_day_and_ends_the_flag(client_of):
    channel = models.Channel.objects.get(department__code="82")
    client = client_of("82")
    client.post(LAW, {"relire": key(channel)})
    assert channel not in entries(client.get(LAW))
    channel.refresh_from_db()
    assert channel.source_checked_on == timezone.localdate()
    assert EntryChange.objects.get().how == "relu"


@pytest.mark.usefixtures("changed")
@pytest.mark.parametrize("act", ["lu", "relire"])
def test_nobody_answers_for_another_part(client_of, act):
    procedure = models.Procedure.objects.get()
    other = models.Channel.objects.get(department__code="34")
    client = client_of("82")
    assert client.post(LAW, {act: key(procedure)}).status_code == 403
    assert "n'est plus dans la liste" in said(client.post(LAW, {act: key(other)}))
    assert not LawReading.objects.exists()
    assert set(models.Channel.objects.values_list("source_checked_on", flat=True)) == {CHECKED}


@pytest.mark.usefixtures("changed")
def test_readers_see_no_button(client_of):
    client = client_of("82", role="consultation")
    assert 'name="lu"' not in client.get(LAW).content.decode()
    channel = models.Channel.objects.get(department__code="82")
    assert client.post(LAW, {"lu": key(channel)}).status_code == 403


@pytest.mark.usefixtures("changed")
def test_fiche_that_disappeared_is_told(client_of):
    today = date(2026, 4, 1)
    law.store({}, law.citations(statements(today)), today, whole=True)
    assert "Elle a disparu" in client_of("82").get(LAW).content.decode()


@pytest.mark.usefixtures("changed")
def test_queries_do_not_grow_with_what_cites_the_fiche(client_of, django_assert_max_num_queries):
    client = client_of("82")
    client.get(LAW)
    with django_assert_max_num_queries(20):
        client.get(LAW)


def test_page_before_the_first_import(client_of):
    html = unescape(client_of("82").get(LAW).content.decode())
    assert "Aucune fiche officielle n'a encore été lue" in html


def test_accounts_without_a_part_are_refused(client_of):
    client = client_of()
    assert client.get(LAW).status_code == 403
    assert client.post(LAW, {"lu": "procedure-1-F1"}).status_code == 403


@pytest.mark.usefixtures("changed")
def test_every_fiche_is_listed_by_its_title_with_what_cites_it(client_of):
    procedure = models.Procedure.objects.get()
    models.Document.objects.update(source_reference="service-public.gouv.fr, F99", owner="national")
    response = client_of("82").get(LAW)
    known, missing = response.context["cited"]
    assert known.procedures == [(procedure.title, page(procedure))]
    assert [url for _, url in known.others] == [
        page(one) for one in models.Channel.objects.exclude(department__code="34")
    ]
    assert (missing.number, missing.title) == ("F99", "")
    assert [one.number for one in response.context["unknown"]] == ["F99"]
    html = unescape(response.content.decode())
    assert f">{known.title}</a>" in html
    assert f'<a href="{page(procedure)}">{procedure.title}</a>' in html
