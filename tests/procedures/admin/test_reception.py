"""« Postes d'accueil » and « Visites à l'accueil »: for the agents of the place alone."""

import re
from datetime import date
from html import unescape
from io import BytesIO

import pytest
from openpyxl import load_workbook

from procedures.models import Count, Feedback, Procedure, ReceptionCount, ReceptionPost, Role
from procedures.reception import post_of
from procedures.reception.figures import closed_periods, closed_weeks, week_of
from procedures.reception.posts import LONGEST_NAME

pytestmark = pytest.mark.usefixtures("catalogue")
POSTS = "/admin/postes-d-accueil/"
BOARD = "/admin/tableaux-de-bord/accueil/"
XLSX = f"{POSTS}visites.xlsx"
TODAY = date(2026, 11, 27)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)


@pytest.fixture
def counted(catalogue):
    week = {"week": closed_weeks(TODAY)[0], "goal": "", "procedure": ""}
    period = {**week, "week": closed_periods(TODAY)[0][1]}
    for columns in (
        {**week, "department": "82", "reason": "summons", "looked": "", "number": 23},
        {**period, "department": "82", "reason": "information", "looked": "nowhere", "number": 17},
        {**period, "department": "82", "reason": "missing_paper", "looked": "portal", "number": 8,
         "goal": "renouvellement", "procedure": "renouvellement"},
        {**period, "department": "34", "reason": "information", "looked": "phone", "number": 95},
    ):  # fmt: skip
        ReceptionCount.objects.create(**columns)


def test_an_agent_opens_a_post_of_her_place_sees_its_link_once_and_closes_it(local):
    page = local.post(POSTS, {"ou": "82", "nom": " Hall,  porte 2 "}).content.decode()
    post = ReceptionPost.objects.get()
    assert (post.department, post.name, post.opened_on) == ("82", "Hall, porte 2", TODAY)
    link = page.partition('id="adresse-du-poste"')[2].partition(">")[2].partition("<")[0]
    token = link.rstrip("/").rpartition("/")[2]
    assert link == f"http://testserver/fr/accueil/82/poste/{token}/"
    assert post_of(token, "82") == post
    assert f'action="/fr/accueil/82/poste/{token}/fin/"' in page
    assert token not in post.digest
    again = local.get(POSTS).content.decode()
    assert token not in again
    assert "Hall, porte 2" in again
    local.post(POSTS, {"fermer": post.pk})
    assert post_of(token, "82") is None


def test_an_agent_opens_a_terminal_that_counts_nothing(local):
    local.post(POSTS, {"ou": "82", "nom": "Hall"})
    local.post(POSTS, {"ou": "82", "nom": "Borne", "libre": "1"})
    page = local.get(POSTS).content.decode()
    rows = [row for row in page.split("<tr>") if 'name="fermer"' in row]
    assert ["borne en libre service" in one for one in rows] == [True, False]
    assert [one.name for one in ReceptionPost.objects.filter(self_service=True)] == ["Borne"]


def test_nobody_opens_or_closes_a_post_of_another_place(client_of):
    client_of("82").post(POSTS, {"ou": "82", "nom": "Entrée nord"})
    post = ReceptionPost.objects.get()
    other = client_of("34")
    assert other.post(POSTS, {"ou": "82", "nom": "Faux"}).status_code == 403
    other.post(POSTS, {"fermer": post.pk})
    assert "Entrée nord" not in other.get(POSTS).content.decode()
    post.refresh_from_db()
    assert post.closed_on is None
    assert ReceptionPost.objects.count() == 1


@pytest.mark.parametrize("number", ["9" * 5_000, "9" * 30, "-1", "", "٩" * 8])
def test_a_number_that_no_post_has_closes_nothing(client_of, number):
    client_of("82").post(POSTS, {"ou": "82", "nom": "Hall \u202enord\n"})
    assert client_of("82").post(POSTS, {"fermer": number}).status_code == 302
    post = ReceptionPost.objects.get()
    assert (post.name, post.closed_on) == ("Hall nord", None)


def words_of(response):
    assert response.status_code == 200
    return " ".join(unescape(response.content.decode()).split())


@pytest.mark.usefixtures("counted")
def test_the_board_shows_the_place_its_arithmetic_and_its_limits(client_of):
    page = words_of(client_of("82").get(BOARD))
    assert "Visites à l'accueil" in page
    assert "<strong>Au moins 20 visites</strong> sur 20" in page
    assert "15 (portail pas vu) + 5 (portail vu) + 0 (pas demandé) = 20" in page
    assert "Les limites" in page
    bars = page.partition('id="cherche"')[2].partition("</section>")[0]
    assert bars.count('<svg class="board-bar"') == 2
    assert 'width="100.00"' in bars
    assert "95" not in page.partition('id="semaines"')[2].partition("</section>")[0]
    everywhere = words_of(client_of("national").get(BOARD))
    assert "<strong>Au moins 115 visites</strong> sur 115" in everywhere
    # An agent sees no other place by its address.
    assert "sur 20" in words_of(client_of("82").get(BOARD, {"ou": "34"}))


@pytest.mark.usefixtures("counted")
def test_who_opens_the_posts_reads_exact_numbers_and_nobody_else_does(client_of):
    for place, name, number in (("82", "Hall", 19), ("82", "Porte", 2), ("34", "Ailleurs", 71)):
        ReceptionPost.objects.create(
            department=place, name=name, digest=name, opened_on=TODAY, counted_on=TODAY,
            counted=number,
        )  # fmt: skip
    ReceptionPost.objects.create(
        department="82", name="Hier", digest="h", opened_on=TODAY, counted_on=date(2026, 11, 26),
        counted=7,
    )  # fmt: skip
    for week, number in ((week_of(TODAY), 3), (closed_weeks(TODAY)[0], 4)):
        ReceptionCount.objects.create(
            week=week, department="82", reason="no_slot", looked="", goal="", procedure="",
            number=number,
        )  # fmt: skip
    page = words_of(client_of("82").get(BOARD))
    own = page.partition('id="au-detail"')[2].partition("</section>")[0]
    assert "<strong>21 visites aujourd'hui.</strong> Hall : 19 ; Porte : 2." in own
    rows = {row[0]: row[1:] for row in cells(page, "au-detail")}
    assert rows["Pas de créneau"] == ["3", "4", "0", "0"]
    assert rows["Une convocation"][:2] == ["0", "23"]
    # The statistics go on hiding small numbers, on the same page too.
    of_week = cells(page, "semaines")[1]
    assert "4" not in of_week
    assert "20" in of_week
    book = load_workbook(BytesIO(client_of("82").get(XLSX).content))
    assert not {cell.value for sheet in book for row in sheet for cell in row} & {3, 4, 23}
    for part, role, seen in (
        ("82", Role.READER, False),
        ("national", "publication", False),
        # The address of another place shows one's own.
        ("34", "publication", True),
    ):
        page = words_of(client_of(part, role=role).get(BOARD, {"ou": "82"}))
        assert ("Visites au détail" in page) == seen
        assert "Hall" not in page
        assert ("71 visites" in page) == seen


def cells(page, anchor):
    """Return the lines of the table of a part of the page, as what their cells say."""
    rows = page.partition(f'id="{anchor}"')[2].partition("</section>")[0].split("<tr>")[1:]
    return [[*re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


@pytest.mark.usefixtures("counted")
def test_the_board_lays_visits_by_week_and_by_reason(client_of):
    """The week that is over: 23 summons in the 82, of which 20 are shown; the 34 has none."""
    ReceptionCount.objects.create(
        week=closed_weeks(TODAY)[0], department="82", reason="no_slot", looked="", goal="",
        procedure="", number=9,
    )  # fmt: skip
    heads, last, *earlier = cells(words_of(client_of("82").get(BOARD)), "semaines")
    told = dict(zip(heads, last, strict=True))
    assert told.pop("Semaine du") == "16 novembre 2026"
    assert told.pop("Au moins") == "<strong>25</strong>"
    assert {key: number for key, number in told.items() if number != "–"} == {
        "Une convocation": "20",
        "Pas de créneau": "5",
    }
    assert len(earlier) == 11
    book = load_workbook(BytesIO(client_of("82").get(XLSX).content))
    head, first, *rest = book["Par semaine"].iter_rows(values_only=True)
    shown = {key: value for key, value in zip(head, first, strict=True) if value is not None}
    assert shown.pop("Semaine") == closed_weeks(TODAY)[0]
    assert shown.pop("Lundi").date() == date(2026, 11, 16)
    assert {key.lower(): value for key, value in shown.items()} == {
        "une convocation": 20,
        "pas de créneau": 5,
        "total (au moins)": 25,
    }
    totals = [(row[0], row[-1]) for row in rest if row[-1]]
    assert totals == [(closed_periods(TODAY)[0][1], 20)]


@pytest.mark.usefixtures("counted")
def test_the_board_draws_the_procedures_of_visits_that_could_be_avoided(client_of):
    response = client_of("82").get(BOARD)
    (bar,) = response.context["wishes"]
    assert (bar.label, bar.total) == ("Une carte", 5)
    assert [(one.kind, one.label, one.number) for one in bar.parts if one.number] == [
        ("late", "un papier manquant", 5)
    ]
    drawn = words_of(response).partition('id="echecs"')[2].partition("</section>")[0]
    assert 'class="board-fill board-fill--late" x="0.00" width="100.00"' in drawn
    assert cells(words_of(response), "echecs")[1] == ["Une carte", "0", "0", "0", "5", "5"]
    book = load_workbook(BytesIO(client_of("82").get(XLSX).content))
    rows = [*book["Démarches"].iter_rows(min_row=2, values_only=True)]
    assert rows == [("Une carte", "un papier manquant", 5)]


def failing(client, **query):
    pages = client.get(BOARD, query).context["pages"]
    return {(bar.label, bar.note): [part.number for part in bar.parts] for bar in pages}


@pytest.mark.usefixtures("counted")
def test_the_board_shows_the_pages_that_failed_people(client_of):
    Count.objects.create(
        month="2026-10", kind="visit", subject="renouvellement", place="82", number=12
    )
    Count.objects.create(
        month="2026-10", kind="visit", subject="renouvellement", place="34", number=9
    )
    told = {"month": "2026-10", "reason": "wrong", "words": "Fermé le lundi."}
    line = {**told, "procedure": "renouvellement", "kind": "paper", "key": "photos"}
    for part in ("82", "34"):
        Feedback.objects.create(part=part, **line)
        Feedback.objects.create(part=part, kind="place", key="prefecture", **told)
    own = {
        ("Une carte", "page de la démarche"): [5, 10, 1],
        ("Préfecture : 82 Département 82", "page du lieu, 82"): [0, 0, 1],
    }
    client = client_of("82")
    assert failing(client) == own
    assert failing(client, ou="34") == own
    book = load_workbook(BytesIO(client.get(XLSX).content))
    rows = [tuple(cell.value for cell in row) for row in book["Pages"]]
    assert ("Une carte", "page de la démarche", 5, 10, 1) in rows
    assert "Fermé le lundi" not in client.get(BOARD).text
    national = client_of("national")
    assert failing(national, ou="82") == own
    everywhere = failing(national)
    assert everywhere["Une carte", "page de la démarche"] == [5, 15, 2]


@pytest.mark.usefixtures("counted")
def test_the_workbook_has_the_numbers_of_the_page_and_no_others(client_of):
    response = client_of("82").get(XLSX)
    book = load_workbook(BytesIO(response.content))
    assert book.sheetnames == ["Par semaine", "Évitables", "Où cherché", "Démarches", "Pages"]
    numbers = {
        cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, int)
    }
    assert numbers <= {0, 5, 15, 20}
    assert 5 in numbers


@pytest.mark.usefixtures("counted")
def test_a_title_made_at_the_desk_is_no_formula_in_the_workbook(client_of):
    formula = '=HYPERLINK("https://faux.example";"Payer")\x07'
    changed = Procedure.objects.filter(key="renouvellement").update(title_fr=formula)
    assert changed == 1
    ReceptionCount.objects.filter(procedure="renouvellement").update(number=80)
    book = load_workbook(BytesIO(client_of("82").get(XLSX).content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert formula[:-1] in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_a_name_that_is_too_long_is_refused_and_kept(client_of):
    client = client_of("34", "82")
    text = client.get(POSTS).content.decode()
    assert f'data-limit="{LONGEST_NAME}"' in text
    assert "limits.js" in text
    long = "h" * (LONGEST_NAME + 1)
    text = client.post(POSTS, {"ou": "82", "nom": long, "libre": "1"}).content.decode()
    refusal = f"{LONGEST_NAME} caractères au plus ; il y en a {LONGEST_NAME + 1}."
    assert f"Rien n'est ouvert : le nom a {refusal}" in unescape(text)
    assert f'value="{long}"' in text
    assert '<option value="82" selected>' in text
    assert 'name="libre" value="1" checked' in text
    assert not ReceptionPost.objects.exists()
