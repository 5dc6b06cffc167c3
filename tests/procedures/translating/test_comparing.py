"""The differences that a translator is asked to look at again."""

import time

import pytest

from procedures.translating.comparing import differences

SAME = [
    ("Payez 1 200 €.", "Pay €1,200.", "en"),
    ("Venez à 9h30.", "تعال في 9:30.", "ar"),
    ("Payez 225 € avant le 12.", "ادفع ٢٢٥ € قبل ١٢.", "ar"),
    ("Il dure 2 ans.", "It lasts two years.", "en"),
    ("Voir https://www.anef.fr/a.", "See https://www.anef.fr/a", "en"),
    ("**Gras** et [lien](https://a.fr)", "**Bold** and [link](https://a.fr)", "en"),
    ("Carte de 10 ans", "بطاقة 10 سنوات (carte de 10 ans)", "ar"),
    ("Étudiant", "« Étudiant » (طالب)", "ar"),
    ("Déposez {count} pièces.", "Hand in {count} papers.", "en"),
    ("CV", "CV", "en"),
    ("01 23 45", "01 23 45", "ar"),
]
OTHER = [
    ("Payez 225 €.", "Pay 25 €.", "en", "nombres"),
    ("Payez 225 €.", "Pay 225 $.", "en", "symboles"),
    ("Sous 15 jours.", "Soon.", "en", "nombres"),
    ("Sous 2 mois.", "Within 3 months.", "en", "nombres"),
    ("Voir https://www.anef.fr/a", "See https://www.anef.example/a", "en", "liens"),
    ("Écrivez à a@b.fr", "Write", "en", "liens"),
    ("Déposez {count} pièces.", "Hand in papers.", "en", "variables"),
    ("**Gras**", "Bold", "en", "mise en forme"),
    ("Bonjour", "<b>Hello</b>", "en", "mise en forme"),
    ("Bonjour à tous", "Hello everybody", "ar", "écriture"),
    ("Bonjour à tous", "مرحبا بالجميع", "en", "écriture"),
    ("Bonjour à tous", "Bonjour à tous", "en", "est le français"),
]


@pytest.mark.parametrize(("french", "translation", "language"), SAME)
def test_nothing_is_said_of_what_means_the_same(french, translation, language):
    assert differences(french, translation, language) == []


@pytest.mark.parametrize(("french", "translation", "language", "said"), OTHER)
def test_what_differs_is_said(french, translation, language, said):
    (found,) = differences(french, translation, language)
    assert said in found


@pytest.mark.parametrize("text", ["a" * 400_000, "x" + "\n" * 100_000 + "x", "1." * 100_000])
def test_long_text_is_compared_in_one_pass(text):
    started = time.process_time()
    differences("Bonjour", text, "en")
    assert time.process_time() - started < 2
