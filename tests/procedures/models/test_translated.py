import pytest

from procedures.models import Document, TranslationStatus
from procedures.translation import TEXTS
from tests.factories import make_document

pytestmark = pytest.mark.django_db


def test_a_text_without_translation_is_missing():
    document = make_document(title_fr="Passeport")
    assert document.translation_status("title", "ar") == TranslationStatus.MISSING


@pytest.mark.parametrize("status", [TranslationStatus.MACHINE, TranslationStatus.REVIEWED])
def test_a_translation_keeps_how_it_was_made(status):
    document = make_document(title_fr="Passeport")
    document.set_translation("title", "ar", "جواز سفر", status)
    document.save()
    found = Document.objects.get()
    assert found.title_ar == "جواز سفر"
    assert found.translation_status("title", "ar") == status


def test_a_translation_is_stale_once_the_french_changes():
    document = make_document(title_fr="Passeport")
    document.set_translation("title", "ar", "جواز سفر", TranslationStatus.REVIEWED)
    document.title_fr = "Passeport en cours de validité"
    assert document.translation_status("title", "ar") == TranslationStatus.STALE


def test_an_empty_translation_is_missing_again():
    document = make_document(title_fr="Passeport")
    document.set_translation("title", "ar", "جواز سفر", TranslationStatus.MACHINE)
    document.set_translation("title", "ar", "", TranslationStatus.MACHINE)
    assert document.translation_status("title", "ar") == TranslationStatus.MISSING
    assert document.translation_states == {"ar": {}}


def test_a_text_of_unknown_origin_is_stale():
    document = make_document(title_fr="Passeport", title_ar="جواز سفر")
    assert document.translation_status("title", "ar") == TranslationStatus.STALE


def test_every_model_with_texts_keeps_their_state():
    assert [model.__name__ for model in TEXTS if not hasattr(model, "translation_states")] == []
