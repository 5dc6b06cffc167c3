"""What a file would change: every line has its fate, and its reason."""

import pytest

from procedures.models import TranslationStatus
from procedures.translating.studying import Fate, TranslationReader
from procedures.translating.workbook import FileLine, UnreadableFile

from .made import make_text

ARABIC = "جواز السفر"


def study(text, translation=ARABIC, *, may_edit=lambda part: True, **fields):
    fields = {"reference": text.reference, "mark": text.mark} | fields
    line = FileLine("ligne 2", text=translation, **fields)
    (found,) = TranslationReader([text], "ar", may_edit).study([line]).lines
    return found


@pytest.fixture
def text():
    return make_text("Passeport")


@pytest.fixture
def translated():
    return make_text("Passeport", ar=ARABIC)


def test_first_translation_is_new(text):
    assert study(text).fate == Fate.NEW


def test_another_translation_is_a_change(translated):
    assert study(translated, "جواز").fate == Fate.CHANGED


def test_same_translation_confirms_a_machine_one(translated):
    assert study(translated).fate == Fate.CONFIRMED


def test_same_translation_changes_nothing_of_a_reviewed_one(translated):
    translated.row.set_translation("title", "ar", ARABIC, TranslationStatus.REVIEWED)
    assert study(translated).fate == Fate.UNCHANGED


def test_replacing_a_reviewed_translation_is_worth_a_look(translated):
    translated.row.set_translation("title", "ar", ARABIC, TranslationStatus.REVIEWED)
    (warning,) = study(translated, "جواز").warnings
    assert "relue" in warning


@pytest.mark.parametrize("empty", ["", "  \n "])
def test_empty_line_is_passed_over(text, empty):
    assert study(text, empty).fate == Fate.EMPTY


def test_line_made_from_another_french_is_kept_aside(text):
    mark = text.mark
    text.row.title_fr = "Passeport en cours de validité"
    found = study(text, mark=mark)
    assert found.fate == Fate.ASIDE
    assert "le français a changé" in found.reason


def test_french_itself_tells_when_the_mark_is_lost(text):
    assert study(text, mark="", french="Passeport").fate == Fate.NEW
    assert study(text, mark="", french="Visa").fate == Fate.ASIDE
    assert study(text, mark="", french="").fate == Fate.ASIDE


def test_unknown_reference_is_refused_with_the_nearest_name(text):
    found = study(text, reference="documents.yaml#passport.title")
    assert (found.fate, found.near) == (Fate.REFUSED, (text.reference,))


def test_nearest_names_are_of_what_the_account_may_edit(text):
    found = study(text, reference="documents.yaml#passport.title", may_edit=lambda part: False)
    assert found.near == ()


def test_part_of_others_is_refused_by_its_name(text):
    found = study(text, may_edit=lambda part: part != "national")
    assert found.fate == Fate.REFUSED
    assert "national" in found.reason


def test_translation_that_is_too_long_is_refused(text):
    assert study(text, "م" * 500).fate == Fate.NEW
    found = study(text, "م" * 501)
    assert found.fate == Fate.REFUSED
    assert "500" in found.reason


def test_translation_that_the_database_refuses_is_refused_before(text):
    """PostgreSQL keeps no NUL: the import ended in an error 500."""
    found = study(text, f"{ARABIC}\0")
    assert (found.fate, found.translation) == (Fate.REFUSED, "")
    assert "caractère nul" in found.reason


def test_second_line_of_a_text_is_refused(text):
    lines = [FileLine(f"ligne {n}", text.reference, ARABIC, text.mark) for n in (2, 3)]
    found = TranslationReader([text], "ar", lambda part: True).study(lines)
    assert [one.fate for one in found.lines] == [Fate.NEW, Fate.REFUSED]
    assert "ligne 2" in found.lines[1].reason


def test_what_differs_from_the_french_is_said(text):
    assert study(text, "Passport").warnings


def test_language_that_the_site_has_not_is_refused(text):
    with pytest.raises(UnreadableFile, match="« xx »"):
        TranslationReader([text], "xx", lambda part: True)
