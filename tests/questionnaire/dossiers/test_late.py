"""A dossier whose last day has passed is told first, everywhere, until it is no longer due."""

from datetime import date, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers.answered import Answered
from questionnaire.dossiers.content import DossierContent, card_of, seal
from questionnaire.dossiers.days import words_of_day
from questionnaire.dossiers.sealing import cipher_of
from questionnaire.models import Dossier
from questionnaire.result.urgency import Urgency
from tests.questionnaire.samples import PROCEDURES, make_rule_set
from tests.shipped import shipped_plain, shipped_rules

from .conftest import listed, plain
from .test_reviewing import with_days

# The window of the card of the samples ends on this day, and the card on the 15th of May.
LAST_DAY = date(2027, 3, 16)
LATER = timedelta(9)
# Late for 9 days on the 30th of November 2026, with a visa that ends two months later.
SPOUSE = {
    "residence": "france",
    "beneficiary": "moi",
    "commune": "34032",
    "nationality": "SN",
    "goal": "premiere_demande",
    "current_document": "vls_ts",
    "permit_motive": "vie_privee_familiale",
    "expiry_date": "2027-01-20",
    "visa_validated": True,
    "ground": "famille_francais",
    "french_family_link": "conjoint",
    "life_together": True,
    "age": 31,
    "marital_status": "marie",
}


@pytest.fixture
def windowed(at):
    """Rules where a card is asked for from 120 to 60 days before it ends."""
    procedures = [{**one, **with_days(120, 60)} if one["id"] == "c" else one for one in PROCEDURES]
    with using(make_rule_set(procedures=procedures), number=1):
        yield


@pytest.fixture
def missed(rive, keep, windowed, at):
    """A dossier saved in time, nine days after its last day, beside one without any date."""
    dossier = keep(rive.clients["bilal"], "A-1")
    keep(rive.clients["bilal"], "B-2", goal="perte")
    at(LAST_DAY + LATER)
    return dossier


def test_week_begins_with_what_is_late_in_the_words_of_its_answer(rive, missed):
    page = plain(rive.clients["awa"].get("/dossiers/semaine/"))
    assert page.index("En retard</h2>") < page.index("Le résultat a changé</h2>")
    late = page.partition("En retard</h2>")[2].partition("</ul>")[0]
    assert "A-1" in late
    assert "la date limite était le 16 mars 2027" in late
    assert "Faites cette démarche aujourd’hui" in late
    assert "B-2" not in late


def test_list_marks_it_first_and_leads_to_it(rive, missed):
    client = rive.clients["awa"]
    page = plain(client.get("/dossiers/"))
    assert page.count('<span class="tag tag--warning">En retard</span>') == 1
    assert "1 dossier en retard." in page
    assert 'name="within" value="late"><span>Voir seulement ceux-là' in page
    assert listed(client) == ["A-1", "B-2"]
    assert listed(client, within="late") == ["A-1"]
    assert listed(client, within="none") == ["B-2"]


def test_filter_of_days_hides_nothing_that_is_late_without_saying_so(rive, missed):
    client = rive.clients["awa"]
    page = plain(client.post("/dossiers/", {"within": "7"}))
    assert "1 dossier en retard, hors de cette liste." in page
    assert 'name="within" value="late"><span>Voir les dossiers en retard' in page
    assert "hors de cette liste" not in plain(client.post("/dossiers/", {"within": "late"}))
    # The dossier that another field leaves out is not what was looked for.
    other = {"within": "7", "q": "B-2"}
    assert "hors de cette liste" not in plain(client.post("/dossiers/", other))


def test_every_place_says_the_same_days(rive, keep, windowed, at):
    """On the last day, it is still part of the delay; the day after, it is no day to keep to."""
    client = rive.clients["bilal"]
    dossier = keep(client, "A-1")
    pages = ("", "semaine/", "calendrier/", f"dossier/{dossier.code}/")
    link = client.post("/dossiers/calendrier/", {"open": "1"}).context["link"]
    for today, words, neutral in (
        (LAST_DAY, "jusqu’au mardi 16 mars 2027 inclus", "dernier jour, aujourd’hui inclus"),
        (LAST_DAY + LATER, "la date limite était le 16 mars 2027", "dernier jour, passé"),
    ):
        at(today)
        for path in pages:
            page = plain(client.get(f"/dossiers/{path}")).casefold()
            assert words.casefold() in page, (path, today)
        feed = Client().get(link.partition("testserver")[2]).content
        told = [str(one["SUMMARY"]) for one in Calendar.from_ical(feed).walk("VEVENT")]
        assert f"A-1 : {neutral}" in told
        row = rive.clients["awa"].post("/dossiers/association/export.json").json()["dossiers"][0]
        assert words in [one.replace("\xa0", " ") for one in row["days_in_words"]]
        assert words in row["result_days_in_words"]["c"][0].replace("\xa0", " ")


def test_it_leaves_once_its_answer_says_otherwise(rive, missed):
    client = rive.clients["bilal"]
    assert listed(client, within="late") == ["A-1"]
    gone = make_rule_set()
    with using(gone, number=2):
        assert listed(client, within="late") == []
        assert "En retard</span>" not in plain(client.get("/dossiers/"))


def test_dossier_saved_when_it_was_late_already_is_told_too(rive, keep, windowed, at):
    at(LAST_DAY + LATER)
    keep(rive.clients["bilal"], "A-1")
    assert listed(rive.clients["awa"], within="late") == ["A-1"]


def test_card_written_before_lateness_was_known_is_read_again(rive, missed, at):
    """Cards that were sealed before hold neither the day of their reading nor what they missed."""
    cipher = cipher_of(rive.organisation)
    card = card_of(missed, cipher)
    card.days, card.read_on = [], ""
    seal(missed, cipher, card)
    missed.save()
    assert listed(rive.clients["awa"], within="late") == ["A-1"]


def test_each_dossier_is_read_once_a_day(rive, missed, monkeypatch):
    client = rive.clients["awa"]
    client.get("/dossiers/")
    before = list(Dossier.objects.order_by("pk").values_list("card", flat=True))
    client.get("/dossiers/semaine/")
    assert before == list(Dossier.objects.order_by("pk").values_list("card", flat=True))


def test_what_could_not_be_read_again_is_late_by_its_own_days(rive, missed, monkeypatch):
    monkeypatch.setattr("questionnaire.dossiers.reviewing.AT_ONCE", 0)
    assert listed(rive.clients["awa"], within="late") == ["A-1"]


def test_late_one_is_told_the_end_of_the_visa_by_its_name(db):
    """The card says « by the 20th of January », on which the visa ends: that is no last day."""
    answered = Answered(shipped_rules(), DossierContent(answers=SPOUSE), date(2026, 11, 30))
    card = answered.card("A-1", "")
    assert card.days == [["2026-11-21", "last_day"], ["2027-01-20", "end"]]
    assert [str(one).replace("\xa0", " ") for one in answered.urgent_words(Urgency.LATE)][:1] == [
        "Délai passé depuis 9 jours. Déposez quand même, aujourd’hui."
    ]


@pytest.mark.parametrize(
    ("decided", "end"),
    [
        (date(2026, 11, 28), "30 novembre 2026, à l’heure écrite sur la lettre"),
        (date(2026, 10, 24), "26 octobre 2026, une heure avant celle de la lettre (heure d’hiver)"),
    ],
)
def test_delay_in_hours_is_never_said_to_last_all_day(decided, end):
    case = next(
        one["answers"]
        for one in shipped_plain()["cases"]
        if (one["answers"].get("placement"), one["answers"].get("decision_kind"))
        == ("retention", "oqtf")
    )
    content = DossierContent(answers={**case, "decision_date": decided.isoformat()})
    answered = Answered(shipped_rules(), content, decided)
    told = [words_of_day(one, decided) for one in answered.card("", "").reminders()]
    assert [one for one in told if one.replace("\xa0", " ").endswith(end)]
    assert not [one for one in told if "inclus" in one and str(decided.day + 2) in one]
