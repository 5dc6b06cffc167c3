"""What is too old goes, keys are changed, and everything can be taken away."""

import io
import json
import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from openpyxl import load_workbook

from procedures.publishing.editions.in_memory import using
from procedures.templatetags.days import full_day
from questionnaire.dossiers.content import card_of, content_of, save
from questionnaire.dossiers.days import words_of_day
from questionnaire.dossiers.sealing import KeyLost, cipher_of
from questionnaire.models import Dossier, LoggedAct, Organisation
from questionnaire.result.calendar import Reminded, Reminder
from tests.questionnaire.samples import PROCEDURES, TODAY, make_rule_set

from .conftest import opened


def aged(dossier, days):
    Dossier.objects.filter(pk=dossier.pk).update(opened_at=timezone.now() - timedelta(days=days))


def purge(capsys):
    call_command("dossiers", "purge")
    return capsys.readouterr().out


def test_dossier_goes_twelve_months_after_it_was_last_opened(rive, keep, capsys):
    old, young = (keep(rive.clients["bilal"], name) for name in ("A-1", "A-2"))
    aged(old, 366)
    aged(young, 364)
    assert purge(capsys).startswith("1 dossier(s)")
    assert list(Dossier.objects.all()) == [young]
    page = rive.clients["awa"].get("/dossiers/association/journal/").content.decode()
    assert "sans ouverture" in page
    assert "A-1" in page


def test_opening_keeps_it_for_twelve_months_more(rive, keep, capsys):
    dossier = keep(rive.clients["bilal"], "A-1")
    aged(dossier, 364)
    rive.clients["awa"].get(f"/dossiers/dossier/{dossier.code}/")
    aged_less = Dossier.objects.get().opened_at
    assert timezone.now() - aged_less < timedelta(minutes=1)


def test_end_is_announced_thirty_days_before(rive, keep):
    dossier = keep(rive.clients["bilal"], "A-1")
    week = rive.clients["awa"].get("/dossiers/semaine/").content.decode()
    assert "Bientôt effacés" not in week
    aged(dossier, 336)
    week = rive.clients["awa"].get("/dossiers/semaine/").content.decode()
    assert "Bientôt effacés" in week
    assert "Suivi par Bilal" in week


def test_list_announces_what_is_deleted_soon_and_the_week_says_which_day(rive, keep):
    """Who never reads the page of the week opens the list."""
    client = rive.clients["awa"]
    first, last = (keep(rive.clients["bilal"], name) for name in ("A-1", "A-2"))
    assert "bientôt effacé" not in client.get("/dossiers/").content.decode()
    aged(first, 340)
    aged(last, 350)
    page = client.get("/dossiers/").content.decode()
    assert "2 dossiers que personne n’ouvre seront bientôt effacés." in page
    assert 'href="/dossiers/semaine/#effaces"' in page
    week = client.get("/dossiers/semaine/")
    told = week.content.decode().partition('id="effaces"')[2]
    assert told.index("A-2") < told.index("A-1")
    for _one, day in week.context["erased"]:
        assert f"effacé le {full_day(day)}" in told


def test_journal_and_invitations_go_too(rive, capsys):
    rive.clients["awa"].post("/dossiers/association/", {"email": "dina@exemple.org"})
    LoggedAct.objects.update(at=timezone.now() - timedelta(days=366))
    rive.organisation.invitations.update(expires_at=timezone.now() - timedelta(days=1))
    assert "1 ligne(s) de journal et 1 invitation(s)" in purge(capsys)
    assert not LoggedAct.objects.exists()


def test_keys_of_the_server_are_changed_and_nothing_is_lost(rive, keep, settings):
    dossier = keep(rive.clients["bilal"], "A-1")
    settings.DOSSIER_KEYS = ["une clé neuve"]
    call_command("dossiers", "rotate")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "une autre clé du site", []
    assert opened(dossier)[0].reference == "A-1"
    settings.DOSSIER_KEYS = []
    with pytest.raises(KeyLost):
        opened(dossier)
    with pytest.raises(CommandError, match="ancienne clé"):
        call_command("dossiers", "rotate")


def test_association_gets_a_new_key_and_everything_is_sealed_anew(rive, keep):
    dossier = keep(rive.clients["bilal"], "A-1", "revient lundi")
    before = Dossier.objects.values("card", "content", "reference_digest").get()
    told, wrapped = opened(dossier), rive.organisation.wrapped_key
    call_command("dossiers", "rotate", organisations=True)
    dossier.refresh_from_db()
    after = Dossier.objects.values("card", "content", "reference_digest").get()
    assert not set(before.values()) & set(after.values())
    assert Organisation.objects.get().wrapped_key != wrapped
    assert opened(dossier) == told
    journal = rive.clients["awa"].get("/dossiers/association/journal/").content.decode()
    assert "Bilal a enregistré A-1" in journal


def test_what_is_sealed_for_one_row_is_refused_in_another(rive, keep):
    first, second = (keep(rive.clients["bilal"], name) for name in ("A-1", "A-2"))
    first.card = second.card
    first.save()
    with pytest.raises(KeyLost):
        opened(first)


def test_associations_do_not_share_a_key(rive, other, keep):
    dossier = keep(rive.clients["bilal"], "A-1")
    with pytest.raises(KeyLost):
        card_of(dossier, cipher_of(other.organisation))


def export(client, form):
    return client.post(f"/dossiers/association/export.{form}")


def test_everything_is_exported_as_json(rive, other, keep):
    keep(rive.clients["bilal"], "A-1", "revient lundi")
    keep(other.clients["chen"], "B-1")
    (row,) = json.loads(export(rive.clients["awa"], "json").content)["dossiers"]
    assert (row["reference"], row["note"], row["holder"]) == ("A-1", "revient lundi", "Bilal")
    assert row["answers"]["age"] == 24
    assert "24" in str(row["answers_in_words"])
    page = rive.clients["awa"].get("/dossiers/association/journal/").content.decode()
    assert re.search(r"Awa a exporté 1 dossier\b(?!\()", page)


def test_everything_is_exported_as_a_workbook_without_formulas(rive, keep):
    # No workbook may hold the mark by which some programs break a line in a cell.
    keep(rive.clients["bilal"], "=1+1", "revient\x0blundi")
    book = load_workbook(io.BytesIO(export(rive.clients["awa"], "xlsx").content))
    head, row = book.active.iter_rows()
    assert head[0].value == "référence"
    assert (row[0].value, row[0].data_type) == ("=1+1", "s")
    assert "revientlundi" in [one.value for one in row]


FORM = {"kind": "online_form", "url": "https://example.org/", "confidence": "high"}
FORM_IN_WORDS = "En ligne, avec un formulaire"


def with_a_result():
    """Return rules where a card costs 50 €, asks for a photo, and is asked for on a site."""
    card = next(one for one in PROCEDURES if one["id"] == "c")
    asked = {
        **card,
        "documents": [{"document": "photo"}],
        "costs": [{"label": "Taxe", "amount": 50}],
    }
    return make_rule_set(
        procedures=[asked],
        documents=[{"id": "photo", "title": "=Photo"}],
        departments={"national": {"code": "national", "channels": [FORM]}},
    )


def test_export_gives_the_result_the_members_and_the_journal_too(rive, other, keep):
    """Whoever leaves the portal leaves with all that the association kept there."""
    other.clients["chen"].post("/dossiers/association/", {"email": "autre@exemple.org"})
    rive.clients["awa"].post("/dossiers/association/", {"email": "dina@exemple.org"})
    with using(with_a_result(), number=1):
        keep(rive.clients["bilal"], "=1+1")
        whole = json.loads(export(rive.clients["awa"], "json").content)
        book = load_workbook(io.BytesIO(export(rive.clients["awa"], "xlsx").content))
    (row,) = whole["dossiers"]
    result = row["result"]["procedures"]["c"]
    assert (result["papers"], result["price"].replace("\xa0", " ")) == (
        {"photo": "=Photo"},
        "50 €",
    )
    assert result["channel"] == [FORM_IN_WORDS, "online_form", "https://example.org/"]
    assert (whole["name"], whole["departments"]) == ("La Rive", ["82", "31"])
    assert [(one["name"], one["email"], one["role"]) for one in whole["members"]] == [
        ("Awa", "awa@exemple.org", "administrator"),
        ("Bilal", "bilal@exemple.org", "member"),
    ]
    assert [one["email"] for one in whole["invitations"]] == ["dina@exemple.org"]
    told = [f"{one['who']} {one['act']} {one['about']}" for one in whole["journal"]]
    assert told[-2:] == ["Bilal a enregistré =1+1", "Awa a invité dina@exemple.org"]
    assert "Chen" not in str(whole)
    sheets = {one.title: [[*row] for row in one.iter_rows(min_row=2)] for one in book}
    assert [*sheets] == ["Dossiers", "Résultats", "Association", "Membres", "Journal"]
    values = {title: [[one.value for one in row] for row in rows] for title, rows in sheets.items()}
    (found,) = values["Résultats"]
    assert found[:4] == ["=1+1", "c", FORM_IN_WORDS, "https://example.org/"]
    assert (found[4].replace("\xa0", " "), found[5]) == ("50 €", "=Photo")
    assert ["département", "Haute-Garonne (31)"] in values["Association"]
    assert [one[1] for one in values["Membres"]] == [
        "awa@exemple.org",
        "bilal@exemple.org",
        "dina@exemple.org",
    ]
    assert values["Journal"][-2][1:] == ["Bilal", "a enregistré", "=1+1"]
    assert sheets["Journal"][0][0].is_date
    cells = [one for rows in sheets.values() for row in rows for one in row]
    assert {one.data_type for one in cells if str(one.value).startswith("=")} == {"s"}


def test_workbook_has_dates_as_dates_and_papers_by_their_titles(rive, keep):
    day = timezone.localdate() + timedelta(5)
    with using(make_rule_set(documents=[{"id": "photo", "title": "Photo d’identité"}]), number=1):
        dossier = keep(rive.clients["bilal"], "A-1")
        cipher = cipher_of(rive.organisation)
        card, content = card_of(dossier, cipher), content_of(dossier, cipher)
        card.days, content.ticked = [[day.isoformat(), "last_day"]], ["photo"]
        save(dossier, cipher, card, content, dossier.edition)
        keep(rive.clients["bilal"], "A-2")
        book = load_workbook(io.BytesIO(export(rive.clients["awa"], "xlsx").content))
    head, first, _second = book.active.iter_rows()
    row = dict(zip((one.value for one in head), first, strict=True))
    assert row["enregistré le"].is_date
    assert row["prochaine date"].value.date() == day
    assert row["toutes les dates"].value == words_of_day(Reminder(day, Reminded.LAST_DAY), TODAY)
    assert row["situation"].value == f"J{row['toutes les dates'].value[1:]}"
    assert row["papiers réunis"].value == "Photo d’identité"
    page = rive.clients["awa"].get("/dossiers/association/journal/").content.decode()
    assert "a exporté 2 dossiers" in page


def test_workbook_is_read_without_changing_anything(rive, keep):
    """Columns wide enough, headings in sight, a paper a line, hours that can be read."""
    keep(rive.clients["bilal"], "A-1")
    book = load_workbook(io.BytesIO(export(rive.clients["awa"], "xlsx").content))
    for sheet in book:
        head, *lines = sheet.iter_rows()
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in head)
        for cell in head:
            assert sheet.column_dimensions[cell.column_letter].width >= 16
        told = [cell for line in lines for cell in line if cell.value is not None]
        assert all(cell.alignment.wrap_text for cell in told)
        assert not any(cell.font.bold for line in lines for cell in line)
    head, line = book.active.iter_rows()
    moment = next(cell for name, cell in zip(head, line, strict=True) if name.value == "ouvert le")
    assert moment.number_format == "dd/mm/yyyy hh:mm"


def test_no_other_form_is_exported(rive, edition):
    assert export(rive.clients["awa"], "csv").status_code == 404
