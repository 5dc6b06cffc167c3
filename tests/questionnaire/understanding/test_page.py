"""The page about other answers: who gets it, what it says in each language, what it keeps quiet."""

import re
from datetime import date

import pytest

from procedures.publishing.editions.in_memory import using
from questionnaire.runs.run import Run, cookie_name, seal
from tests.languages import LANGUAGES
from tests.questionnaire.weight import MOST_COLD, cold

RUN = "2bcdefgh"
STUDENT = {
    "residence": "france", "beneficiary": "moi", "commune": "34172", "nationality": "MA",
    "goal": "renouvellement", "current_document": "carte_sejour", "permit_motive": "etudiant",
    "same_reason": True, "expiry_date": "2027-05-15", "ground": "etudes", "age": 24,
}  # fmt: skip
# Who renews is not asked for the reason that the words of their card say; who changes it is.
CHANGING = {**STUDENT, "goal": "changement_motif"}
UNSURE = {**CHANGING, "ground": None}
ALGERIAN = {**STUDENT, "nationality": "DZ", "current_document": "certificat_algerien_1_an",
            "permit_motive": "salarie", "ground": "travail_salarie", "contract": "cdi"}  # fmt: skip
TRAVELLER = {
    "residence": "france", "beneficiary": "moi", "commune": "09122", "nationality": "SN",
    "goal": "titre_voyage", "current_document": "carte_ue", "expiry_date": "2028-05-01",
    "protection_status": "apatride",
}  # fmt: skip
LOST = {**STUDENT, "goal": "duplicata", "loss_kind": "perte"}
LETTER = {
    **STUDENT, "goal": "refus", "decision_kind": "oqtf", "placement": "libre",
    "decision_date": "2026-11-23",
}  # fmt: skip
DANGER = {**STUDENT, "goal": "premiere_demande", "current_document": "aucun",
          "ground": "violences_traite", "violence_kind": "ordonnance_protection",
          "long_stay_visa": True, "years_regular_stay": 1, "years_in_france": 1}  # fmt: skip


@pytest.fixture
def show(client, shipped, monkeypatch):
    """Open a page of the run of a person who gave these answers."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: date(2026, 11, 24))
    late = [key for key, one in shipped.questions.items() if one.late]

    def open_page(answers, *, page="pourquoi", language="fr", **run):
        kept = Run(RUN, dict(answers), 2_000_000_000, 1, passed=late, **run)
        client.cookies[cookie_name(RUN)] = seal(kept.to_data())
        with using(shipped, number=1):
            return client.get(f"/{language}/demarche/{RUN}/{page}/")

    return open_page


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_student_reads_what_the_longer_cards_want(show, language):
    response = show(STUDENT, language=language)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    near = {one.url.split("/")[3]: one for one in response.context["near"]}
    years = near["resident-longue-duree-ue"].lines[-1]
    assert "5" in years.wanted[0]
    assert years.given == ""
    assert {"rece", "naturalisation-decret"} <= set(near)
    assert not response.context["in_french"]
    assert "%(" not in text_of(response)
    assert cold(response.content) <= MOST_COLD
    assert "data-leave" in text_of(response)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_changes_their_reason_reads_what_another_one_leads_to(show, language):
    response = show(CHANGING, language=language)
    (ground,) = response.context["changing"]
    assert "/demarches/rece/" in [one.url[3:] for one in ground.others]
    assert "%(" not in text_of(response)
    assert cold(response.content) <= MOST_COLD


def test_beside_a_reason_that_was_not_asked_stand_the_words_of_the_card(show):
    response = show(STUDENT)
    near = {one.url.split("/")[3]: one for one in response.context["near"]}
    (ground,) = near["rece"].lines
    assert (ground.given, ground.change_url) == ("Étudiant", "")
    assert near["stagiaire"].asks_more, "who wants a first card is asked for the reason"


@pytest.mark.django_db
def test_it_makes_no_query_once_warm(show, django_assert_num_queries):
    show(STUDENT)
    with django_assert_num_queries(0):
        assert show(STUDENT).status_code == 200


def test_no_address_holds_an_answer(show):
    addresses = re.findall(r'href="(/fr/[^"]*)"', text_of(show(STUDENT)))
    own = [one for one in addresses if "demarche/" in one]
    pages = ("pourquoi", "resultat", "verifier", "goal")
    assert set(own) == {f"/fr/demarche/{RUN}/{page}/" for page in pages}
    assert not [one for one in addresses if "?" in one]


def test_the_answer_and_the_review_lead_to_it(show):
    way = f'href="/fr/demarche/{RUN}/pourquoi/"'
    assert way in text_of(show(STUDENT, page="resultat"))
    assert way in text_of(show(STUDENT, page="verifier"))


def test_what_one_does_not_know_comes_first_and_can_be_answered(show):
    response = show(UNSURE)
    first = response.context["changing"][0]
    assert first.unknown
    assert first.change_url.endswith("/ground/")
    assert f'href="{first.change_url}"' in text_of(response)


def test_an_algerian_is_led_from_ten_years_to_the_question_of_the_length_of_stay(show):
    response = show(ALGERIAN)
    near = {one.url.split("/")[3]: one for one in response.context["near"]}
    row = near["dz-10y-after-3-years"]
    wish, years = row.lines
    assert (years.given, "3" in years.wanted[0]) == ("", True)
    assert row.asks_more
    assert f'href="{wish.change_url}"' in text_of(response)
    # The question comes once the wish is said.
    changed = {**ALGERIAN, "goal": "carte_resident"}
    asked = show(changed, page="years_regular_stay")
    assert asked.status_code == 200


def test_who_lost_a_card_reads_what_a_theft_would_change(show):
    (happened,) = show(LOST).context["changing"]
    assert "/demarches/duplicata-vol/" in [one.url[3:] for one in happened.others]
    assert happened.given == "Je l'ai perdu"


def test_what_leads_to_advice_and_to_no_procedure_is_told_without_an_address(show):
    response = show(TRAVELLER)
    others = [one for asked in response.context["changing"] for one in asked.others]
    (advice,) = [one for one in others if not one.url]
    assert advice == others[-1], "what one can ask for comes first"
    (place,) = re.findall(
        r"La réponse serait :\s*([^\n]*décision de protection)", text_of(response)
    )
    assert "<a" not in place


@pytest.mark.parametrize("answers", [LETTER, DANGER])
def test_what_is_urgent_comes_alone(show, answers):
    for page in ("resultat", "verifier"):
        shown = show(answers, page=page)
        assert shown.status_code == 200
        assert "/pourquoi/" not in text_of(shown)
    away = show(answers)
    assert away.status_code == 302
    assert away.headers["Location"].endswith("/resultat/")


def test_who_came_by_an_urgent_way_in_is_led_to_the_answer(show):
    asked = ("goal", "decision_kind", "placement", "decision_date", "commune")
    lane = {key: LETTER[key] for key in asked}
    assert "/pourquoi/" not in text_of(show(lane, page="resultat", lane="goal"))
    assert show(lane, lane="goal").headers["Location"].endswith("/resultat/")


def test_before_the_last_question_it_leads_to_the_next_one(show):
    response = show({"residence": "france", "beneficiary": "moi"})
    assert response.status_code == 302
    assert "/pourquoi/" not in response.headers["Location"]


def test_a_danger_that_was_told_is_in_no_title(show):
    """An earlier answer that counts no more still hides what the page is about."""
    response = show({**STUDENT, "violence_kind": "traite"})
    assert "<title>Avant le guichet</title>" in text_of(response)


def test_who_answers_for_somebody_reads_of_that_person(show):
    (ground,) = show(CHANGING, assisted=True).context["changing"]
    assert "cette personne" in ground.question.casefold() + ground.others[0].answers[0].casefold()
