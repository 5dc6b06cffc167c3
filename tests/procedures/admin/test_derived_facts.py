"""Deduced information: its values and its drawings are chosen in words, and kept as codes."""

import pytest

from procedures import models
from procedures.admin.fields import RuleValueField

from .addresses import adding, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
WORDS = {"gratuit": "c'est gratuit", "a_verifier": "", "minore": "tarif réduit, sur preuve"}


@pytest.fixture
def price(catalogue):
    fact = models.DerivedFact.objects.create(
        key="prix", title="Le prix", kind="choice", values=[*WORDS]
    )
    for place, (code, label) in enumerate(WORDS.items()):
        when = {} if code == "minore" else {"departement": "82"}
        fact.rules.create(value=code, label=label, when=when, position=place)
    return fact


def options(response, name="rules-0-value"):
    formset = response.context["inline_admin_formsets"][0].formset
    form = formset.empty_form if name.endswith("__prefix__-value") else formset.forms[0]
    return dict(form.fields["value"].widget.choices)


def kept(fact):
    fact.refresh_from_db()
    return fact.values, [rule.value for rule in fact.rules.all()]


def test_values_are_read_in_words_and_kept_as_they_were(nation, price):
    shown = nation.get(page(price))
    data = form_data(shown)
    assert data["values"].splitlines() == ["c'est gratuit", "a verifier", WORDS["minore"]]
    for name in ("rules-0-value", "rules-__prefix__-value"):
        assert list(options(shown, name).values())[1:] == [
            "c'est gratuit",
            "a verifier",
            WORDS["minore"],
        ]
    before = kept(price)
    assert nation.post(page(price), data).status_code == 302
    assert kept(price) == before


def test_a_new_value_is_written_in_words_then_chosen(nation, price):
    data = form_data(nation.get(page(price)))
    data["values"] += "\r\nÀ moitié, l'été\r\n"
    assert nation.post(page(price), data).status_code == 302
    assert kept(price)[0] == [*WORDS, "a_moitie_l_ete"]
    shown = nation.get(page(price))
    assert options(shown)["a_moitie_l_ete"] == "a moitie l ete"
    data = form_data(shown) | {"rules-0-value": "a_moitie_l_ete"}
    assert nation.post(page(price), data).status_code == 302
    assert kept(price)[1][0] == "a_moitie_l_ete"


def test_a_value_of_no_list_is_refused_and_one_that_left_it_stays(nation, price):
    data = form_data(nation.get(page(price)))
    refused = nation.post(page(price), data | {"rules-0-value": "cher"})
    assert "Choisissez une des valeurs de la liste." in refused.text
    assert kept(price)[1] == [*WORDS]
    models.DerivedFact.objects.update(values=["minore", "a_verifier"])
    shown = nation.get(page(price))
    assert options(shown)["gratuit"] == "c'est gratuit"
    assert form_data(shown)["rules-0-value"] == "gratuit"


def test_two_values_with_the_same_words_keep_their_codes(nation, price):
    price.rules.update(label="gratuit")
    data = form_data(nation.get(page(price)))
    before = kept(price)
    assert nation.post(page(price), data).status_code == 302
    assert kept(price) == before


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [("yes_no", False, "non"), ("country", "DZ", "Algérie")],
)
def test_yes_no_and_countries_are_chosen_too(nation, kind, value, words):
    fact = models.DerivedFact.objects.create(key="a_dire", title="À dire", kind=kind)
    rule = fact.rules.create(value=value, when={})
    for address, name in ((page(fact), "rules-0-value"), (page(rule), "value")):
        shown = nation.get(address)
        data = form_data(shown)
        assert f'<option value="{data[name]}" selected>{words}</option>' in shown.text
        assert nation.post(address, data).status_code == 302
        rule.refresh_from_db()
        assert rule.value is value or rule.value == value == "DZ"


def test_a_number_is_written(nation):
    fact = models.DerivedFact.objects.create(key="mois", title="Des mois", kind="integer")
    fact.rules.create(value=12, when={})
    data = form_data(nation.get(page(fact)))
    assert nation.post(page(fact), data | {"rules-0-value": "6"}).status_code == 302
    assert kept(fact)[1] == [6]


def test_without_right_to_change_a_value_is_read_in_words():
    assert [RuleValueField.shown(one) for one in (True, False, "a_verifier", 6)] == [
        "oui",
        "non",
        "a verifier",
        "6",
    ]


def test_the_drawing_of_a_paper_is_chosen_by_its_name(nation):
    paper = models.Document.objects.first()
    models.Document.objects.filter(pk=paper.pk).update(icon="passport")
    shown = nation.get(page(paper))
    assert '<option value="passport" selected>Passeport</option>' in shown.text
    assert nation.post(page(paper), form_data(shown) | {"icon": "home"}).status_code == 302
    paper.refresh_from_db()
    assert paper.icon == "home"
    refused = nation.post(page(paper), form_data(nation.get(page(paper))) | {"icon": "maison"})
    assert "icon" in refused.context["adminform"].form.errors
    assert form_data(nation.get(adding(models.Document)))["icon"] == ""


def test_a_drawing_that_went_stays_where_it_is(nation):
    paper = models.Document.objects.first()
    models.Document.objects.filter(pk=paper.pk).update(icon="old_card")
    shown = nation.get(page(paper))
    assert form_data(shown)["icon"] == "old_card"
    assert nation.post(page(paper), form_data(shown)).status_code == 302
    paper.refresh_from_db()
    assert paper.icon == "old_card"
