"""« Retours du terrain »: by line, with the way to the entry, for the right accounts only."""

from datetime import date

import pytest
from django.urls import reverse

from procedures import models
from procedures.models import Feedback

pytestmark = pytest.mark.usefixtures("catalogue")
PAGE = "/admin/retours/"


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 26))


@pytest.fixture(autouse=True)
def told(catalogue):
    for part, words in (
        ("82", "Du 82"),
        ("82", "<script>x()</script>"),
        ("34", "Du 34"),
        ("national", "De partout"),
    ):
        make_feedback(part=part, words=words)
    make_feedback(kind="step", key="deposer", reason="out_of_date")


def make_feedback(**columns):
    given = {
        "month": "2026-11",
        "part": "82",
        "kind": "paper",
        "procedure": "renouvellement",
        "key": "passeport",
        "reason": "wrong",
    }
    return Feedback.objects.create(**given | columns)


def lines(client):
    response = client.get(PAGE)
    assert response.status_code == 200
    return {str(one["reported"].name): one for one in response.context["lines"]}


PAPER_82, STEP_82 = "82/paper/renouvellement/passeport", "82/step/renouvellement/deposer"
PAPER_34, PAPER_ALL = "34/paper/renouvellement/passeport", "national/paper/renouvellement/passeport"


def test_an_agent_reads_her_own_département_only(client_of):
    assert set(lines(client_of("82"))) == {PAPER_82, STEP_82}
    assert set(lines(client_of("34"))) == {PAPER_34}
    assert "Du 34" not in client_of("82").get(PAGE).content.decode()


def test_a_national_editor_reads_them_all(client_of):
    assert set(lines(client_of("national"))) == {PAPER_82, STEP_82, PAPER_34, PAPER_ALL}


def test_a_line_has_its_count_its_reasons_and_the_way_to_its_entry(client_of):
    line = lines(client_of("82"))[PAPER_82]
    assert line["reported"].number == 2
    assert dict(line["reported"].reasons) == {"il y a une erreur": 2}
    paper = models.Document.objects.get(key="passeport")
    assert line["url"] == reverse("admin:procedures_document_change", args=[paper.pk])
    own = models.Override.objects.get(department__code="82", procedure__key="renouvellement")
    assert line["local_url"] == reverse("admin:procedures_override_change", args=[own.pk])


def test_scripts_that_people_write_are_escaped(client_of):
    page = client_of("82").get(PAGE).content.decode()
    assert "<script>x()" not in page
    assert "&lt;script&gt;x()" in page


def treat(client, name, note="La fiche est corrigée."):
    sent = dict(zip(("part", "kind", "procedure", "key"), name.split("/"), strict=True))
    return client.post(PAGE, {**sent, "note": note})


def test_what_is_treated_leaves_the_page_and_keeps_its_note(local):
    treat(local, PAPER_82)
    response = local.get(PAGE)
    assert [str(one["reported"].name) for one in response.context["lines"]] == [STEP_82]
    ((treated, _part),) = response.context["treated"]
    assert (treated.note, treated.number) == ("La fiche est corrigée.", 2)
    rows = Feedback.objects.filter(part="82", kind="paper")
    assert {row.treated_on for row in rows} == {date(2026, 11, 26)}
    assert Feedback.objects.get(part="34").treated_on is None


def test_nothing_is_treated_without_a_note(client_of):
    treat(client_of("82"), PAPER_82, note="  ")
    assert not Feedback.objects.exclude(treated_on=None).exists()


def test_nobody_treats_what_is_of_another_part(client_of):
    assert treat(client_of("82"), PAPER_34).status_code == 403
    assert treat(client_of("82"), PAPER_ALL).status_code == 403
    assert not Feedback.objects.exclude(treated_on=None).exists()


def test_the_home_says_how_many_wait(client_of):
    page = client_of("82").get("/admin/").content.decode()
    assert "3 retours du terrain attendent." in page
    page = client_of("34").get("/admin/").content.decode()
    assert "1 retour du terrain attend." in page


def test_the_dashboard_shows_which_lines_people_doubt(client_of):
    address = reverse("admin:desk_dashboard", args=["visites"])
    doubts = client_of("82").get(address).context["doubts"]
    assert [bar.total for bar in doubts] == [2, 1]
    everything = client_of("national").get(address).context["doubts"]
    assert sorted(bar.total for bar in everything) == [1, 1, 1, 2]


def test_a_line_that_is_gone_keeps_its_name(client_of):
    make_feedback(key="disparu")
    line = lines(client_of("82"))["82/paper/renouvellement/disparu"]
    assert (line["reported"].title, line["url"]) == ("disparu", "")


def test_treated_without_a_word_says_what_is_missing_at_the_line(local):
    name = lines(local)[PAPER_82]["reported"].name
    sent = {one: getattr(name, one) for one in ("part", "kind", "procedure", "key")}
    response = local.post(PAGE, {**sent, "note": "  "})
    assert response.status_code == 200
    assert {str(one["reported"].name) for one in response.context["lines"] if one["refused"]} == {
        PAPER_82
    }
    assert "Dites ce qui a été fait" in response.text
    assert 'id="ce-qui-manque"' in response.text
    assert PAPER_82 in lines(local)


def test_a_note_that_is_too_long_is_refused_and_kept(local):
    """It was cut at 300 letters, by the browser then by the server, and nobody was told."""
    name = lines(local)[PAPER_82]["reported"].name
    sent = {one: getattr(name, one) for one in ("part", "kind", "procedure", "key")}
    text = local.get(PAGE).text
    assert 'data-limit="300"' in text
    assert "limits.js" in text
    response = local.post(PAGE, {**sent, "note": "é" * 301})
    assert "300 caractères au plus ; il y en a 301." in response.text
    assert "é" * 301 in response.text
    assert PAPER_82 in lines(local)
    local.post(PAGE, {**sent, "note": "é" * 300})
    assert PAPER_82 not in lines(local)
