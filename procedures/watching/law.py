"""Watches the law: the fiches that the catalogue cites, their stored versions, their changes."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher

from django.db import transaction
from django.db.models import Max, Prefetch

from procedures.models import LawFiche, LawReading, LawVersion

from .fiche_reader import digest, plain, sentences

IN_AN_ADDRESS = re.compile(r"/vosdroits/(F\d{1,6})\b", re.IGNORECASE)
IN_A_REFERENCE = re.compile(r"\b(F\d{2,6})\b")
# If more than this share of the known fiches is missing, the set is not the whole set.
MISSING_OF_A_PART = 0.3
# How long a reading of the fiches holds: the official set is made anew each day.
HOLDS = timedelta(days=31)
# The least ratio of likeness at which a sentence counts as another one, changed.
ALIKE = 0.5
ADDED, REMOVED, REPLACED = "added", "removed", "replaced"


class NotTheWholeSet(Exception):
    """Too many fiches are missing for all of them to have disappeared."""


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import, as lists of fiche numbers."""

    new: list
    changed: list
    same: list
    gone: list
    unknown: list


@dataclass(frozen=True, slots=True)
class FicheFlag:
    """An entry that cites a fiche which has changed or disappeared since the entry was checked.

    ``before`` is the version against which the entry was checked, or ``None`` if that version is
    not stored or if the text is the same.
    """

    entry: tuple
    part: str
    statements: tuple
    fiche: LawFiche
    version: LawVersion
    before: LawVersion | None
    text_changed: bool
    gone: bool

    @property
    def key(self):
        model, pk = self.entry
        return f"{model._meta.model_name}-{pk}-{self.fiche.number}"


def last_reading():
    """Return the day on which fiches were last read, or ``None``."""
    return LawFiche.objects.aggregate(day=Max("seen_on"))["day"]


def cited_numbers(statement):
    """Return the numbers of the fiches that a statement cites."""
    found = [*IN_AN_ADDRESS.findall(statement.url), *IN_A_REFERENCE.findall(statement.reference)]
    return list(dict.fromkeys(number.upper() for number in found))


def citations(statements):
    """Return {number of a fiche: statements that cite it}."""
    found = defaultdict(list)
    for statement in statements:
        for number in cited_numbers(statement):
            found[number].append(statement)
    return dict(found)


@transaction.atomic
def store(fiches, cited, today, *, whole=None):
    """Store the fiches that were read, and return an ``Imported``.

    ``whole`` tells whether the set contains every fiche. With ``None``, it is taken as whole, and
    ``NotTheWholeSet`` is raised if too many known fiches are missing.
    """
    known = {fiche.number: fiche for fiche in LawFiche.objects.select_for_update()}
    missing = sorted(number for number in known if number not in fiches and number in cited)
    watched = sum(number in cited for number in known)
    if whole is None and len(missing) > max(1, MISSING_OF_A_PART * watched):
        raise NotTheWholeSet(f"{len(missing)} fiches sur {watched}")
    report = Imported([], [], [], [], sorted(set(cited) - {*known, *fiches}))
    for number, fiche in sorted(fiches.items()):
        getattr(report, _store(fiche, known.get(number), today)).append(number)
    if whole is not False:
        report.gone.extend(number for number in missing if known[number].gone_on is None)
        LawFiche.objects.filter(number__in=missing, gone_on__isnull=True).update(gone_on=today)
    return report


def _store(fiche, row, today):
    """Store one fiche, and return the name of the report's list for it."""
    last = row and row.versions.order_by("-pk").first()
    seen_on = row.seen_on if row else None
    if row is None:
        row = LawFiche(number=fiche.number)
    row.title, row.url, row.seen_on, row.gone_on = fiche.title, fiche.url, today, None
    row.save()
    # The stored text is read again as today, so that a better reader is no change of the law.
    if last and digest(last.paragraphs) == fiche.digest:
        return "same"
    LawVersion.objects.create(
        fiche=row,
        digest=fiche.digest,
        modified_on=fiche.modified_on,
        changed_on=_changed_on(fiche, seen_on, today),
        paragraphs=fiche.paragraphs,
    )
    return "changed" if last else "new"


def _changed_on(fiche, seen_on, today):
    """Return the day of a change: the date in the fiche, unless the former text was seen later."""
    modified = fiche.modified_on
    if modified is None or modified > today:
        return today
    return modified if seen_on is None or modified > seen_on else today


def flags(statements):
    """Return the flags of the working copy, the latest change first, with three queries."""
    cited = citations(statements)
    light = Prefetch("versions", LawVersion.objects.defer("paragraphs").order_by("pk"))
    fiches = LawFiche.objects.filter(number__in=cited).prefetch_related(light)
    read = set(
        LawReading.objects.filter(ours="").values_list("version_id", "gone", "model", "object_id")
    )
    found = []
    for fiche in fiches:
        found += _flags(fiche, list(fiche.versions.all()), cited[fiche.number], read)
    return sorted(found, key=lambda flag: (-_day(flag).toordinal(), flag.fiche.number))


def _flags(fiche, versions, statements, read):
    entries = defaultdict(list)
    for statement in statements:
        entries[statement.entry].append(statement)
    newest = versions[-1]
    gone = fiche.gone_on is not None
    changed_on = fiche.gone_on or newest.changed_on
    for (model, pk), citing in entries.items():
        late = [one for one in citing if _is_late(one, changed_on, gone or len(versions) > 1)]
        if late and (newest.pk, gone, model._meta.model_name, pk) not in read:
            since = min(one.checked_on or date.min for one in late)
            text_changed = since <= newest.changed_on
            before = _known_at(versions[:-1], since) if text_changed else None
            entry = (model, pk), late[0].part
            yield FicheFlag(*entry, tuple(late), fiche, newest, before, text_changed, gone)


def _is_late(statement, changed_on, was_seen_to_change):
    """Tell whether a statement was checked before a change, or on its day: perhaps before it."""
    if statement.checked_on is None:
        return was_seen_to_change
    return statement.checked_on <= changed_on


def _known_at(versions, day):
    """Return the version in force on a day, or ``None`` if every stored version is later."""
    older = [version for version in versions if version.changed_on <= day]
    return older[-1] if older else None


def _day(flag):
    return flag.fiche.gone_on or flag.version.changed_on


def note_reading(flag, user):
    """Note that somebody read the change, and that the entry needs no correction."""
    model, pk = flag.entry
    LawReading.objects.get_or_create(
        version=flag.version,
        gone=flag.gone,
        model=model._meta.model_name,
        object_id=pk,
        ours="",
        defaults={"user": user},
    )


@dataclass(frozen=True, slots=True)
class TextDifference:
    """A sentence added, removed or replaced. ``section`` is its present section."""

    kind: str
    section: str
    before: str = ""
    after: str = ""

    @property
    def kind_label(self):
        return {ADDED: "ajouté", REMOVED: "retiré", REPLACED: "remplacé"}[self.kind]

    @property
    def pieces(self):
        """The words of a replacement as (kind or ``""``, words): removed, added or kept."""
        old, new = self.before.split(), self.after.split()
        found = []
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                found.append(("", " ".join(old[a:b])))
                continue
            found += [(REMOVED, " ".join(old[a:b]))] if b > a else []
            found += [(ADDED, " ".join(new[c:d]))] if d > c else []
        return found


def differences(before, after):
    """Return the differences between the paragraphs of two versions.

    A section that is only renamed gives one difference, its name. Typography is ignored.
    """
    old, new = sentences(before), sentences(after)
    words = [[plain(sentence) for _, sentence in text] for text in (old, new)]
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _describe(old[a:b], new[c:d])
    return found


def _describe(removed, added):
    """Return the differences of a change: sentences replaced, removed or added."""
    pairs = _pairs(removed, added)
    texts = []
    for before, after in pairs:
        if before and after:
            texts.append(TextDifference(REPLACED, after[0], before[1], after[1]))
        elif before:
            texts.append(TextDifference(REMOVED, before[0], before=before[1]))
        else:
            texts.append(TextDifference(ADDED, after[0], after=after[1]))
    return texts


def _pairs(removed, added):
    left = list(removed)
    pairs = []
    for after in added:
        best = max(left, key=lambda before: _alike(before, after), default=None)
        if best is not None and _alike(best, after) >= ALIKE:
            # The unpaired sentences before the best match were removed there.
            index = left.index(best)
            pairs += [(one, None) for one in left[:index]]
            left = left[index + 1 :]
            pairs.append((best, after))
        else:
            pairs.append((None, after))
    return [*pairs, *((one, None) for one in left)]


def _alike(before, after):
    return SequenceMatcher(None, before[1].split(), after[1].split(), autojunk=False).ratio()
