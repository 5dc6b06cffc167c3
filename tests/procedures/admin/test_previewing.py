"""Without a script: « Voir l'effet » and « Recopier jusqu'à vendredi » show, and save nothing."""

import pytest

from procedures import models
from procedures.engine.values.department import WEEKDAYS

from .addresses import page
from .forms import form_data

pytestmark = pytest.mark.usefixtures("catalogue")


def test_hours_are_read_back_and_not_saved(local, site):
    data = form_data(local.get(page(site))) | {"weekly_hours_mon": "9h-12h", "_voir": "oui"}
    response = local.post(page(site), data)
    assert response.status_code == 200
    assert "<li>Lundi : 9 h – 12 h</li>" in response.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Rien n&#x27;est encore enregistré" in response.text
    assert models.Site.objects.get(pk=site.pk).weekly_hours == {}


def test_monday_is_copied_until_friday_and_then_saved(local, site):
    sent = {"weekly_hours_mon": "9h-12h", "weekly_hours_sat": "10h-11h"}
    sent["_recopier"] = "weekly_hours"
    shown = form_data(local.post(page(site), form_data(local.get(page(site))) | sent))
    assert [shown[f"weekly_hours_{day}"] for day in WEEKDAYS] == [*["9h-12h"] * 5, "10h-11h", ""]
    assert local.post(page(site), shown).status_code == 302
    # PostgreSQL keeps the keys of JSON in an order of its own.
    assert set(models.Site.objects.get(pk=site.pk).weekly_hours) == set(WEEKDAYS[:6])
