"""Counts the problems that the check of the working copy finds, by place and by gravity."""

from collections import Counter

from django.utils import timezone

from procedures.engine.errors import Problem
from procedures.engine.values.plain import PlainDict
from procedures.exchange.labels import file_label
from procedures.rights import Rights

from ..places import MODELS, folder_of, part_of, untranslated
from ..versions import written
from .bars import bars
from .checks import is_checked, problems_of

GRAVITIES = (
    ("blocking", "empêche de publier"),
    ("warning", "à améliorer"),
    ("known", "bon à savoir"),
)
PLACES = {name: file_label(name) for name in MODELS}
TRANSLATIONS = "Traductions"


def findings(rights: Rights, *, checks: bool) -> PlainDict:
    """Return the page's context. If ``checks`` is false, show only a check already in the cache.

    A check takes seconds.
    """
    plain, digest = written(rights.user)
    today = timezone.localdate()
    if not checks and not is_checked(digest, today):
        return {"unknown": True}
    problems = problems_of(plain, digest, today)
    visible = [one for one in problems if rights.may_view(part_of(one))]
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*PLACES.values(), TRANSLATIONS)}
    for one in visible:
        counts[_place_of(one)][_gravity_of(one)] += 1
    rows = [
        (name, "", [(kind, words, count[kind]) for kind, words in GRAVITIES], "")
        for name, count in counts.items()
        if count
    ]
    totals = Counter(map(_gravity_of, visible))
    return {
        "bars": bars(rows),
        "gravities": GRAVITIES,
        "totals": [(kind, words, totals[kind]) for kind, words in GRAVITIES],
    }


def _place_of(problem: Problem) -> str:
    file, language = untranslated(problem.file)
    return TRANSLATIONS if language else PLACES.get(folder_of(file), "Questions")


def _gravity_of(problem: Problem) -> str:
    return "blocking" if problem.blocking else "warning" if problem.fault else "known"
