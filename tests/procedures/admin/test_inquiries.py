"""« Enquêtes de terrain »: written, opened and read by the right accounts only."""

import io
import re
from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.utils.html import strip_tags
from openpyxl import load_workbook

from procedures.inquiring.results import LEAST_FOR_SHARES, LEAST_TOGETHER
from procedures.inquiring.storage import LATE
from procedures.models import FilledForm, Kit, Wave
from tests.questionnaire.inquiries.conftest import CONTENT

from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
HERE = "/admin/enquetes-de-terrain/"


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 26))


@pytest.fixture
def kit(catalogue):
    return Kit.objects.create(part="national", key="visite", title="Votre visite", content=CONTENT)


@pytest.fixture
def waves(kit):
    return {part: make_wave(kit, part) for part in ("82", "34")}


def make_wave(kit, part, name="Automne", answers=12, refused=0):
    wave = Wave.objects.create(
        kit=kit,
        part=part,
        name=f"{name} {part}",
        opens_on=date(2026, 11, 1),
        closes_on=date(2026, 11, 30),
        token=str(uuid4()),
        content=CONTENT,
    )
    for given in [True] * answers + [False] * refused:
        FilledForm.objects.create(
            id=uuid4(), wave=wave, day=date(2026, 11, 3), language="ar", answers={"cherche": given}
        )
    return wave


def test_an_agent_reads_the_waves_of_her_département_and_the_nation_reads_all(client_of, waves):
    page = client_of("82").get(HERE).text
    assert "Automne 82" in page
    assert "Automne 34" not in page
    assert client_of("82").get(f"{HERE}vague/{waves['34'].pk}/").status_code == 404
    national = client_of("national")
    assert "Automne 34" in national.get(HERE).text
    address = f"{HERE}vague/{waves['34'].pk}/"
    assert national.get(address).status_code == 200
    assert national.post(address, {"effacer": "oui"}).status_code == 403
    assert client_of("82").post(address, {"effacer": "oui"}).status_code == 404
    assert Wave.objects.count() == 2


def test_a_wave_says_its_numbers_in_words_and_its_address_as_a_picture(client_of, waves):
    page = client_of("82").get(f"{HERE}vague/{waves['82'].pk}/").text
    assert "12 questionnaires remplis" in page
    assert "12 en arabe" in page
    assert "100&nbsp;%" in page
    assert f"/fr/enquete/{waves['82'].token}/" in page
    assert 'class="qr__image"' in page
    # One bar for those who looked: all of the twelve.
    bars = re.findall(r'<svg class="board-bar" viewBox="0 0 (\d+) 10".*?width="(\d+)"', page)
    assert ("12", "12") in bars


def test_a_wave_without_a_question_is_not_opened(client_of):
    empty = Kit.objects.create(part="national", key="vide", title="Vide", content={})
    sent = {"kit": empty.pk, "part": "82", "name": "Mars", "opens_on": "2026-11-26"}
    response = client_of("82").post(f"{HERE}preparer/", {**sent, "closes_on": "2026-12-10"})
    assert "pas encore de question" in response.text
    assert 'value="Mars"' in response.text
    assert not Wave.objects.exists()


def test_a_wave_keeps_the_questions_that_it_began_with(client_of, kit):
    agent = client_of("82")
    sent = {"kit": kit.pk, "part": "82", "name": "Mars", "opens_on": "2026-11-26"}
    response = agent.post(f"{HERE}preparer/", {**sent, "closes_on": "2026-12-10"})
    wave = Wave.objects.get()
    assert response["Location"] == f"{HERE}vague/{wave.pk}/"
    assert len(wave.token) >= 22
    Kit.objects.update(content={**CONTENT, "title": {"fr": "Autre"}}, version=2)
    wave.refresh_from_db()
    assert (wave.content, wave.version) == (CONTENT, 1)
    refused = agent.post(f"{HERE}preparer/", {**sent, "part": "34", "closes_on": "2026-12-10"})
    late = agent.post(f"{HERE}preparer/", {**sent, "closes_on": "2026-11-25"})
    assert (refused.status_code, late.status_code) == (200, 200)
    assert "Le dernier jour est avant le premier." in late.text
    assert Wave.objects.count() == 1


def test_a_kit_is_copied_for_a_département_and_changed_without_any_identifier(client_of, kit):
    agent = client_of("82")
    assert agent.get(f"{HERE}questionnaire/{kit.pk}/").status_code == 403
    address = f"{HERE}questionnaire/?modele={kit.pk}"
    sent = form_data(agent.get(address))
    sent |= {"title_fr": "Notre visite", "q-5-text_fr": "Qui êtes-vous ?", "q-5-kind": "choice"}
    sent |= {"q-5-choices_fr": "Un usager\nUn voisin", "q-5-when": "cherche=oui"}
    response = agent.post(address, sent)
    copied = Kit.objects.get(part="82")
    assert response["Location"] == f"{HERE}questionnaire/{copied.pk}/"
    assert (copied.key, copied.title, copied.version) == ("notre_visite", "Notre visite", 1)
    assert copied.content["questions"][:5] == CONTENT["questions"]
    added = copied.content["questions"][5]
    assert added["key"] == "qui_etes_vous"
    assert added["when"] == {"cherche": True}
    assert [one["value"] for one in added["choices"]] == ["un_usager", "un_voisin"]
    kept = form_data(agent.get(response["Location"]))
    agent.post(response["Location"], kept)
    copied.refresh_from_db()
    assert copied.version == 1
    agent.post(response["Location"], {**kept, "q-0-DELETE": "on"})
    copied.refresh_from_db()
    # Two questions are asked after an answer to the one that would go: the kit stays whole.
    assert copied.version == 1
    agent.post(response["Location"], {**kept, "q-3-DELETE": "on", "q-4-ORDER": "1"})
    copied.refresh_from_db()
    assert copied.version == 2
    assert "fois" not in [one["key"] for one in copied.content["questions"]]
    assert client_of("34").get(response["Location"]).status_code == 404


def test_a_question_with_answers_lacks_them_and_is_refused(client_of, kit):
    agent = client_of("82")
    address = f"{HERE}questionnaire/?modele={kit.pk}"
    sent = form_data(agent.get(address)) | {"q-1-choices_fr": "Seule", "title_fr": "Le nôtre"}
    page = agent.post(address, sent).text
    assert "De 2 à 20 réponses, une par ligne." in page
    assert Kit.objects.count() == 1


def test_two_waves_are_laid_side_by_side_with_their_limits(client_of, kit, waves):
    later = make_wave(kit, "82", "Après", answers=6)
    agent = client_of("82")
    page = agent.get(f"{HERE}avant-apres/?avant={waves['82'].pk}&apres={later.pk}").text
    assert "tirées au sort" in page
    assert "12 réponses avant, 6 après." in page
    hidden = agent.get(f"{HERE}avant-apres/?avant={waves['82'].pk}&apres={waves['34'].pk}")
    assert "tirées au sort" not in hidden.text


@pytest.mark.parametrize(
    ("answers", "said", "bars"),
    [(12, {"Oui": ("+10", True), "Non": ("-10", True)}, [(50, 60), (50, 40)]),
     (20, {"Oui": ("+50", False), "Non": ("-50", False)}, [(50, 100), (50, 0)]),
     (10, {"Oui": ("0", False), "Non": ("0", False)}, [(50, 50), (50, 50)])],
)  # fmt: skip
def test_each_answer_tells_its_points_and_what_may_be_chance(client_of, kit, answers, said, bars):
    """Of 20 people before and 20 after, less than 31 points may come from who was there."""
    before = make_wave(kit, "82", "Avant", answers=10, refused=10)
    after = make_wave(kit, "82", "Après", answers=answers, refused=20 - answers)
    address = f"{HERE}avant-apres/?avant={before.pk}&apres={after.pk}"
    page = " ".join(unescape(client_of("82").get(address).text).split())
    assert (
        "20 réponses avant, 20 après. Un écart de moins de 31 points peut venir du hasard." in page
    )
    table = next(one for one in page.split("<section")[1:] if "Avez-vous cherché" in one).partition(
        "<tbody>"
    )[2]
    rows = [row for row in table.split("<tr>")[1:] if 'scope="row"' in row]
    told = {}
    for row in rows:
        label = strip_tags(row.partition("</th>")[0].partition(">")[2])
        points = re.search(r"<td>([+-]?\d+) points?\b", row)[1]
        told[label] = (points, "(peut venir du hasard)" in row)
    assert told == said
    drawn = [re.findall(r'<rect [^>]*width="(\d+)"', row) for row in rows]
    assert [tuple(map(int, one)) for one in drawn] == bars


def test_the_workbook_has_the_waves_that_one_reads(client_of, waves):
    Wave.objects.filter(part="82").update(name="=1+1")
    response = client_of("82").get(f"{HERE}exporter/")
    book = load_workbook(io.BytesIO(response.content))
    (_, wave) = book["Vagues"].iter_rows(values_only=True)
    assert (wave[0], wave[3], wave[6]) == ("82", "=1+1", 12)
    assert book["Vagues"]["D2"].data_type == "s"
    rows = list(book["Réponses"].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == {"82"}
    yes = [row for row in rows if row[4] == "Avez-vous cherché ?" and row[5] == "Oui"]
    assert [row[6:] for row in yes] == [(12, 12, 100)]


def test_the_memo_on_how_to_ask_has_its_parts_and_the_figures_of_the_portal(client_of):
    response = client_of("82").get(f"{HERE}comment-interroger/")
    assert response.status_code == 200
    titles = re.findall("<h2>(.+?)</h2>", response.text)
    assert titles[-3:] == ["Avant", "Pendant", "Après"]
    text = unescape(strip_tags(response.text))
    for said in (
        "Nous ne demandons pas votre nom",
        "Un refus est un refus",
        "Ne demandez rien à un enfant",
        "N'écrivez ni nom, ni numéro",
        f"{LATE.days} jours après la fin",
        f"par {LEAST_TOGETHER} questionnaires au moins",
        f"Sous {LEAST_FOR_SHARES} réponses",
    ):
        assert said in text.replace("\N{NO-BREAK SPACE}", " "), said
