"""What people find and do not find, from the anonymous counts alone."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from procedures.counting.disclosure import CountFigures, closed_months
from procedures.drafting.measures.bars import simple
from procedures.drafting.measures.languages import language_names
from procedures.models import NATIONAL, Count, Orientation, Procedure, Question
from procedures.publishing.departments import department_names

Kind = Count.Kind
OF_A_PLACE = (Kind.PROCEDURE, Kind.OUTCOME, Kind.VISIT, Kind.NO_VISIT)
EVERYWHERE = "france"
PLACES = {"hors": "hors de France", "inconnu": "commune non donnée"}
OUTCOMES = {
    "procedure": "au moins une démarche conseillée",
    "possible": "des démarches possibles, aucune certaine",
    "orientation": "un conseil, sans démarche",
    "nothing": "rien à conseiller",
}
YEAR = "annee"


def usage(request, rights):
    """Return the page's context: the figures of a period, in a place that the account may see."""
    months = closed_months(timezone.localdate())
    period = request.GET.get("mois")
    chosen = [period] if period in months else months
    figures = CountFigures(chosen)
    places = places_of(figures, rights)
    place = request.GET.get("ou")
    place = place if place in dict(places) else places[0][0]
    return {
        "months": [
            (YEAR, "les 12 derniers mois finis"),
            *((one, month_words(one)) for one in months),
        ],
        "month": chosen[0] if len(chosen) == 1 else YEAR,
        "places": places,
        "place": place,
        "place_name": dict(places)[place],
        "blocks": _of_results(figures, place) + _of_questions(figures),
    }


def places_of(figures, rights):
    """Return the places that an account may see: its own, or all of them for a national account."""
    names = department_names()
    own = [code for code in rights.parts if code != NATIONAL]
    if NATIONAL in rights.parts:
        shown = {place for kind in OF_A_PLACE for place in figures.places(kind)}
        codes = sorted({*own, *shown})
        return [(EVERYWHERE, "toute la France"), *((code, _name(code, names)) for code in codes)]
    return [*((code, _name(code, names)) for code in own), (EVERYWHERE, "toute la France")]


def _name(place, names):
    return PLACES.get(place) or f"{place} {names.get(place, '')}".strip()


def month_words(month):
    return date_format(date.fromisoformat(f"{month}-01"), "F Y")


def _of_results(figures, place):
    def of(kind):
        return figures.everywhere(kind) if place == EVERYWHERE else figures.at(kind, place)

    procedures = entries(Procedure, "title_fr", of(Kind.PROCEDURE), "procedure")
    orientations = entries(Orientation, "title_fr", of(Kind.ORIENTATION), "orientation")
    outcomes = [(OUTCOMES.get(key, key), "", n, "") for key, n in of(Kind.OUTCOME).items()]
    return [
        _block("resultats", "Démarches les plus conseillées", procedures),
        _block("issues", "Ce que donnent les parcours finis", outcomes),
        _block("conseils", "Conseils montrés", orientations),
    ]


def _of_questions(figures):
    """Return the blocks that are not counted by département, but by question or by language."""
    answers = figures.everywhere(Kind.ANSWER)
    unknown = figures.everywhere(Kind.UNKNOWN)
    mistakes = figures.everywhere(Kind.MISTAKE)
    ends = figures.everywhere(Kind.DEAD_END)
    languages = language_names()
    readers = [
        (languages.get(key, key), "", n, "") for key, n in figures.at(Kind.READER, "").items()
    ]
    return [
        _block("impasses", "Dernière question avant un résultat sans démarche", _questions(ends)),
        _block("inconnu", "« Je ne sais pas », par question", _questions(unknown, answers)),
        _block("refus", "Réponses refusées, par question", _questions(mistakes, answers)),
        _block("langues", "Langue des résultats", readers),
    ]


def _questions(numbers, answers=None):
    rows = entries(Question, "text_fr", numbers, "question")
    if answers is None:
        return [row[:4] for row in rows]
    return [
        (label, url, number, f"sur au moins {answers[key]} réponses" if key in answers else "")
        for label, url, number, _, key in rows
    ]


def entries(model, column, numbers, name):
    """Return (words, page, number, note, key) of each counted entry; its key if it was deleted."""
    found = {}
    for pk, key, words in model.objects.filter(key__in=numbers).values_list("pk", "key", column):
        found[key] = (words, reverse(f"admin:procedures_{name}_change", args=[pk]))
    return [(*found.get(key, (key, "")), number, "", key) for key, number in numbers.items()]


def _block(anchor, title, rows):
    national = anchor in ("impasses", "inconnu", "refus", "langues")
    bars = simple([row[:4] for row in rows])
    return {"id": anchor, "title": title, "bars": bars, "national": national}
