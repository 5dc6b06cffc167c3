"""« Fermer un jour »: one day is chosen once, and half a day is said without writing it."""

from datetime import date, timedelta
from html import unescape

import pytest
from django.contrib import admin
from django.utils import timezone

from procedures import models
from procedures.engine.conditions.words import day_in_full
from procedures.publishing.editions import publisher
from tests import factories

from .addresses import adding, page
from .agents import Agent
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
DAY = timezone.localdate() + timedelta(days=5)
SENTENCE = "La préfecture est fermée"
LATER = DAY + timedelta(days=2)


def written(day):
    return f"{day:%d/%m/%Y}"


def told(day):
    weekdays = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    return f"{weekdays[day.weekday()]} {day_in_full(day)}"


def close(client, **sent):
    department = models.Department.objects.get(code="82").pk
    data = form_data(client.get(adding(models.Notice)))
    return client.post(adding(models.Notice), data | {"department": department} | sent)


def made():
    return models.Notice.objects.filter(department__code="82").latest("pk")


def test_the_first_day_is_the_last_one_if_none_is_said(client_of):
    publisher.publish()
    sent = {"text_fr": "Fermé.", "starts_on": written(DAY), "_publier": "oui"}
    assert close(client_of("82"), **sent).status_code == 302
    assert (made().starts_on, made().ends_on) == (DAY, DAY)


def test_one_without_a_last_day_keeps_none(client_of):
    client, notice = client_of("82"), made()
    models.Notice.objects.filter(pk=notice.pk).update(starts_on=date(2026, 1, 5))
    client.post(page(notice), form_data(client.get(page(notice))) | {"text_fr": "Changé."})
    assert (made().text_fr, made().ends_on) == ("Changé.", None)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"closing": "jour"}, f"{SENTENCE} le {told(DAY)}."),
        (
            {"closing": "matin", "text_fr": "Les agents se forment."},
            f"{SENTENCE} seulement le matin, le {told(DAY)}. Les agents se forment.",
        ),
        (
            {"closing": "apres-midi", "ends_on": written(LATER)},
            f"{SENTENCE} seulement l'après-midi, du {told(DAY)} au {told(LATER)}.",
        ),
    ],
)
def test_the_sentence_of_a_closure_is_written_from_its_days(client_of, sent, said):
    response = close(client_of("82"), starts_on=written(DAY), **sent)
    assert response.status_code == 302
    assert made().text_fr == said


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"closing": "matin"}, "Choisissez le jour de la fermeture."),
        ({"starts_on": written(DAY)}, "Ce champ est obligatoire."),
    ],
)
def test_a_closure_without_a_day_or_a_text_is_refused(client_of, sent, said):
    response = close(client_of("82"), **sent)
    assert response.status_code == 200
    assert said in response.text


def test_the_text_is_not_asked_for_where_a_closure_writes_it(client_of):
    client = client_of("82")
    new = client.get(adding(models.Notice)).context["adminform"].form.fields["text_fr"]
    assert (new.required, new.help_text) == (
        False,
        "Obligatoire, sauf si vous choisissez une fermeture.",
    )
    assert client.get(page(made())).context["adminform"].form.fields["text_fr"].required


@pytest.fixture
def annex(catalogue):
    department = models.Department.objects.get(code="82")
    return models.Site.objects.create(
        department=department, key="annexe", name_fr="Annexe de Moissac", handles=["etudes"]
    )


def test_one_place_may_be_closed_and_only_those_it_receives_are_told(client_of, annex):
    client = client_of("82")
    text = unescape(client.get(adding(models.Notice)).text)
    assert "82 : Annexe de Moissac (Études, stage, séjour au pair)" in text
    assert "l'annonce est montrée pour les démarches que ce lieu traite" in text
    sent = {"closing": "matin", "place": annex.pk, "starts_on": written(DAY)}
    assert close(client, **sent).status_code == 302
    said = f"Annexe de Moissac : fermeture le matin seulement, le {told(DAY)}."
    assert (made().text_fr, made().families) == (said, ["etudes"])


def test_families_that_are_chosen_stay(client_of, annex):
    factories.make_procedure(key="salarie", family="travail")
    sent = {"closing": "jour", "place": annex.pk, "starts_on": written(DAY), "families": "travail"}
    assert close(client_of("82"), **sent).status_code == 302
    assert made().families == ["travail"]


def test_a_place_of_another_département_or_without_a_length_is_refused(client_of, annex):
    client = client_of("82", "34")
    elsewhere = models.Site.objects.get(department__code="34").pk
    sent = {"starts_on": written(DAY), "text_fr": "Fermé."}
    for more, reason in (
        ({"place": annex.pk}, "Choisissez d'abord, dans « Fermeture »"),
        ({"place": elsewhere, "closing": "jour"}, "Ce lieu est dans un autre département."),
    ):
        response = close(client, **sent, **more)
        assert response.status_code == 200
        assert reason in unescape(response.text)


def test_a_place_of_others_or_in_preparation_is_not_offered(client_of, annex):
    models.Site.objects.filter(pk=annex.pk).update(draft=True)
    text = client_of("82").get(adding(models.Notice)).text
    assert "82 : Accueil" in text
    assert "Annexe de Moissac" not in text
    assert "34 : Accueil" not in text


def test_each_account_is_offered_its_own_places_whoever_asks_at_the_same_time(rf, annex):
    """The form of one request is made after that of another was prepared."""
    forms = []
    for part in ("82", "34"):
        request = rf.get(adding(models.Notice))
        request.user = Agent(part, "publication", part).user
        forms.append(admin.site.get_model_admin(models.Notice).get_form(request))
    assert annex in forms[0]().fields["place"].queryset
    assert annex not in forms[1]().fields["place"].queryset
