"""Measures how fast the dossiers of an association are read again, listed and searched."""

import pytest
from django.utils.translation import override

from procedures.publishing.editions.in_memory import using
from questionnaire.dossiers.answered import Answered
from questionnaire.dossiers.content import DossierContent, cards_of, new_dossier, seal
from questionnaire.dossiers.invitations import create_organisation
from questionnaire.dossiers.listing import SearchedList, listed_of
from questionnaire.dossiers.reviewing import review_all
from questionnaire.dossiers.sealing import cipher_of
from questionnaire.models import Dossier, Member
from tests.shipped import shipped_plain, shipped_rules

from .measure import median_ms, processor_and_clock_ms, show
from .multiplied import TODAY

DOSSIERS = 10_000
REVIEW_AT_MOST = 10_000  # milliseconds


@pytest.fixture
def association(db):
    """An association with dossiers of the people of the cases; one of five has lost a paper."""
    made, rules, cases = create_organisation("La Rive", ["82"]), shipped_rules(), []
    with override("fr"):
        for case in shipped_plain()["cases"]:
            content = DossierContent(answers=case["answers"])
            answered = Answered(rules, content, TODAY)
            content.seen = dict(answered.record)
            cases.append((content, answered.card("", "")))
    cipher, rows = cipher_of(made), []
    for number in range(DOSSIERS):
        content, card = cases[number % len(cases)]
        card.reference = f"K-{number}"
        dossier = new_dossier(made, None)
        if number % 5 == 0:
            content = DossierContent(answers=content.answers, seen={})
        seal(dossier, cipher, card, content)
        dossier.edition = 1
        rows.append(dossier)
    Dossier.objects.bulk_create(rows, batch_size=500)
    return made


def test_dossiers_are_read_again_listed_and_searched(association):
    with using(shipped_rules(), number=2) as edition:
        counts = []
        spent, waited = processor_and_clock_ms(lambda: counts.append(review_all(edition, TODAY)))
        assert counts[0][0] == DOSSIERS
        assert counts[0][1] > 0
        show(f"{DOSSIERS} dossiers read with a new edition", spent, at_most=REVIEW_AT_MOST)
        show("the same, by the clock", waited, at_most=REVIEW_AT_MOST)

        def searched():
            listed = listed_of(cards_of(association, cipher_of(association)), TODAY)
            form = SearchedList({"q": "k 77"}, listed, edition.rule_set, Member())
            return form.chosen(listed, TODAY)

        assert searched()
        show(f"the list of {DOSSIERS}, opened and searched", median_ms(searched, 3))
    assert max(spent, waited) <= REVIEW_AT_MOST
