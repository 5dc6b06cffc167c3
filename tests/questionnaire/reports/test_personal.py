"""What a short text must not hold, however it is written."""

import pytest

from questionnaire.reports.personal import MAIL, NAME, NUMBER, personal


@pytest.mark.parametrize(
    "text",
    [
        "06 12 34 56 78",
        "appelez-moi au 06.12.34.56.78 svp",
        "+33 (0)6-12-34-56-78",
        "O6 12 34 56 78",
        "9 9 0 1 2 3 4 5 6 7",
        "mon numéro d'étranger : 9901234567",
        "99-01-23-45-67",
        "99\u200b01\u200b234567",
        "٠٦ ١٢ ٣٤ ٥٦ ٧٨",
        "۰۶۱۲۳۴۵۶۷۸",
        "９９０１２３４５６７",
        "⓪⑥①②③④⑤⑥⑦⑧",
        "06/12/2020/67/89",
        "zéro six douze trente-quatre cinquante-six soixante-dix-huit",
    ],
)
def test_hidden_numbers_are_found(text):
    assert personal(text) == NUMBER


@pytest.mark.parametrize(
    "text",
    [
        "moi@exemple.fr",
        "moi ＠ exemple.fr",
        "moi arobase exemple point fr",
        "moi AROBAS exemple",
        "moi (at) exemple.fr",
        "moi [ at ] exemple",
        "me at example dot com",
        "moi gmail point com",
    ],
)
def test_hidden_addresses_are_found(text):
    assert personal(text) == MAIL


@pytest.mark.parametrize(
    "text", ["Mme Diallo du guichet 3", "MME DIALLO", "Mr Khan said no", "قال M. Diallo لا"]
)
def test_names_after_a_civility_are_found(text):
    assert personal(text) == NAME


@pytest.mark.parametrize(
    "text",
    [
        "",
        "La dame du guichet 3, ou Mme la préfète",
        "On m'a demandé 3 photos et un timbre de 225 €.",
        "Rendez-vous le 12/11/2026 à 14 h 30, guichet 4",
        "Ouvert de 9 h à 12 h et de 13 h 30 à 16 h",
        "Le formulaire cerfa 15186*03",
        "un ou deux papiers de plus",
        "طلبوا مني ٣ صور",
    ],
)
def test_what_names_nobody_passes(text):
    assert personal(text) == ""
