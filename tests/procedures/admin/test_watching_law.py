"""The page « Veille du droit »: what changed in the fiches, and the two ways to answer it."""

from datetime import date, timedelta
from html import unescape
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from procedures import models
from procedures.models import EntryChange, LawFiche, LawReading, LawVersion
from procedures.watching import fiche_reader, law
from procedures.watching.fiche_reader import read_fiche
from procedures.watching.kinds import statements
from tests.procedures.watching.fiche_files import BODY, make_archive, make_fiche

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


CHANGED = make_fiche(body=BODY.replace("615", "635"), modified="2026-03-01")


def send(client, whole="on", name="jeu.zip", content=None, **fiches):
    """Send an archive of fiches, or a file with this name and content."""
    archive = BytesIO()
    make_archive(archive, **fiches)
    file = SimpleUploadedFile(name, archive.getvalue() if content is None else content)
    return client.post(LAW, {"fiches": file, "entier": whole, "lire": "oui"})


def confirm(client, response):
    return client.post(LAW, {"paquet": response.context["packet"]})


def counts(response):
    return {words.split()[0]: numbers for words, numbers in response.context["preview"]["counts"]}


@pytest.fixture
def cited(catalogue):
    """The procedure cites one fiche, and a document two."""
    models.Procedure.objects.update(source_reference="F2209", source_checked_on=CHECKED)
    models.Document.objects.update(source_reference="F39, F99", source_checked_on=CHECKED)


@pytest.mark.usefixtures("cited")
def test_a_file_is_shown_before_it_is_stored(client_of):
    client = client_of("national")
    shown = send(client, F2209=None, F39=None, F1=None)
    assert counts(shown) == {"lues": ["F2209", "F39"], "citées": ["F99"]}
    assert not LawFiche.objects.exists()
    confirm(client, shown)
    assert {one.number for one in LawFiche.objects.all()} == {"F2209", "F39"}
    LawFiche.objects.update(seen_on="2026-02-10")
    LawVersion.objects.update(changed_on="2026-01-10")
    shown = send(client, F2209=CHANGED, F39=None)
    assert counts(shown) == {"changées": ["F2209"], "sans": ["F39"], "citées": ["F99"]}
    html = unescape(shown.content.decode())
    assert "<del>615</del> <ins>635</ins>" in html
    assert "1 contenu de plus à relire" in html
    assert LawVersion.objects.count() == 2
    assert entries(shown) == set()
    assert "2 fiches lues" in said(confirm(client, shown))
    assert entries(client.get(LAW)) == {models.Procedure.objects.get()}
    assert law.last_reading() == timezone.localdate()


@pytest.mark.usefixtures("cited")
def test_what_is_missing_is_gone_only_from_the_whole_set(client_of):
    client = client_of("national")
    confirm(client, send(client, F2209=None, F39=None, F99=None))
    assert counts(send(client, F2209=None, F39=None))["disparues"] == ["F99"]
    assert "disparues" not in counts(send(client, whole="", F2209=None))
    one = send(client, name="F2209.xml", content=CHANGED.encode())
    assert counts(one) == {"changées": ["F2209"]}
    alone = send(client, F2209=CHANGED)
    assert counts(alone) == {"changées": ["F2209"]}
    assert not alone.context["form"]["entier"].value()
    refused = unescape(send(client, F2209=None, F1=None).content.decode())
    assert "Il manque 2 fiches sur 3 déjà connues : décochez cette case." in refused
    assert not LawFiche.objects.exclude(gone_on=None).exists()


@pytest.mark.usefixtures("cited")
def test_a_file_that_is_not_one_is_refused(client_of, monkeypatch):
    client = client_of("national")
    monkeypatch.setattr(fiche_reader, "MOST_READ", 5_000)
    for reason, sent in {
        "ni un dossier, ni une archive": {"content": b"texte"},
        "aucune fiche que nous citons": {"F1": None},
        "le fichier XML est abîmé": {"F2209": "<Publication"},
        "ce n'est pas une fiche": {"F2209": "<Autre/>"},
        "trop grosses une fois ouvertes": {"F2209": make_fiche(label="x" * 2_000)},
        "vide": {"name": "vide.zip", "content": b""},
    }.items():
        page_of = send(client, **sent)
        assert "preview" not in page_of.context, reason
        errors = page_of.context["form"].errors["fiches"].as_text()
        assert reason in unescape(errors)
    assert not LawFiche.objects.exists()


@pytest.mark.usefixtures("cited")
def test_no_script_comes_with_a_file(client_of):
    script = CHANGED.replace("https://www.service-public.fr", "javascript:alert(1)//")
    client = client_of("national")
    confirm(client, send(client, F2209=script))
    assert LawFiche.objects.get().url == ""


@pytest.mark.usefixtures("cited")
def test_only_the_national_team_gives_fiches_and_each_confirms_its_own(client_of):
    packet = {"paquet": send(client_of("national"), F2209=None).context["packet"]}
    for part, role in (("82", "publication"), ("national", "consultation")):
        other = client_of(part, role=role)
        assert 'name="fiches"' not in other.get(LAW).content.decode()
        assert send(other, F2209=None).status_code == other.post(LAW, packet).status_code == 403
    assert "trop ancienne" in said(client_of("national").post(LAW, packet))
    assert not LawFiche.objects.exists()


def waiting(client):
    """Return what the first page says of fiches."""
    return [text for text, _, _ in client.get("/admin/").context["desk_upkeep"] if "fiche" in text]


@pytest.mark.usefixtures("cited")
def test_the_first_page_tells_of_changes_and_of_a_reading_that_is_old(client_of):
    assert waiting(client_of("82")) == []
    national = client_of("national")
    assert waiting(national) == ["Les fiches officielles que nous citons n'ont jamais été lues."]
    confirm(national, send(national, F2209=None))
    assert waiting(national) == []
    today = timezone.localdate()
    for days, told in (
        (31, []),
        (32, ["Les fiches officielles que nous citons ne sont plus lues"]),
    ):
        LawFiche.objects.update(seen_on=today - timedelta(days=days))
        assert [text.partition(" depuis")[0] for text in waiting(national)] == told
    confirm(national, send(national, F2209=CHANGED))
    LawVersion.objects.update(changed_on=today)
    assert waiting(national) == ["1 contenu cite une fiche officielle qui a changé."]
    models.Channel.objects.update(source_reference="F2209", source_checked_on=CHECKED)
    assert waiting(client_of("82")) == ["1 contenu cite une fiche officielle qui a changé."]
