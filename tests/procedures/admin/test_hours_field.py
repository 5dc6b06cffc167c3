"""Opening hours are typed as people say them, and understood or refused in words."""

import pytest
from django.core.exceptions import ValidationError

from procedures import models
from procedures.admin.hours_field import WeeklyHoursField, WeekWidget
from procedures.publishing.content import content_now

REST = [""] * 6


@pytest.mark.parametrize(
    ("typed", "ranges"),
    [
        ("9h-12h", ["09:00-12:00"]),
        ("9-12", ["09:00-12:00"]),
        ("9h30-12h, 14h-16h", ["09:30-12:00", "14:00-16:00"]),
        ("14h à 16h30 et 9:00–12:00", ["09:00-12:00", "14:00-16:30"]),
        ("de 8 h 30 à 12 h", ["08:30-12:00"]),
        ("9 heures à midi", ["09:00-12:00"]),
        ("de 9h à 12h", ["09:00-12:00"]),
        ("de 9 heures à midi et demi", ["09:00-12:30"]),
        ("midi - 14h", ["12:00-14:00"]),
        ("14 heures - 16 heures 30", ["14:00-16:30"]),
        ("14 heures et demie à 16h", ["14:30-16:00"]),
        ("9h30 à 12h et 14h à 17h", ["09:30-12:00", "14:00-17:00"]),
        ("9 heures jusqu’à midi, 14h-16h", ["09:00-12:00", "14:00-16:00"]),
        ("20h à minuit", ["20:00-24:00"]),
        ("fermé", []),
    ],
)
def test_free_writing_is_read(typed, ranges):
    assert WeeklyHoursField().clean([typed, *REST]) == {"mon": ranges}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("14h-9h", "La fin (9 h) vient avant le début (14 h). Écrivez par exemple « 9h-14h »."),
        ("matin", "Nous n'avons pas compris « matin ». Écrivez des heures : « 9h-12h »."),
        (
            "9h-12h, 11h-14h",
            "Deux plages se touchent ou se croisent : 9 h – 12 h et 11 h – 14 h.",
        ),
        ("9h-25h", "une heure va de 0 h à 24 h"),
        ("9h-9h", "Le début et la fin sont les mêmes"),
    ],
)
def test_what_is_not_understood_is_said_with_its_day(typed, words):
    with pytest.raises(ValidationError) as refused:
        WeeklyHoursField().clean([typed, *REST])
    # The line says why, once; the field says which lines.
    assert refused.value.messages == ["À corriger : lundi."]
    assert words in WeekWidget().render("x", [typed, *REST], {"id": "x"}).replace("&#x27;", "'")


def test_a_week_that_nobody_touches_stays_the_same():
    week = {"mon": ["09:00-11:30", "13:30-16:00"], "tue": [], "sat": ["10:00-12:00"]}
    shown = WeekWidget().decompress(week)
    assert shown[:2] == ["9h-11h30, 13h30-16h", "fermé"]
    assert WeeklyHoursField().clean(shown) == week
    assert not WeeklyHoursField().has_changed(week, shown)


def test_seven_empty_days_show_no_hours():
    assert "Nous ne montrerons pas d&#x27;horaires." in WeekWidget().render("x", {}, {"id": "x"})


@pytest.mark.django_db
def test_the_preview_says_what_the_public_will_read(client_of, catalogue):
    answer = client_of("82").get("/admin/horaires/", {"jour": ["9h-12h", "matin"]}).json()
    assert answer["public"][0] == "Lundi : 9 h – 12 h"
    assert answer["lines"][1]["fault"]


@pytest.mark.django_db
def test_a_precision_never_hides_the_week(catalogue, department):
    week = {"mon": ["09:00-12:00"]}
    models.Site.objects.create(
        department=department, key="guichet", hours_fr="Sur rendez-vous", weekly_hours=week
    )
    listed = content_now().plain["departments"]["82"]["sites"]
    (hours,) = [one["hours"] for one in listed if one.get("id") == "guichet"]
    assert hours == {"mon": ["09:00-12:00"], "note": "Sur rendez-vous"}
