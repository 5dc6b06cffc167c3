"""Turns the closures that were written as a French sentence into data: days, half-day and place.

A sentence that somebody changed, or that says other days than its row, stays an announcement.
"""

from django.db import migrations

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)
LENGTHS = {"jour": "", "matin": "le matin", "apres_midi": "l'après-midi"}


def in_words(day):
    number = "1er" if day.day == 1 else day.day
    return f"{DAYS[day.weekday()]} {number} {MONTHS[day.month - 1]} {day.year}"


def sentence(first, last, length, place):
    """Return the sentence that the desk wrote."""
    start, end = in_words(first), in_words(last)
    days = f"le {start}" if first == last else f"du {start} au {end}"
    if place:
        half = f"{length} seulement, " if length else ""
        return f"{place} : fermeture {half}{days}."
    half = f"seulement {length}, " if length else ""
    return f"La préfecture est fermée {half}{days}."


def to_data(apps, schema_editor):
    notices = apps.get_model("procedures", "Notice").objects
    texts = [one.name for one in notices.model._meta.get_fields() if one.name.startswith("text_")]
    sites = apps.get_model("procedures", "Site").objects.exclude(key="").exclude(name_fr=None)
    dated = notices.exclude(starts_on=None).exclude(ends_on=None)
    for row in dated.filter(closed="", text_fr__contains="ferm"):
        places = {"": "", **dict(sites.filter(department=row.department).values_list("key", "name_fr"))}
        for place, name in places.items():
            for closed, length in LENGTHS.items():
                if row.text_fr == sentence(row.starts_on, row.ends_on, length, name):
                    row.key, row.closed, row.place = f"fermeture_{row.pk}", closed, place
                    row.translation_states = {}
                    for one in ("text", *texts):
                        setattr(row, one, "" if one in ("text", "text_fr") else None)
                    row.save()


def to_sentences(apps, schema_editor):
    notices = apps.get_model("procedures", "Notice").objects
    sites = apps.get_model("procedures", "Site").objects
    for row in notices.exclude(closed=""):
        found = sites.filter(department=row.department, key=row.place).first()
        place = found.name_fr if found else ""
        words = sentence(row.starts_on, row.ends_on, LENGTHS[row.closed], place)
        row.text = row.text_fr = words
        row.closed = ""
        row.save()


class Migration(migrations.Migration):
    dependencies = [("procedures", "0068_closures_as_data")]

    operations = [migrations.RunPython(to_data, to_sentences, elidable=True)]
