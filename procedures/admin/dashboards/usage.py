"""The pages that people find and do not find, from the anonymous counts alone."""

from procedures.drafting.measures.completeness import simple
from procedures.drafting.measures.mending import language_names
from procedures.models import Count, Orientation, Procedure, Question

from .choosing import chosen, entries

Kind = Count.Kind
OUTCOMES = {
    "procedure": "au moins une démarche conseillée",
    "possible": "des démarches possibles, aucune certaine",
    "orientation": "un conseil, sans démarche",
    "nothing": "rien à conseiller",
}


def usage(request, rights):
    """Return the page's context: the figures of a period, in a place that the account may see."""
    what = chosen(request, rights)
    return {**what.context, "blocks": _of_results(what) + _of_questions(what.figures)}


def _of_results(what):
    procedures = entries(Procedure, "title_fr", what.of(Kind.PROCEDURE), "procedure")
    orientations = entries(Orientation, "title_fr", what.of(Kind.ORIENTATION), "orientation")
    outcomes = [(OUTCOMES.get(key, key), "", n, "") for key, n in what.of(Kind.OUTCOME).items()]
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
        _block(anchor, title, rows, national=True)
        for anchor, title, rows in (
            ("impasses", "Dernière question avant un résultat sans démarche", _questions(ends)),
            ("inconnu", "« Je ne sais pas », par question", _questions(unknown, answers)),
            ("refus", "Réponses refusées, par question", _questions(mistakes, answers)),
            ("langues", "Langue des résultats", readers),
        )
    ]


def _questions(numbers, answers=None):
    rows = entries(Question, "text_fr", numbers, "question")
    if answers is None:
        return [row[:4] for row in rows]
    return [
        (label, url, number, f"sur au moins {answers[key]} réponses" if key in answers else "")
        for label, url, number, _, key in rows
    ]


def _block(anchor, title, rows, *, national=False):
    bars = simple([row[:4] for row in rows])
    return {"id": anchor, "title": title, "bars": bars, "national": national}
