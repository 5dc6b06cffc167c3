"""The page « Veille du droit »: the entries whose fiche changed, and the differences."""

from dataclasses import dataclass
from functools import lru_cache

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils import timezone

from procedures.models import LawFiche, LawVersion
from procedures.publishing.journal import recording
from procedures.rights import rights_of
from procedures.watching import checking, law
from procedures.watching.differences import differences
from procedures.watching.statements import statements

from ..desk_page import need, page
from .cited import cited_fiches
from .rows import named_rows

FLAGS_A_PAGE = 15
MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Citing:
    """An entry that cites a fiche, as the page shows it."""

    flag: law.FicheFlag
    named: object
    may_edit: bool

    @property
    def checked_on(self):
        """The oldest check of what cites the fiche, or ``None`` if a citation was never checked."""
        days = [one.checked_on for one in self.flag.statements]
        return min(days) if all(days) else None


@dataclass(frozen=True, slots=True)
class ChangedFiche:
    """A fiche and its change since one version, shown once for all the entries that cite it."""

    flag: law.FicheFlag
    differences: list
    more: int
    citing: list


def law_page(site, request):
    """Show the flags that the account may see. POST notes a reading or a check."""
    rights = rights_of(request)
    need(rights.parts)
    every = statements(timezone.localdate())
    flags = [flag for flag in law.flags(every) if rights.may_view(flag.part)]
    if request.method == "POST":
        level, text = _posted(request, rights, flags)
        messages.add_message(request, level, text)
        return redirect("admin:desk_law")
    pages = Paginator(flags, FLAGS_A_PAGE).get_page(request.GET.get("page"))
    known = dict(LawFiche.objects.values_list("number", "seen_on"))
    cited = cited_fiches(every, rights)
    context = {
        "title": "Veille du droit",
        "shown": _shown(list(pages), rights),
        "pages": pages,
        "count": len(flags),
        "watched": len(known),
        "newest": max(known.values(), default=None),
        "cited": cited,
        "unknown": [one for one in cited if one.number not in known],
    }
    return page(site, request, "admin/watching/law.html", context)


def _posted(request, rights, flags):
    for name, act in (("lu", _read), ("relire", _read_again)):
        if name in request.POST:
            flag = next((one for one in flags if one.key == request.POST[name]), None)
            if flag is None:
                return messages.WARNING, "Ce changement n'est plus dans la liste."
            if not rights.may_edit(flag.part, flag.entry[0]):
                raise PermissionDenied
            return act(request, flag)
    return messages.WARNING, "Choisissez un bouton."


def _read(request, flag):
    law.note_reading(flag, request.user)
    return messages.SUCCESS, "C'est noté : ce changement est lu, rien n'est à changer."


def _read_again(request, flag):
    with recording(request.user, how="relu"):
        checking.read_again(flag.statements, timezone.localdate())
        law.note_reading(flag, request.user)
    return messages.SUCCESS, "C'est relu aujourd'hui. C'est à publier."


def _shown(flags, rights):
    """Return the flags of a page by fiche and version, without those of deleted entries."""
    rows = named_rows({flag.entry for flag in flags})
    texts = _texts(flags)
    shown = {}
    for flag in flags:
        if flag.entry not in rows:
            continue
        before = flag.before and flag.before.pk
        key = (flag.version.pk, before, flag.text_changed)
        if key not in shown:
            found = _compared(texts[before], texts[flag.version.pk]) if before else []
            more = max(len(found) - MOST_SHOWN, 0)
            shown[key] = ChangedFiche(flag, found[:MOST_SHOWN], more, [])
        may_edit = rights.may_edit(flag.part, flag.entry[0])
        shown[key].citing.append(Citing(flag, rows[flag.entry], may_edit))
    return list(shown.values())


def _texts(flags):
    """Return {primary key: text} of the versions to compare, with one query."""
    wanted = {pk for one in flags if one.before for pk in (one.before.pk, one.version.pk)}
    found = LawVersion.objects.filter(pk__in=wanted).values_list("pk", "paragraphs")
    return {pk: tuple(map(tuple, paragraphs)) for pk, paragraphs in found}


@lru_cache(maxsize=64)
def _compared(before, after):
    """Return the differences of two texts, computed once per process as they never change."""
    return differences(before, after)
