"""Names rows of the catalogue in words, with their page and their part."""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib import admin
from django.utils.text import capfirst

from procedures import models
from procedures.drafting.places import root_of
from procedures.engine.shortening import shortened
from procedures.models import LawFiche, Procedure
from procedures.publishing.parts.channel_words import family_title
from procedures.watching import law

from ..addresses import ADDRESSES

# The relations that the name and the part of a row read.
RELATED = {
    models.DocumentEntry: (
        "document",
        "procedure",
        "override__department",
        "override__procedure",
    ),
    models.Cost: ("procedure", "fee"),
    models.StepWarning: ("step__procedure",),
    models.Override: ("department", "procedure"),
}
TEXTS = ("title_fr", "label_fr", "name_fr", "text_fr", "reference", "group_fr", "persona")
LONGEST = 110


@dataclass(frozen=True, slots=True)
class NamedRow:
    """A row in words: its sort (« étape »), its name, and the page to open it."""

    row: object
    sort: str
    name: str
    url: str
    part: str

    @property
    def label(self):
        return f"{capfirst(self.sort)} : {self.name}"


def named_rows(keys):
    """Return {(model, primary key): named row}, with one query per table."""
    by_model = defaultdict(set)
    for model, pk in keys:
        by_model[model].add(pk)
    return {
        (model, pk): named(row)
        for model, pks in by_model.items()
        for pk, row in _in_bulk(model, pks).items()
    }


def named(row):
    """Return a row as these pages name it."""
    model = type(row)
    place = row if admin.site.is_registered(model) else root_of(row)
    url = ADDRESSES.of(place) if admin.site.is_registered(type(place)) else ""
    return NamedRow(row, _sort(row), name_of(row), url, row.part)


def name_of(row):
    """Return the words by which agents know a row: its title or its text, never its key."""
    if isinstance(row, models.Department):
        return row.prefecture_name_fr or str(row)
    if isinstance(row, models.Override):
        return row.procedure.title_fr
    if isinstance(row, models.Channel):
        return _shortened(_channel(row))
    found = next((text for name in TEXTS if (text := getattr(row, name, ""))), "")
    if not found and isinstance(row, models.Cost) and row.fee:
        found = row.fee.label_fr
    if isinstance(row, models.DocumentEntry) and row.document:
        found = row.document.title_fr
    return _shortened(found or str(row))


def _channel(row):
    """Return the words for a channel, which has no name: its kind, and what it is for."""
    titles = [one.procedure.title_fr for one in row.procedures.all()]
    concerned = [*map(family_title, row.families), *titles] or ["toutes les démarches"]
    others = f"{len(concerned)} démarches ou familles, dont " if len(concerned) > 2 else ""
    return f"{row.get_kind_display()}, pour {others}{' ; '.join(concerned[:2])}"


def _shortened(text):
    return shortened(" ".join(text.split()), LONGEST)


def _sort(row):
    sort = str(row._meta.verbose_name)
    local = row.part != models.NATIONAL and not isinstance(row, models.Department)
    return f"{sort} ({row.part})" if local else sort


def _in_bulk(model, pks):
    related = RELATED.get(model)
    rows = model.objects.select_related(*related) if related else model.objects.select_related()
    if model is models.Channel:
        rows = rows.prefetch_related("procedures__procedure")
    return rows.in_bulk(pks)


@dataclass(frozen=True, slots=True)
class CitedFiche:
    """A fiche: ``title`` and ``url`` are empty if the official set does not have it.

    ``procedures`` and ``others`` are (name, page) of what cites it.
    """

    number: str
    title: str
    url: str
    procedures: list
    others: list


def cited_fiches(every, rights):
    """Return the fiches that the account may see cited, in the order of their titles."""
    cited = {
        number: [one for one in listed if rights.may_view(one.part)]
        for number, listed in law.citations(every).items()
    }
    known = LawFiche.objects.in_bulk(list(cited), field_name="number")
    rows = named_rows({one.entry for listed in cited.values() for one in listed})
    found = []
    for number, listed in cited.items():
        citing = {}
        for one in listed:
            if one.entry in rows:
                place = _place(rows[one.entry].row)
                citing[place] = rows[one.entry].url
        procedures = [(name_of(row), url) for row, url in citing.items() if _is_procedure(row)]
        others = [(_words(row), url) for row, url in citing.items() if not _is_procedure(row)]
        if citing:
            row = known.get(number)
            title, url = (row.title, row.url) if row else ("", "")
            found.append(CitedFiche(number, title, url, sorted(procedures), sorted(others)))
    return sorted(found, key=lambda one: (not one.title, one.title.lower(), one.number))


def _place(row):
    """Return the entry on whose page a row is written."""
    return row if admin.site.is_registered(type(row)) else root_of(row)


def _is_procedure(row):
    return isinstance(row, Procedure)


def _words(row):
    return f"{row._meta.verbose_name} : {name_of(row)}"
