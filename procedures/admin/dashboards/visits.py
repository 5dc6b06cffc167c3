"""« Visites évitées »: what people say of coming, once they have read their answer."""

from procedures.drafting.measures.completeness import bars, simple
from procedures.engine.shortening import shortened
from procedures.feedback.lines import doubted, parts_for, reported_lines
from procedures.models import NATIONAL, Count, Procedure

from ..addresses import ADDRESSES
from .choosing import EVERYWHERE, chosen, entries

Kind = Count.Kind
MOST_LETTERS = 80
REASONS = {
    "creneau": "pas de créneau de rendez-vous",
    "question": "une question restée sans réponse",
    "papier": "un papier manquant",
    "carte": "une carte à retirer",
    "langue": "parler avec quelqu'un, dans sa langue",
    "autre": "autre chose",
}
KINDS = (("new", "n'a plus besoin de venir"), ("old", "a encore besoin de venir"))


def visits(request, rights):
    """Return the page's context: the visits avoided in a place that the account may see."""
    what = chosen(request, rights)
    avoided, needed = what.of(Kind.NO_VISIT), what.of(Kind.VISIT)
    reasons = [
        (REASONS.get(key, key), "", number, "")
        for key, number in what.of(Kind.VISIT_REASON).items()
    ]
    answered = sum(avoided.values()) + sum(needed.values())
    return {
        **what.context,
        "avoided": sum(avoided.values()),
        "needed": sum(needed.values()),
        "answered": answered,
        "share": round(100 * sum(avoided.values()) / answered) if answered else 0,
        "kinds": KINDS,
        "procedures": _by_procedure(avoided, needed),
        "reasons": simple(reasons),
        "doubts": _doubts(rights, what.place),
    }


def _doubts(rights, place):
    """Return a bar for each line that people doubt, among what the account may read."""
    parts = [part for part in parts_for(rights.parts) if place in (EVERYWHERE, part)]
    return simple(
        (
            f"{shortened(line.title, MOST_LETTERS)}",
            ADDRESSES.of(line.entry) if line.entry else "",
            line.number,
            ", ".join(
                filter(None, (line.procedure, "" if line.name.part == NATIONAL else line.name.part))
            ),
        )
        for line in reported_lines(doubted(parts))
    )


def _by_procedure(avoided, needed):
    """Return a bar a procedure: the visits avoided, and those still needed."""
    numbers = {key: avoided.get(key, 0) + needed.get(key, 0) for key in {*avoided, *needed}}
    rows = sorted(entries(Procedure, "title_fr", numbers, "procedure"), key=lambda row: -row[2])
    return bars(
        [
            (
                label,
                url,
                [
                    (KINDS[0][0], KINDS[0][1], avoided.get(key, 0)),
                    (KINDS[1][0], KINDS[1][1], needed.get(key, 0)),
                ],
                note,
            )
            for label, url, _number, note, key in rows
        ]
    )
