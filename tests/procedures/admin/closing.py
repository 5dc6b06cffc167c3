"""A day that is closed, moved and opened again on the desk, and what the public reads of it."""

from datetime import timedelta

from django.utils import timezone

from procedures import models
from procedures.publishing.editions import in_memory
from procedures.publishing.editions import stored as editions

from .addresses import adding, page
from .forms import form_data

DAY = timezone.localdate() + timedelta(days=5)
LATER = DAY + timedelta(days=2)
CLOSING = f"{adding(models.Notice)}?closed=jour"


def written(day):
    return f"{day:%d/%m/%Y}"


def sent_for(client, **sent):
    """Return what is typed for a new closure of the 82, its sentence unread."""
    department = models.Department.objects.get(code="82").pk
    typed = {"department": department, "starts_on": written(DAY)}
    return form_data(client.get(CLOSING)) | typed | sent


def confirm(client, address, typed):
    """Send a closure as who reads its sentence, then presses again. Return both answers."""
    asked = client.post(address, typed)
    shown = asked.context["adminform"].form
    return asked, client.post(address, typed | {"_lue": shown.sentence})


def close(client, **sent):
    return confirm(client, CLOSING, sent_for(client, **sent) | {"_publier": "oui"})[1]


def move(client, row, **sent):
    typed = form_data(client.get(page(row))) | {"_publier": "oui"} | sent
    return confirm(client, page(row), typed)[1]


def reopen(client, row):
    return client.post(page(row).replace("change", "delete"), {"post": "yes", "_publier": "oui"})


def made():
    return models.Notice.objects.exclude(closed="").latest("pk")


def public(language="fr", code="82"):
    """Return what the public reads of the closures of a département, in a language."""
    notices = in_memory.edition_in_force().rule_set.departments[code].notices
    return [one.text[language].replace("\xa0", " ") for one in notices if one.closed]


def stored(code="82"):
    """Return the closures that are published, as data without their ids."""
    content = editions.in_force_now().parts.get(code=code).content["department"]
    return [
        {key: value for key, value in one.items() if key not in ("id", "shown_from")}
        for one in content.get("notices", [])
        if one.get("closed")
    ]


def data_of(first, last=None, **more):
    return {"closed": "jour", "from": str(first), "until": str(last or first), **more}
