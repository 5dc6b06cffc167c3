"""The pages that did not suffice: what is counted of a page anyway, put side by side."""

from collections import defaultdict

from django.utils import timezone

from procedures.counting.disclosure import CountFigures, closed_months
from procedures.feedback.lines import doubted, parts_for, reported_lines
from procedures.models import NATIONAL, Choice, Count, Feedback, Procedure

from ..addresses import ADDRESSES
from .choosing import EVERYWHERE, entries

# As long as the weeks of the entrance that are added up.
MONTHS = 3
# What failed somebody: a drawing of the bars, and its words.
CAME, STILL, DOUBTED = "old", "recent", "late"
PAGE_KINDS = (
    (CAME, "venues à l'accueil après avoir vu ce portail"),
    (STILL, "disent devoir encore venir, après leur réponse"),
    (DOUBTED, "lignes de la page mises en doute"),
)


def failing_pages(figures, rights, place):
    """Return the rows of bars: each page, with how many people it did not suffice, and how."""
    numbers = defaultdict(lambda: dict.fromkeys(dict(PAGE_KINDS), 0))
    for (goal, procedure), number in figures.unhelped.items():
        numbers["procedure" if procedure else "goal", procedure or goal][CAME] += number
    for procedure, number in _still_to_come(place).items():
        numbers["procedure", procedure][STILL] += number
    titles = {}
    for line in _doubted_lines(rights, place):
        page = ("procedure", line.name.procedure)
        if line.name.kind == Feedback.Kind.PLACE or not line.name.procedure:
            page = (line.name.kind, line.name.part, line.name.key)
            titles[page] = (line.title, ADDRESSES.of(line.entry) if line.entry else "")
        numbers[page][DOUBTED] += line.number
    titles |= _titles_of([page for page in numbers if page not in titles])
    rows = [
        (*titles[page], [(kind, words, of[kind]) for kind, words in PAGE_KINDS], _note(page))
        for page, of in numbers.items()
    ]
    return sorted(rows, key=lambda row: (-sum(piece[2] for piece in row[2]), row[0]))


def _still_to_come(place):
    counts = CountFigures(closed_months(timezone.localdate())[:MONTHS])
    kind = Count.Kind.VISIT
    return counts.everywhere(kind) if place == EVERYWHERE else counts.at(kind, place)


def _doubted_lines(rights, place):
    parts = [part for part in parts_for(rights.parts) if place in (EVERYWHERE, part)]
    months = closed_months(timezone.localdate())[:MONTHS]
    return reported_lines(doubted(parts).filter(month__in=months))


def _titles_of(pages):
    """Return {page: (words, address at the desk)} of procedures and of goals."""
    named = {key: 0 for kind, key in pages if kind == "procedure"}
    found = {
        ("procedure", key): (words, url)
        for words, url, _number, _note, key in entries(Procedure, "title_fr", named, "procedure")
    }
    goals = [key for kind, key in pages if kind == "goal"]
    choices = Choice.objects.filter(question__key="goal", value__in=goals)
    texts = dict(choices.values_list("value", "text_fr"))
    return found | {("goal", key): (texts.get(key, key), "") for key in goals}


def _note(page):
    kind, part = page[0], page[1]
    if kind == "procedure":
        return "page de la démarche"
    if kind == "goal":
        return "questionnaire, sans démarche précise"
    where = "" if part == NATIONAL else f", {part}"
    return ("page du lieu" if kind == Feedback.Kind.PLACE else "page de la pièce") + where
