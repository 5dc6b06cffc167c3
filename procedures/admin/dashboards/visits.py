"""« Visites évitées »: what people say of coming, once they have read their answer."""

from django.utils import timezone
from django.utils.text import Truncator

from procedures.counting.disclosure import CountFigures, closed_months
from procedures.drafting.measures.bars import bars, simple
from procedures.feedback.lines import doubted, parts_for, told_lines
from procedures.models import NATIONAL, Count, Procedure

from ..addresses import ADDRESSES
from .usage import EVERYWHERE, YEAR, entries, month_words, places_of

Kind = Count.Kind
MOST_SAID = 80
REASONS = {
    "creneau": "pas de créneau de rendez-vous",
    "question": "une question restée sans réponse",
    "papier": "un papier manquant",
    "carte": "une carte à retirer",
    "langue": "parler avec quelqu'un, dans sa langue",
    "autre": "autre chose",
}
SAID = (("new", "n'a plus besoin de venir"), ("old", "a encore besoin de venir"))


def visits(request, rights):
    """Return the page's context: the visits avoided in a place that the account may see."""
    months = closed_months(timezone.localdate())
    period = request.GET.get("mois")
    chosen = [period] if period in months else months
    figures = CountFigures(chosen)
    places = places_of(figures, rights)
    place = request.GET.get("ou")
    place = place if place in dict(places) else places[0][0]

    def of(kind):
        return figures.everywhere(kind) if place == EVERYWHERE else figures.at(kind, place)

    avoided, needed = of(Kind.NO_VISIT), of(Kind.VISIT)
    reasons = [
        (REASONS.get(key, key), "", number, "") for key, number in of(Kind.VISIT_REASON).items()
    ]
    told = sum(avoided.values()) + sum(needed.values())
    return {
        "months": [
            (YEAR, "les 12 derniers mois finis"),
            *((one, month_words(one)) for one in months),
        ],
        "month": chosen[0] if len(chosen) == 1 else YEAR,
        "places": places,
        "place": place,
        "place_name": dict(places)[place],
        "avoided": sum(avoided.values()),
        "needed": sum(needed.values()),
        "told": told,
        "share": round(100 * sum(avoided.values()) / told) if told else 0,
        "said": SAID,
        "procedures": _by_procedure(avoided, needed),
        "reasons": simple(reasons),
        "doubts": _doubts(rights, place),
    }


def _doubts(rights, place):
    """Return a bar for each line that people doubt, among what the account may read."""
    parts = [part for part in parts_for(rights.parts) if place in (EVERYWHERE, part)]
    return simple(
        (
            f"{Truncator(line.title).chars(MOST_SAID)}",
            ADDRESSES.of(line.entry) if line.entry else "",
            line.number,
            ", ".join(
                filter(None, (line.procedure, "" if line.name.part == NATIONAL else line.name.part))
            ),
        )
        for line in told_lines(doubted(parts))
    )


def _by_procedure(avoided, needed):
    """Return a bar a procedure: who needs to come no more, and who still does."""
    numbers = {key: avoided.get(key, 0) + needed.get(key, 0) for key in {*avoided, *needed}}
    rows = sorted(entries(Procedure, "title_fr", numbers, "procedure"), key=lambda row: -row[2])
    return bars(
        [
            (
                label,
                url,
                [
                    (SAID[0][0], SAID[0][1], avoided.get(key, 0)),
                    (SAID[1][0], SAID[1][1], needed.get(key, 0)),
                ],
                note,
            )
            for label, url, _number, note, key in rows
        ]
    )
