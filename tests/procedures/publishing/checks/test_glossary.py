"""Translations say the terms of the law as the glossary of their language does."""

import re

import pytest
from django.conf import settings

from procedures.engine.schema.texts import text_hash
from procedures.publishing.checks import checker
from procedures.publishing.checks.glossary import bare, glossary, other_words
from tests.languages import TRANSLATED
from tests.procedures.engine.builders import TODAY, make_plain, make_question

ROOT = settings.ROOT
RECEIPT = "Vous recevez un récépissé."


def translated(french, text, language="en"):
    plain = make_plain(make_question("age", "integer", text=french))
    entry = {"text": text, "status": "machine", "of": text_hash(french)}
    plain["translations"] = {language: {"questions.yaml": {"age.text": entry}}}
    return plain


def said_of(*values):
    return [str(one) for one in other_words(translated(*values))]


@pytest.mark.parametrize("language", TRANSLATED)
def test_glossary_has_forty_terms_and_each_pattern_bears_its_own_word(language):
    terms = glossary(language)
    assert len(terms) >= 40
    assert len({one.term for one in terms}) == len(terms)
    assert [one.term for one in terms if not one.is_in(one.term)] == []
    assert [one.term for one in terms if not one.is_translated_in(bare(one.translation))] == []
    assert [one.term for one in terms] == [one.term for one in glossary("en")]


def test_another_word_for_a_term_is_a_warning_that_names_the_entry():
    (said,) = said_of(RECEIPT, "You get a voucher.")
    assert "translations/en/questions.yaml : age.text" in said
    assert "« récépissé » se dit « receipt »" in said


@pytest.mark.parametrize(
    ("french", "text", "language"),
    [
        (RECEIPT, "You get a receipt (récépissé).", "en"),
        ("Vos RÉCÉPISSÉS", "Your receipts", "en"),
        (RECEIPT, "تتسلّم وَصْلًا (récépissé).", "ar"),
        ("Regardez les mots « récépissé ».", "Look at the words.", "en"),
        ("Bonjour", "Hello", "en"),
        (RECEIPT, "Ricevi un foglio.", "it"),
    ],
)
def test_inflections_quotations_and_other_languages_are_no_fault(french, text, language):
    assert said_of(french, text, language) == []


def test_what_is_out_of_date_is_not_compared():
    plain = translated(RECEIPT, "You get a voucher.")
    plain["translations"]["en"]["questions.yaml"]["age.text"]["of"] = "0" * 12
    assert list(other_words(plain)) == []


def test_term_inside_another_word_is_not_the_term():
    (term,) = (one for one in glossary("en") if one.term == "avocat")
    assert term.is_in("Un avocat.")
    assert not term.is_in("Un avocatier.")


def test_short_vowels_of_arabic_are_not_asked_for():
    assert bare("محامٍ") == bare("محام")
    assert re.search("[\u064b-\u0652]", bare("تجنُّس")) is None


def test_the_check_of_a_catalogue_says_it():
    problems = checker.check(translated(RECEIPT, "You get a voucher."), TODAY)
    assert any("se dit « receipt »" in str(one) and not one.blocking for one in problems)


# What was once said otherwise, and must not come back.
SET_ASIDE = {
    "en": (
        r"Talent card for",
        r"\d[ \xa0\u202f]?€",
        r"\bEUR\b",
        r"(approved|certified|authori[sz]ed) translator",
    ),
    "ar": (
        r"إعلان(?! العمل|ات)",  # an advertisement is one
        "العقد الجزائري",
        r"(?<!\d)1 شهر",
        "هل مالك قليل",
        "دبلوم|إفادة",
    ),
}


@pytest.mark.parametrize("language", TRANSLATED)
def test_words_that_were_set_aside_do_not_come_back(language):
    folders = (ROOT / "catalogue/translations" / language, ROOT / "locale" / language)
    found = []
    for one in (path for folder in folders for path in folder.rglob("*.*")):
        if one.suffix in (".yaml", ".po"):
            # The French sentences of the interface are not the translation.
            text = re.sub(r"msgid .*?(?=msgstr)", "", one.read_text(encoding="utf-8"), flags=re.S)
            found += [(one.name, word) for word in SET_ASIDE[language] if re.search(word, text)]
    assert found == []
