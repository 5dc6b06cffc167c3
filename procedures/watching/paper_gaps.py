"""Where the papers of a procedure differ from those of the official fiche that it cites."""

import hashlib
import re
from dataclasses import dataclass

from procedures.models import LawReading, LawVersion, Procedure
from procedures.publishing.spelling import without_accents

from .fiche_reader import plain
from .law import citations

# The sections of a fiche that list papers: « Pièces à fournir », « Documents nécessaires ».
LISTS = re.compile(r"\b(pièces|documents|justificatifs)\b", re.IGNORECASE)
WORD = re.compile(r"[a-z]{4,}")
# Said of many papers: these tell no paper from another.
USUAL = {"justificatif", "document", "piece", "copie", "original", "votre", "vous", "pour", "avec"}
# The least share of the words of the shorter name at which two names are one paper.
ALIKE = 0.6


@dataclass(frozen=True, slots=True)
class PaperGap:
    """A procedure and a fiche: the papers that only one of them names.

    ``ours`` is the digest of our list. The ``reason`` holds for it and for this ``version``;
    ``former`` is one that was given before either list changed.
    """

    procedure: Procedure
    version: LawVersion
    ours: str
    only_ours: tuple[str, ...]
    only_theirs: tuple[str, ...]
    reason: str
    former: str

    @property
    def key(self):
        return f"{self.procedure.pk}-{self.version.pk}"


def paper_gaps(statements):
    """Return the gaps of the procedures that cite a fiche, those without a reason first."""
    found = citations(one for one in statements if one.entry[0] is Procedure)
    procedures = Procedure.objects.prefetch_related(
        "documents__document", "documents__alternatives__document"
    ).in_bulk({one.entry[1] for listed in found.values() for one in listed})
    versions = {}
    for version in LawVersion.objects.filter(fiche__number__in=found).select_related("fiche"):
        versions[version.fiche.number] = version
    given = {}
    for one in LawReading.objects.exclude(ours="").order_by("pk"):
        given.setdefault(one.object_id, []).append(one)
    gaps = [
        _gap(procedures[pk], versions[number], given.get(pk, ()))
        for number, listed in found.items()
        if number in versions
        for pk in dict.fromkeys(one.entry[1] for one in listed)
    ]
    differing = [one for one in gaps if one and (one.only_ours or one.only_theirs)]
    return sorted(differing, key=lambda one: (bool(one.reason), one.procedure.title_fr))


def justify(gap, reason, user):
    """Keep why a difference is right, until our list or the text of the fiche changes."""
    LawReading.objects.update_or_create(
        version=gap.version,
        gone=False,
        model=Procedure._meta.model_name,
        object_id=gap.procedure.pk,
        ours=gap.ours,
        defaults={"reason": reason, "user": user},
    )


def _gap(procedure, version, given):
    """Return the gap of a procedure, or ``None`` if the fiche lists no paper."""
    theirs = _listed(version.paragraphs)
    if not theirs:
        return None
    ours = list(dict.fromkeys(_names(procedure)))
    digest = hashlib.sha256("\n".join(map(plain, ours)).encode()).hexdigest()
    theirs_of = {one: _words(one) for one in theirs}
    ours_of = {one: _words(one) for one in ours}
    held = [one.reason for one in given if (one.version_id, one.ours) == (version.pk, digest)]
    former = [one.reason for one in given if one.version.fiche_id == version.fiche_id]
    return PaperGap(
        procedure,
        version,
        digest,
        tuple(one for one in ours if not _among(ours_of[one], theirs_of.values())),
        tuple(one for one in theirs if not _among(theirs_of[one], ours_of.values())),
        held[-1] if held else "",
        former[-1] if former and not held else "",
    )


def _names(procedure):
    """Yield the names of our papers; those of a choice are one each, as a fiche lists them."""
    for entry in procedure.documents.all():
        if entry.document:
            yield entry.document.title_fr
        for one in entry.alternatives.all():
            yield one.document.title_fr


def _listed(paragraphs):
    """Return the lines under « Pièces à fournir » and its like, each once, without its title."""
    lines = {
        plain(text).casefold(): text
        for section, text in reversed(paragraphs)
        if LISTS.search(section) and text != section.rpartition(" › ")[2] and text[-1:] != ":"
    }
    return list(reversed(lines.values()))


def _words(name):
    found = {one.rstrip("s") for one in WORD.findall(without_accents(name))}
    return (found - USUAL) or found


def _among(words, others):
    """Tell whether most of the words of a paper, or of another one, are in both."""
    return any(
        len(words & other) >= ALIKE * min(len(words), len(other))
        for other in others
        if words and other
    )
