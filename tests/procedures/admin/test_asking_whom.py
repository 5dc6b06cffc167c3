"""« Demander une pièce » says of whom a paper is asked: all, who answers so, who its note names."""

import re
from html import unescape

import pytest

from procedures import models
from procedures.admin.asking.prefilled import ASKED, told_once_saved

from .asked import ASKING, found
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")

NOTE = "Seulement si vous louez."
QUOTED = "«\u00a0Seulement si vous louez\u00a0»"
STUDIES = {"situation": "etudes"}
OF_SOME = "C'est demandé seulement à ces personnes :"
READ = {"source_reference": "Note du service, 3 novembre", "source_checked_on": "04/11/2026"}


@pytest.fixture
def override(catalogue):
    return models.Override.objects.get(department__code="82")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({}, "C'est demandé à tout le monde."),
        ({"note_fr": NOTE}, "C'est demandé à tout le monde."),
        ({"when": STUDIES}, OF_SOME),
        ({"note_fr": NOTE, "for_some": True}, f"{OF_SOME} {QUOTED}."),
        ({"note_fr": NOTE, "for_some": True, "when": STUDIES}, f", {QUOTED}."),
        ({"for_some": True}, f"{OF_SOME} celles que la précision doit encore dire."),
    ],
)
def test_of_whom_a_paper_is_asked_is_said_once_saved(override, receipt, line, said):
    models.DocumentEntry.objects.create(override=override, document=receipt, **line)
    told = told_once_saved(override, ASKED, receipt)
    assert said in told
    assert ("tout le monde" in said) is ("tout le monde" in told)


def test_a_paper_that_one_line_asks_of_everybody_is_asked_of_everybody(override, receipt):
    for line in ({"note_fr": NOTE, "for_some": True}, {}):
        models.DocumentEntry.objects.create(override=override, document=receipt, **line)
    assert "à tout le monde" in told_once_saved(override, ASKED, receipt)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({}, ""),
        ({"note_fr": NOTE}, ""),
        ({"note_fr": NOTE, "for_some": True}, f" ({QUOTED})"),
        ({"for_some": True}, " (pour certaines personnes seulement)"),
        ({"when": STUDIES}, " (pour certaines personnes seulement)"),
    ],
)
def test_the_list_of_what_is_asked_otherwise_says_of_whom(client_of, override, receipt, line, said):
    models.DocumentEntry.objects.create(override=override, document=receipt, **line)
    text = unescape(client_of("82").get(ASKING).text)
    assert f"En plus\u00a0: {receipt.title_fr}{said}. " in text


def test_the_form_names_both_ways_of_saying_of_whom_and_has_them_near_the_paper(
    local, receipt, procedure
):
    (one,) = found(local, procedure)
    shown = local.get(one.url)
    text = unescape(shown.text)
    (notice,) = re.findall(r'<p class="desk-told">(.*?)</p>', text)
    assert "la case « pour certaines personnes seulement » avec une précision" in notice
    names = ("document", "note_fr", "for_some", "when", "one_of", "group_fr")
    places = [text.index(f'name="add_documents-0-{name}"') for name in names]
    assert places == sorted(places)
    folds = [text.rindex("<details", 0, one) for one in places]
    assert folds[0] == folds[1] == folds[2] == folds[3] < folds[4] == folds[5]
    assert "Au choix avec d'autres pièces" in text[folds[4] : places[4]]


def test_what_is_marked_there_is_saved_and_told(local, receipt, procedure):
    (one,) = found(local, procedure)
    typed = {"add_documents-0-note_fr": NOTE, "add_documents-0-for_some": "on"}
    sent = form_data(local.get(one.url)) | READ | typed
    shown = local.post(one.url, sent, follow=True)
    (told,) = shown.context["messages"]
    assert QUOTED in unescape(str(told))
    assert "tout le monde" not in unescape(str(told))


def test_what_makes_a_choice_is_open_where_it_is_refused(local, receipt, procedure):
    (one,) = found(local, procedure)
    typed = {"add_documents-0-group_fr": "x" * 501}
    refused = local.post(one.url, form_data(local.get(one.url)) | READ | typed)
    (line, *_empty) = refused.context["inline_admin_formsets"][0]
    choice = next(one for one in line if one.name == "Au choix avec d'autres pièces")
    assert "group_fr" in line.form.errors
    assert not choice.is_collapsible
