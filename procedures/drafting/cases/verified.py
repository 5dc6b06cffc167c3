"""The expectations of a case in few words: an agent sees how little a short one verifies."""

from collections.abc import Iterator

from procedures.engine.values.plain import Plain
from procedures.exchange.limits import NOTHING_EXPECTED, emptiness_of

from .expected import KEY_OF, normal
from .words import CaseWords

# More titles than these are counted.
MOST_NAMED = 3
# {key of ``expect``: (words of one procedure, of several, without its title)}
LISTED = {
    "procedures": ("recommandée", "recommandées"),
    "possible": ("possible", "possibles"),
    "shown": ("montrée", "montrées"),
    "not_procedures": ("non recommandée", "non recommandées"),
}


def expects(expect: Plain) -> bool:
    """Tell whether a case compares anything at all."""
    return NOTHING_EXPECTED not in emptiness_of({}, expect)


def says_something_sure(expect: Plain) -> bool:
    """Tell whether a case expects more than what is open, and than that nothing is recommended."""
    expected = normal(expect)
    open_yet = ("procedures", "possible", "questions_at_most", "of", KEY_OF["also"])
    return bool(expected["procedures"]) or any(
        value not in (None, [], {}) for key, value in expected.items() if key not in open_yet
    )


def verified(expect: Plain, words: CaseWords) -> list[str]:
    """Return what a case verifies, one thing each, in the order of its form.

    >>> verified({"procedures": [], "costs": {"total": 25}}, None)
    ['aucune démarche recommandée', 'le coût']
    """
    return list(_verified(normal(expect), words))


def _verified(expected: Plain, words: CaseWords) -> Iterator[str]:
    if expected["procedures"] == []:
        yield "aucune démarche recommandée"
    for key, (one, several) in LISTED.items():
        if expected[key]:
            yield _procedures(expected[key], one, several, words)
    if expected["procedures_any_of"]:
        yield "les démarches recommandées (plusieurs résultats sont justes)"
    papers = len(expected["include"]) + len(expected["exclude"])
    if papers:
        yield f"{papers} pièce{'s' if papers > 1 else ''}"
    if expected["channel"]:
        yield "la façon de déposer"
    if expected["window"]:
        yield "les dates"
    if expected["total"] is not None or expected["possible-cost"] is not None:
        yield "le coût"
    if expected["questions_at_most"] is not None:
        yield "le nombre de questions"


def _procedures(keys: list[str], one: str, several: str, words: CaseWords) -> str:
    if len(keys) > MOST_NAMED:
        return f"{len(keys)} démarches {several}"
    return f"{words.procedures(keys)} {one if len(keys) == 1 else several}"
