"""Out and back again, on a whole catalogue: nothing changes, or everything is translated."""

import pytest

from procedures import models
from procedures.exchange import load_into_database, plain_from_database, read_folder
from procedures.exchange.plain import entries_of
from procedures.exchange.plain import texts_of as texts_of_entry
from procedures.models import TranslationStatus
from procedures.translating.catalogue_texts import LANGUAGES, SECTIONS, read_texts
from procedures.translating.progress import STATES, chosen, progress
from procedures.translating.reading import read_file
from procedures.translating.studying import Fate, Overtaken, TranslationReader, apply
from procedures.translating.workbook import write_workbook
from tests.procedures.exchange.test_round_trip import SMALL

from .made import filled


@pytest.fixture
def small(db):
    plain = read_folder(SMALL)
    plain["cases"] = plain["examples"] = []
    load_into_database(plain)


def study_of(source):
    language, lines = read_file(source)
    return TranslationReader(read_texts(), language, lambda part: True).study(lines)


def pseudo(french):
    return f"مرحبا {french}"[:450]


@pytest.mark.usefixtures("small")
def test_every_text_of_the_catalogue_is_there_under_its_name():
    plain = plain_from_database()
    expected = {
        f"{file}#{path}": holder[key]
        for file, shape, where, entry in entries_of(plain)
        for holder, key, path in texts_of_entry(shape, entry, where)
    }
    assert {text.reference: text.french for text in read_texts()} == expected


@pytest.mark.usefixtures("small")
def test_naming_texts_asks_the_database_nothing(django_assert_num_queries):
    texts = read_texts()
    with django_assert_num_queries(0):
        assert all(" : " in text.where for text in texts)
        assert {text.section for text in texts} <= set(SECTIONS)


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("language", LANGUAGES)
def test_untouched_file_changes_nothing(language):
    before = plain_from_database()
    study = study_of(write_workbook(read_texts(), language))
    assert len(study.lines) == len(read_texts())
    assert study.of(Fate.REFUSED, Fate.ASIDE, Fate.NEW, Fate.CHANGED) == []
    apply(study, TranslationStatus.MACHINE)
    assert plain_from_database() == before


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("status", [TranslationStatus.MACHINE, TranslationStatus.REVIEWED])
def test_filled_file_translates_everything(status):
    models.Question.objects.update(text_fr="Quel âge aurez-vous ?")  # Now some are stale.
    study = study_of(filled(write_workbook(read_texts(), "ar"), pseudo))
    assert study.of(Fate.REFUSED, Fate.ASIDE) == []
    assert apply(study, status) == len(read_texts())
    for figures in progress(read_texts()):
        if figures.language == "ar":
            assert dict(figures.counts) == {status: figures.total}
    assert not [
        text for text in read_texts() if text.translation("ar") != pseudo(text.french).strip()
    ]


@pytest.mark.usefixtures("small")
def test_progress_counts_every_text_once_a_language():
    figures = progress(read_texts())
    for language in LANGUAGES:
        total = sum(one.total for one in figures if one.language == language)
        assert total == len(read_texts())
        by_state = {state: len(chosen(read_texts(), language, states=[state])) for state in STATES}
        assert sum(by_state.values()) == total
        assert by_state[TranslationStatus.MISSING] > 0


@pytest.mark.usefixtures("small")
def test_chosen_texts_are_of_the_part_and_section():
    texts = chosen(read_texts(), "ar", parts=["82"], sections=["channels"])
    assert texts
    assert {(text.part, text.section) for text in texts} == {("82", "channels")}


@pytest.mark.usefixtures("small")
def test_nothing_is_written_when_one_text_changed_meanwhile():
    study = study_of(filled(write_workbook(read_texts(), "ar"), pseudo))
    document = models.Document.objects.first()
    document.title_fr = "Tout autre chose"
    document.save()
    before = plain_from_database()
    with pytest.raises(Overtaken):
        apply(study, TranslationStatus.REVIEWED)
    assert plain_from_database() == before


@pytest.mark.usefixtures("small")
def test_nothing_is_written_over_what_somebody_else_translated():
    study = study_of(filled(write_workbook(read_texts(), "ar"), pseudo))
    document = models.Document.objects.last()
    document.set_translation("title", "ar", "نص", TranslationStatus.REVIEWED)
    document.save()
    with pytest.raises(Overtaken):
        apply(study, TranslationStatus.MACHINE)
    document.refresh_from_db()
    assert document.title_ar == "نص"


@pytest.mark.usefixtures("small")
def test_machine_import_takes_no_review_away():
    document = models.Document.objects.first()
    document.set_translation("title", "ar", pseudo(document.title_fr), TranslationStatus.REVIEWED)
    document.save()
    apply(
        study_of(filled(write_workbook(read_texts(), "ar"), pseudo)),
        TranslationStatus.MACHINE,
    )
    document.refresh_from_db()
    assert document.translation_status("title", "ar") == TranslationStatus.REVIEWED
