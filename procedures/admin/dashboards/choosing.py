"""The period and the place of a dashboard of counts, chosen in its address."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from procedures.counting.disclosure import CountFigures, closed_months
from procedures.models import NATIONAL, Count
from procedures.publishing.departments import department_names

EVERYWHERE = "france"
PLACES = {"hors": "hors de France", "inconnu": "commune non donnée"}
YEAR = "annee"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The figures of a period, the place to show them of, and what the form of both shows."""

    figures: CountFigures
    place: str
    context: dict[str, object]

    def of(self, kind):
        """Return {subject: number} of a kind in the place."""
        if self.place == EVERYWHERE:
            return self.figures.everywhere(kind)
        return self.figures.at(kind, self.place)


def chosen(request, rights):
    """Return what a request chose, among the months that are over and the places it may see."""
    months = closed_months(timezone.localdate())
    month = request.GET.get("mois")
    period = [month] if month in months else months
    figures = CountFigures(period)
    places = places_of(figures, rights)
    place = request.GET.get("ou")
    place = place if place in dict(places) else places[0][0]
    context = {
        "months": [
            (YEAR, "les 12 derniers mois finis"),
            *((one, month_words(one)) for one in months),
        ],
        "month": period[0] if len(period) == 1 else YEAR,
        "places": places,
        "place": place,
        "place_name": dict(places)[place],
    }
    return Chosen(figures, place, context)


def places_of(figures, rights):
    """Return the places that an account may see: its own, or all of them for a national account."""
    names = department_names()
    own = [code for code in rights.parts if code != NATIONAL]
    if NATIONAL in rights.parts:
        shown = {place for kind in Count.OF_A_PLACE for place in figures.places(kind)}
        codes = sorted({*own, *shown})
        return [(EVERYWHERE, "toute la France"), *((code, _name(code, names)) for code in codes)]
    return [*((code, _name(code, names)) for code in own), (EVERYWHERE, "toute la France")]


def _name(place, names):
    return PLACES.get(place) or f"{place} {names.get(place, '')}".strip()


def month_words(month):
    return date_format(date.fromisoformat(f"{month}-01"), "F Y")


def entries(model, column, numbers, name):
    """Return (words, page, number, note, key) of each counted entry; its key if it was deleted."""
    found = {}
    for pk, key, words in model.objects.filter(key__in=numbers).values_list("pk", "key", column):
        found[key] = (words, reverse(f"admin:procedures_{name}_change", args=[pk]))
    return [(*found.get(key, (key, "")), number, "", key) for key, number in numbers.items()]
