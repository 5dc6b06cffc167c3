"""« Fermer un jour »: one day is chosen once, and half a day is said without writing it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from procedures import models
from procedures.engine.conditions.words import day_in_full
from procedures.publishing.editions import publisher

from .addresses import adding, page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")
DAY = timezone.localdate() + timedelta(days=5)
SENTENCE = "La préfecture est fermée"
LATER = DAY + timedelta(days=2)


def written(day):
    return f"{day:%d/%m/%Y}"


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
        ({"closing": "jour"}, f"{SENTENCE} le {day_in_full(DAY)}."),
        (
            {"closing": "matin", "text_fr": "Les agents se forment."},
            f"{SENTENCE} seulement le matin, le {day_in_full(DAY)}. Les agents se forment.",
        ),
        (
            {"closing": "apres-midi", "ends_on": written(LATER)},
            f"{SENTENCE} seulement l'après-midi, du {day_in_full(DAY)} au {day_in_full(LATER)}.",
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
