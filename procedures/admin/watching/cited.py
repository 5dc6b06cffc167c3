"""Every official fiche that the catalogue cites, by its title, with what cites it."""

from dataclasses import dataclass

from django.contrib import admin

from procedures.drafting.places import root_of
from procedures.models import LawFiche, Procedure
from procedures.watching import law

from .rows import name_of, named_rows


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
