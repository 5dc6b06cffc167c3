"""The place of questions, procedures and examples in their lists: chosen in words, no number."""

import re
from html import unescape

import pytest

from procedures import models
from procedures.exchange import plain_from_database
from procedures.models import EntryChange
from procedures.models.cases import Case
from tests import factories

from .addresses import adding, page
from .agents import Agent
from .forms import form_data
from .guided import save

KEYS = ("a", "b", "c", "d")
# {model: the columns that say in which list a row is, and what they are elsewhere}
LISTS = {
    models.Question: ({"section": "demande"}, {"section": "titre"}),
    models.Procedure: ({"family": "etudes"}, {"family": "travail"}),
    models.ExamplePerson: ({}, {}),
}
MODELS = pytest.mark.parametrize("model", LISTS)


def make(model, key, position, **columns):
    if model is models.Question:
        return factories.make_question(
            key=key, position=position, kind="integer", text_fr=f"Fiche {key}", **columns
        )
    if model is models.Procedure:
        return factories.make_procedure(
            key=key, position=position, title_fr=f"Fiche {key}", **columns
        )
    return models.ExamplePerson.objects.create(
        key=key, case="awa", position=position, title_fr=f"Fiche {key}", story_fr="Une histoire."
    )


@pytest.fixture
def listed(db):
    """A function: four rows of one list of a model, and one of another list if it has several."""

    def put(model):
        Case.objects.create(key="awa", file="essais", persona="Awa", expect={})
        own, other = LISTS[model]
        for position, key in enumerate(KEYS):
            make(model, key, position, **own)
        if other:
            make(model, "z", len(KEYS), **other)
        return model.objects.order_by("position", "pk")

    return put


@pytest.fixture
def editor():
    return Agent("Zoé", "redaction", models.NATIONAL).client


def send(client, row, **sent):
    response = client.post(page(row), form_data(client.get(page(row))) | sent, follow=True)
    assert response.status_code == 200
    return response


def behind(rows, key):
    return f"apres-{rows.get(key=key).pk}"


def order(rows):
    return "".join(rows.values_list("key", flat=True))


@MODELS
def test_the_form_says_its_place_in_words_and_asks_no_number(listed, editor, model):
    rows = listed(model)
    shown = editor.get(page(rows.get(key="b")))
    text = unescape(shown.text)
    assert "à sa place d'aujourd'hui : après « Fiche a », avant « Fiche c » (2e sur 4)" in text
    assert "derrière toutes les autres" in text
    assert 'type="number" name="position"' not in shown.text
    assert form_data(shown)["position"] == "ici"


@MODELS
@pytest.mark.parametrize(
    ("moved", "before", "result"),
    [
        ("d", "a", "adbc"),
        ("a", "c", "bcad"),
        ("c", "premier", "cabd"),
        ("b", "dernier", "acdb"),
        ("c", "b", "abcd"),
    ],
)
def test_a_row_passes_behind_the_one_chosen_and_the_others_keep_their_order(
    listed, editor, model, moved, before, result
):
    rows = listed(model)
    value = behind(rows, before) if before in KEYS else before
    send(editor, rows.get(key=moved), position=value)
    assert order(rows.exclude(key="z")) == result
    if model is models.Question:
        # The sections are in one list: the other one still follows.
        assert order(rows) == f"{result}z"
    if model is models.Procedure:
        assert rows.get(key="z").position == len(KEYS)


@MODELS
def test_what_is_saved_where_it_is_moves_nothing(listed, editor, model):
    rows = listed(model)
    rows.filter(key__in="cd").update(position=7)
    was, plain = [*rows.values_list("key", "position")], plain_from_database()
    row = rows.get(key="d")
    for sent in ({}, {"position": "ici"}, {"position": behind(rows, "c")}):
        response = send(editor, row, **sent)
        assert not [one for one in response.context["messages"] if "Sa place" in str(one)]
    assert [*rows.values_list("key", "position")] == was
    assert plain_from_database() == plain


@MODELS
def test_only_the_place_is_written_and_the_history_says_the_order(listed, editor, model):
    rows = listed(model)
    section = {models.ExamplePerson: "examples"}.get(model, f"{model.__name__.lower()}s")
    plain = plain_from_database()
    response = send(editor, rows.get(key="d"), position=behind(rows, "a"))
    assert "Sa place : après « Fiche a », avant « Fiche b » (2e sur 4)." in [
        unescape(str(one)) for one in response.context["messages"]
    ]
    told = {one.name: one for one in EntryChange.objects.all()}
    assert list(told) == ["ordre"]
    assert told["ordre"].after["entry"][:4] == [*"adbc"]
    now = plain_from_database()
    name = "key" if model is models.Question else "id"
    assert sorted(now.pop(section), key=lambda one: one[name]) == sorted(
        plain.pop(section), key=lambda one: one[name]
    )
    assert now == plain


@MODELS
def test_the_history_of_who_moved_says_whom_it_passed_and_that_of_the_others_nothing(
    listed, editor, model
):
    rows = listed(model)
    send(editor, rows.get(key="d"), position=behind(rows, "a"))
    shown = editor.get(page(rows.get(key="d"), "history"))
    assert "Sa place change : elle passe devant « Fiche b » et une autre." in unescape(shown.text)
    assert "Aucun changement" in editor.get(page(rows.get(key="b"), "history")).text


@MODELS
def test_who_reads_sees_a_place_and_no_number(listed, model):
    rows = listed(model)
    rows.filter(key="d").update(position=320)
    reader = Agent("Ali", "consultation", models.NATIONAL).client
    text = unescape(reader.get(page(rows.get(key="d"))).text)
    assert "derrière toutes les autres, après « Fiche c » (4e sur 4)" in text
    assert not re.search(r"\b320\b", text)


@MODELS
def test_an_agent_of_a_departement_moves_nothing(listed, model):
    rows = listed(model)
    factories.make_department("82")
    agent = Agent("Léa", "publication", "82").client
    response = agent.post(page(rows.get(key="d")), {"position": "premier"})
    assert response.status_code == 403
    assert order(rows)[:4] == "abcd"


@MODELS
def test_one_that_was_removed_meanwhile_is_told_and_the_rest_is_kept(listed, editor, model):
    rows = listed(model)
    row, text = rows.get(key="a"), "text_fr" if model is models.Question else "title_fr"
    sent = form_data(editor.get(page(row))) | {"position": behind(rows, "c"), text: "Autrement"}
    rows.get(key="c").delete()
    response = editor.post(page(row), sent)
    assert "n'est plus là. Choisissez de nouveau sa place." in unescape(response.text)
    assert form_data(response)[text] == "Autrement"
    assert order(rows)[:3] == "abd"
    # What is sent again, with a place, is kept.
    again = form_data(response) | {"position": behind(rows, "b")}
    assert editor.post(page(row), again).status_code == 302
    assert (order(rows)[:3], str(rows.get(key="a"))) == ("bad", "Autrement")


@MODELS
def test_the_place_is_looked_for_once_it_is_saved(listed, editor, model):
    """Somebody else moves both: the one passes behind the other, wherever that one is now."""
    rows = listed(model)
    row = rows.get(key="a")
    sent = form_data(editor.get(page(row))) | {"position": behind(rows, "b")}
    other = Agent("Ali", "redaction", models.NATIONAL).client
    send(other, rows.get(key="b"), position="dernier")
    assert editor.post(page(row), sent).status_code == 302
    assert order(rows.exclude(key="z")) == "cdba"


@MODELS
def test_who_changes_another_thing_undoes_no_move_of_somebody_else(listed, editor, model):
    rows = listed(model)
    row, text = rows.get(key="a"), "text_fr" if model is models.Question else "title_fr"
    sent = form_data(editor.get(page(row))) | {text: "Autrement"}
    send(Agent("Ali", "redaction", models.NATIONAL).client, row, position="dernier")
    assert editor.post(page(row), sent).status_code == 302
    assert order(rows.exclude(key="z")) == "bcda"
    assert str(rows.get(key="a")) == "Autrement"


def new(client, model, **sent):
    fields = {
        models.Question: {"kind": "integer", "section": "demande", "text_fr": "Fiche n"},
        models.Procedure: {"title_fr": "Fiche n", "family": "etudes", "track": "titre"},
        models.ExamplePerson: {"title_fr": "Fiche n", "case": "awa", "story_fr": "Elle arrive."},
    }[model]
    data = form_data(client.get(adding(model))) | fields | {"key": "n"} | sent
    response = client.post(adding(model), data)
    assert response.status_code == 302, response.context["errors"]


@MODELS
def test_a_new_one_is_the_last_of_its_list_unless_a_place_is_chosen(listed, editor, model):
    rows = listed(model)
    new(editor, model)
    assert order(rows.exclude(key="z")) == "abcdn"
    new(editor, model, key="m", position=behind(rows, "a"))
    assert order(rows.exclude(key="z")) == "ambcdn"
    if model is models.Question:
        assert order(rows) == "ambcdnz"


@MODELS
def test_one_that_was_removed_itself_is_made_anew_at_the_end(listed, editor, model):
    rows = listed(model)
    row, text = rows.get(key="a"), "text_fr" if model is models.Question else "title_fr"
    address = page(row)
    sent = form_data(editor.get(address)) | {text: "Autrement"}
    row.delete()
    offered = editor.post(address, sent)
    response = editor.post(adding(model), form_data(offered))
    assert response.status_code == 302, response.context["errors"]
    assert str(rows.exclude(key="z").last()) == "Autrement"


@pytest.mark.parametrize("model", [models.Question, models.Procedure])
def test_one_that_changes_its_list_is_the_last_there_unless_said(listed, editor, model):
    rows = listed(model)
    own, other = LISTS[model]
    send(editor, rows.get(key="a"), **other)
    there = rows.filter(**other)
    assert (order(there), order(rows.filter(**own))) == ("za", "bcd")
    send(editor, rows.get(key="c"), **other, position=behind(rows, "z"))
    assert (order(there), order(rows.filter(**own))) == ("zca", "bd")
    # One of the list that it leaves is refused, and the choice is kept.
    value = behind(rows, "d")
    response = send(editor, rows.get(key="b"), **other, position=value)
    assert "est dans une autre liste" in unescape(response.text)
    assert form_data(response)["position"] == value
    assert order(rows.filter(**own)) == "bd"


def test_a_question_of_an_empty_section_comes_between_the_sections_around(listed, editor):
    rows = listed(models.Question)
    factories.make_question(key="v", position=0, kind="integer", section="vous")
    rows.filter(key__in=KEYS).update(section="vous")
    send(editor, rows.get(key="a"), section="demande")
    assert order(rows) == "vbcdaz"


def test_the_guide_puts_a_procedure_last_in_its_new_family(listed, editor):
    rows = listed(models.Procedure)
    rows.filter(key="z").update(position=9)
    row = rows.get(key="a")
    save(editor, row, "quoi", family="travail")
    assert [*rows.filter(family="travail").values_list("key", "position")] == [("z", 0), ("a", 1)]


def test_an_inquiry_has_the_places_of_its_own_questions(listed, editor):
    rows = listed(models.Question)
    inquiry = factories.make_inquiry()
    for position, key in enumerate("xy"):
        factories.make_question(
            key=key, inquiry=inquiry, position=position, kind="integer", text_fr=f"Fiche {key}"
        )
    shown = unescape(editor.get(page(rows.get(key="x"))).text)
    assert "devant toutes les autres, avant « Fiche y » (1re sur 2)" in shown
    assert "« Fiche a »" not in shown
    send(editor, rows.get(key="x"), position="dernier")
    assert order(inquiry.questions.all()) == "yx"
    assert order(rows.filter(inquiry=None)) == "abcdz"
