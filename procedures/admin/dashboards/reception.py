"""« Visites à l'accueil »: why people came each week, and what could have been avoided."""

from django.urls import reverse
from django.utils import timezone

from procedures.counting.disclosure import REST
from procedures.drafting.measures.completeness import bars, simple
from procedures.models import NATIONAL, Choice, Procedure, ReceptionCount
from procedures.publishing.departments import department_names
from procedures.reception import figures as read

from .choosing import EVERYWHERE, entries
from .pages import PAGE_KINDS, failing_pages

HIDDEN = "raisons trop rares, ensemble"
REASON_WORDS = {**dict(ReceptionCount.Reason.choices), REST: HIDDEN}
LOOKED_WORDS = {
    **dict(ReceptionCount.Looked.choices),
    "": "pas demandé",
    REST: "réponses trop rares, ensemble",
}
SHARE_WORDS = {
    read.UNSEEN: "évitable : la personne n'avait pas vu ce portail",
    read.SEEN: "évitable, mais la personne avait vu ce portail : il ne l'a pas aidée",
    read.UNASKED: "évitable, sans savoir où la personne avait cherché",
    read.MUST: "nécessaire : un titre à retirer, une convocation",
    read.OTHER: "autre chose",
    REST: "visites trop rares pour être montrées à part",
}
# The drawings of the bars: one a reason that could have been avoided.
KINDS = tuple(
    zip(
        ("new", "recent", "old", "late"),
        ("information", "no_slot", "wrong_channel", "missing_paper"),
        strict=True,
    )
)


def reception(request, rights):
    """Return the page's context: the visits to the entrances of a place, counted by agents."""
    place, places, figures = chosen_figures(request, rights)
    own = None
    if place != NATIONAL and place in rights.editable_parts:
        own = read.own_figures(place, timezone.localdate())
    return {
        "own": own,
        "own_reasons": own
        and [(REASON_WORDS[one], numbers) for one, numbers in own.reasons.items()],
        "places": places,
        "place": place,
        "place_name": dict(places)[place],
        "figures": figures,
        "reasons": list(REASON_WORDS.items()),
        "weeks": [
            (one, [one.numbers.get(reason) for reason in REASON_WORDS]) for one in figures.weeks
        ],
        "counted": any(one.total for one in figures.weeks) or bool(figures.total),
        "shares": share_rows(figures),
        "unseen": figures.shares.get(read.UNSEEN, 0),
        "seen": figures.shares.get(read.SEEN, 0),
        "unasked": figures.shares.get(read.UNASKED, 0),
        "share": round(100 * figures.avoidable / figures.total) if figures.total else 0,
        "looked": simple(looked_rows(figures)),
        "wishes": bars(wish_rows(figures)),
        "kinds": [(kind, REASON_WORDS[reason]) for kind, reason in KINDS],
        "pages": bars(failing_pages(figures, rights, place)),
        "page_kinds": PAGE_KINDS,
        "may_open_posts": any(part != NATIONAL for part in rights.editable_parts),
        "export_url": f"{reverse('admin:desk_reception_export')}?ou={place}",
    }


def chosen_figures(request, rights):
    """Return (place, [(place, words)], figures) of the place that an address names."""
    names = department_names()
    own = [code for code in rights.parts if code != NATIONAL]
    if NATIONAL in rights.parts:
        own = sorted({*own, *read.departments_counted()})
    places = [(code, f"{code} {names.get(code, '')}".strip()) for code in own]
    everywhere = (EVERYWHERE, "toute la France")
    places = [everywhere, *places] if NATIONAL in rights.parts else [*places, everywhere]
    asked = request.GET.get("ou")
    place = asked if asked in dict(places) else places[0][0]
    codes = read.departments_counted() if place == EVERYWHERE else [place]
    return place, places, read.entrance_figures(codes, timezone.localdate())


def share_rows(figures):
    """Return (words, number) of what could have been avoided, in the order of the page."""
    return [
        (words, figures.shares[key]) for key, words in SHARE_WORDS.items() if key in figures.shares
    ]


def looked_rows(figures):
    return [(LOOKED_WORDS.get(key, key), "", number, "") for key, number in figures.looked.items()]


def wish_rows(figures):
    """Return the rows of bars: each goal or procedure, with the reasons that brought people."""
    numbers = {procedure: 0 for _goal, procedure in figures.failing if procedure}
    words = {
        key: (label, url)
        for label, url, _n, _note, key in entries(Procedure, "title_fr", numbers, "procedure")
    }
    goals = {goal for goal, _procedure in figures.failing}
    choices = Choice.objects.filter(question__key="goal", value__in=goals)
    texts = dict(choices.values_list("value", "text_fr"))
    rows = []
    for (goal, procedure), reasons in figures.failing.items():
        label, url = words.get(procedure, (texts.get(goal, goal), ""))
        pieces = [(kind, REASON_WORDS[reason], reasons.get(reason, 0)) for kind, reason in KINDS]
        rows.append((label, url, pieces, "" if procedure else "sans démarche précise"))
    return sorted(rows, key=lambda row: (-sum(piece[2] for piece in row[2]), row[0]))
