"""The page « Veille du droit »: the entries whose fiche changed, and the differences."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminFileWidget
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import redirect
from django.utils import timezone

from procedures.models import NATIONAL, LawFiche, LawVersion
from procedures.publishing.journal import recording
from procedures.rights import rights_of
from procedures.watching import checking, law
from procedures.watching.fiche_reader import Fiche, UnreadableFiche, read_sent
from procedures.watching.kinds import statements
from procedures.watching.law import differences

from ..desk_page import need, page
from .rows import cited_fiches, named_rows

FLAGS_A_PAGE = 15
MOST_SHOWN = 60
AN_HOUR = 3600
# In bytes. Django refuses a longer form.
LARGEST_PACKET = 2_000_000
READINGS = {
    "new": "lues pour la première fois",
    "changed": "changées depuis la dernière lecture",
    "same": "sans changement",
    "gone": "disparues",
    "unknown": "citées par notre contenu, mais pas trouvées",
}


class FichesForm(forms.Form):
    """The official fiches, as their publisher gives them."""

    fiches = forms.FileField(label="Fichier", widget=AdminFileWidget(attrs={"accept": ".zip,.xml"}))
    entier = forms.BooleanField(
        label="L'archive est le jeu entier : une fiche qui n'y est pas a disparu.",
        required=False,
        initial=True,
    )


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
    """Show the flags that the account may see. POST notes a reading or a check, or takes fiches."""
    rights = rights_of(request)
    need(rights.parts)
    every = statements(timezone.localdate())
    flags = [flag for flag in law.flags(every) if rights.may_view(flag.part)]
    may_feed, taken = rights.may_edit(NATIONAL), {}
    if "lire" in request.POST or "paquet" in request.POST:
        need(may_feed)
        taken = (_stored if "paquet" in request.POST else _read_file)(request, every, rights)
        if taken is None:
            return redirect("admin:desk_law")
    elif request.method == "POST":
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
        "form": may_feed and FichesForm(),
        "cited": cited,
        "unknown": [one for one in cited if one.number not in known],
        **taken,
    }
    return page(site, request, "admin/watching/law.html", context)


def _read_file(request, every, rights):
    """Return, for the template, what a file of fiches would change; nothing is stored."""
    form, cited = FichesForm(request.POST, request.FILES), law.citations(every)
    if not form.is_valid():
        return {"form": form}
    file = form.cleaned_data["fiches"]
    try:
        fiches, held = read_sent(file, set(cited))
        # A fiche alone is no set; the set itself tells whether it is whole, where it may be.
        whole = None if form.cleaned_data["entier"] and held > 1 else False
        if not fiches:
            raise UnreadableFiche(
                f"{file.name} : aucune fiche que nous citons (F2209.xml, par exemple)"
            )
        preview = _preview(fiches, every, rights, whole)
        packet = signing.dumps(
            [whole, [_plain(one) for one in fiches.values()]], salt=_salt(request), compress=True
        )
        if len(packet) > LARGEST_PACKET:
            raise UnreadableFiche(
                f"{file.name} : trop de texte pour une fois, donnez-le en morceaux"
            )
    except UnreadableFiche as error:
        form.add_error("fiches", f"{error}.")
    except law.NotTheWholeSet as error:
        form.add_error("entier", f"Il manque {error} déjà connues : décochez cette case.")
    else:
        form = FichesForm(initial={"entier": whole is None})
        return {"form": form, "preview": preview, "packet": packet}
    return {"form": form}


def _preview(fiches, every, rights, whole):
    """Return what storing fiches would change, and the flags that it would raise."""
    before = {_mark(flag) for flag in law.flags(every)}
    with transaction.atomic():
        report = law.store(fiches, law.citations(every), timezone.localdate(), whole=whole)
        flags = [one for one in law.flags(every) if _mark(one) not in before]
        shown = _shown([one for one in flags if rights.may_view(one.part)], rights, acts=False)
        transaction.set_rollback(True)
    counts = [(words, getattr(report, name)) for name, words in READINGS.items()]
    return {"counts": [one for one in counts if one[1]], "shown": shown, "flags": len(flags)}


def _mark(flag):
    return flag.key, flag.version.pk, flag.gone


def _stored(request, every, rights):
    """Store the fiches that were shown."""
    try:
        packet = request.POST["paquet"]
        whole, fiches = signing.loads(packet, salt=_salt(request), max_age=AN_HOUR)
        found = {one[0]: _fiche(*one) for one in fiches}
        law.store(found, law.citations(every), timezone.localdate(), whole=whole)
    except signing.BadSignature:
        messages.error(request, "Cette page est trop ancienne : donnez le fichier de nouveau.")
    except law.NotTheWholeSet:
        messages.error(
            request, "D'autres fiches ont été lues depuis : donnez le fichier de nouveau."
        )
    else:
        many = "s" * (len(found) > 1)
        messages.success(request, f"C'est noté : {len(found)} fiche{many} lue{many} aujourd'hui.")


def _plain(fiche):
    day = fiche.modified_on and fiche.modified_on.isoformat()
    return [fiche.number, fiche.title, fiche.url, day, fiche.paragraphs]


def _fiche(number, title, url, modified_on, paragraphs):
    day = modified_on and date.fromisoformat(modified_on)
    return Fiche(number, title, url, day, tuple(map(tuple, paragraphs)))


def _salt(request):
    return f"procedures.admin.watching.law:{request.user.pk}"


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


def _shown(flags, rights, *, acts=True):
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
        may_edit = acts and rights.may_edit(flag.part, flag.entry[0])
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
