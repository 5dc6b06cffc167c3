"""The closures of an earlier version, a French sentence each, become data."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps

from procedures import models
from tests import factories

written_in_french = import_module("procedures.migrations.0069_closures_written_in_french")
pytestmark = pytest.mark.django_db
DAY = date(2026, 12, 24)
SENTENCES = (
    "La préfecture est fermée seulement le matin, le jeudi 24 décembre 2026.",
    "Annexe de Moissac : fermeture le jeudi 24 décembre 2026.",
    # What says another day, or more, is somebody's words.
    "La préfecture est fermée le vendredi 25 décembre 2026.",
    "La préfecture est fermée le jeudi 24 décembre 2026. Les agents se forment.",
)


def again(rows):
    return [models.Notice.objects.get(pk=one.pk) for one in rows]


def test_a_closure_that_was_a_french_sentence_becomes_data():
    department = factories.make_department("82", name_fr="Tarn-et-Garonne")
    department.sites.create(key="annexe", name_fr="Annexe de Moissac")
    rows = [
        department.notices.create(text_fr=text, starts_on=DAY, ends_on=DAY) for text in SENTENCES
    ]
    written_in_french.to_data(apps, None)
    told = [(one.closed, one.place, bool(one.text_fr)) for one in again(rows)]
    kept = ("", "", True)
    assert told == [("matin", "", False), ("jour", "annexe", False), kept, kept]
    written_in_french.to_sentences(apps, None)
    assert [one.text_fr for one in again(rows)] == list(SENTENCES)
