"""Addresses stay in French; what is said of them is read in the person's language."""

from time import process_time

import pytest

from procedures.engine.situation import Situation
from questionnaire.result import places, postal
from questionnaire.result.reading import Reading
from tests.languages import TRANSLATED

from .catalogue import TODAY

FOIX = "2 rue du Port, 09000 Foix"


@pytest.mark.parametrize(
    ("french", "translated", "address", "told"),
    [
        (f"{FOIX} (lieu de 2019, à vérifier)", f"{FOIX} (مكان من 2019)", FOIX, "(مكان من 2019)"),
        # « adresse » and « address » begin alike.
        (f"{FOIX} (adresse, à vérifier)", f"{FOIX} (address, check)", FOIX, "(address, check)"),
        ("Foix. Nous ne savons pas où.", "Foix. We do not know.", "Foix", "We do not know."),
        ("1 rue A (Bard), F (à vérifier)", "1 rue A (Bard), F (x)", "1 rue A (Bard), F", "(x)"),
        (FOIX, FOIX, FOIX, ""),
        (FOIX, "", FOIX, ""),
        # All of it was translated: the envelope still wants the French words.
        ("26 communes (2023, à vérifier)", "26 بلدة (2023)", "26 communes", "26 بلدة (2023)"),
    ],
)  # fmt: skip
def test_address_ends_where_the_translation_leaves_the_french(french, translated, address, told):
    assert postal.parted({"fr": french, "en": translated}, "en") == (address, told)
    assert postal.parted({"fr": french, "en": translated}, "fr") == (french, "")


def test_a_web_address_does_not_end_what_is_not_known():
    doubt = "Nous ne savons pas si elle reçoit : regardez https://www.lot.gouv.fr avant d'y aller."
    assert postal.alone(f"22 rue Caviale, Figeac (à vérifier). {doubt}") == "22 rue Caviale, Figeac"


@pytest.mark.parametrize("pattern", [postal.DOUBT, postal.NOT_KNOWN, postal.IN_BRACKETS])
def test_a_long_run_of_spaces_is_read_once(pattern):
    """Each space was tried as a beginning: 9,000 of them took 3 s on each page with the address."""
    began = process_time()
    assert pattern.sub("", f"{' ' * 30_000}x") == f"{' ' * 30_000}x"
    assert process_time() - began < 1


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_doubt_of_a_shipped_address_is_read_in_french(language, shipped):
    """Of every place and helper of every département, on its card."""
    wrong = []
    for code, department in shipped.departments.items():
        reading = Reading(Situation(shipped, {"residence": "france"}, TODAY), language)
        cards = [places.prefecture_contact(reading, department.prefecture)]
        cards += [
            places.counter_contact(reading, one, department.prefecture) for one in department.sites
        ]
        cards += [places.helper_contact(reading, one) for one in department.helpers]
        wrong += [
            (code, card.address)
            for card in cards
            if postal.DOUBT.search(card.address) or postal.NOT_KNOWN.search(card.address)
        ]
    assert wrong == []
