"""The pages of « Écrire une démarche », opened and sent as a browser does."""

from django.urls import reverse

from procedures import models
from procedures.drafting.writing.progress import states_of

from .forms import form_data

START = reverse("admin:desk_writing_start")
TITLE = "Prolonger un stage"
# What each page is filled with.
PAGES = {
    "quoi": {"summary_fr": "Deux phrases."},
    "pour-qui": {"when": "situation: [etudes]"},
    "etapes": {"steps-0-text_fr": "Déposez la demande."},
    "quand": {"validity_fr": "Un an."},
    "prix": {"costs-0-label_fr": "Timbre", "costs-0-amount": "25"},
    "suite": {"processing_time_fr": "Deux mois."},
    "carte": {"stances-0-stance": "deposer"},
    "source": {"source_reference": "CESEDA L. 422-1", "source_checked_on": "02/11/2026"},
}


def begin(client, **more):
    sent = {"action": "commencer", "title": TITLE, "family": "etudes", "source": "rien"}
    response = client.post(START, sent | more)
    assert response.status_code == 302, response.context["form"].errors
    return models.Procedure.objects.get(title_fr=TITLE)


def address(procedure, name):
    return reverse("admin:desk_writing", args=[procedure.pk, name])


def save(client, procedure, name, button="_continuer", **more):
    """Open a page, change its fields, press a button."""
    opened = client.get(address(procedure, name))
    assert opened.status_code == 200
    return client.post(address(procedure, name), form_data(opened) | more | {button: "oui"})


def state(procedure, name):
    procedure.refresh_from_db()
    return next(one for one in states_of(procedure) if one.name == name)


def factories_case(key, answers, expect, **fields):
    return models.Case.objects.create(
        key=key, file="essais", persona=key.capitalize(), answers=answers, expect=expect, **fields
    )
