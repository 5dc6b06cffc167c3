"""Decides what a file of translations would change, line by line, and writes it or nothing."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import Enum

from django.db import transaction

from procedures.engine.errors import nearest
from procedures.engine.schema.texts import text_hash
from procedures.models import TranslationStatus

from .catalogue_texts import LANGUAGES, CatalogueText
from .comparing import differences
from .workbook import LONGEST, FileLine, UnreadableFile, as_written

MOST_HINTS = 20


class Fate(Enum):
    """What becomes of a line."""

    NEW = "nouvelle"
    CHANGED = "modifiée"
    CONFIRMED = "confirmée"
    UNCHANGED = "sans changement"
    EMPTY = "vide"
    ASIDE = "gardée de côté"
    REFUSED = "refusée"


TAKEN = (Fate.NEW, Fate.CHANGED, Fate.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Studied:
    """A line and its fate. ``text`` is the text it translates, or ``None`` if that is unknown."""

    line: FileLine
    fate: Fate
    text: CatalogueText | None = None
    reason: str = ""
    near: tuple = ()
    warnings: tuple = ()

    @property
    def translation(self):
        return as_written(self.line.text)


@dataclass
class Study:
    """Every line of a file, in order."""

    language: str
    lines: list = field(default_factory=list)

    def of(self, *fates):
        return [one for one in self.lines if one.fate in fates]

    @property
    def taken(self):
        return self.of(*TAKEN)


class TranslationReader:
    """Decides the fate of a file's lines, given the texts of the working copy."""

    def __init__(self, texts, language, may_edit):
        if language not in LANGUAGES:
            message = f"Le site n'a pas la langue « {language} » de ce fichier."
            raise UnreadableFile(f"{message} Il a : {', '.join(LANGUAGES)}.")
        self.language = language
        self._texts = {text.reference: text for text in texts}
        self._may_edit = may_edit
        self._places = {}
        self._hints = 0

    def study(self, lines):
        return Study(self.language, [self._one(line) for line in lines])

    def _one(self, line):
        text = self._texts.get(line.reference)
        before = self._places.setdefault(line.reference, line.place)
        if not as_written(line.text):
            return Studied(line, Fate.EMPTY, text)
        if text is None:
            return Studied(line, Fate.REFUSED, reason="référence inconnue", near=self._near(line))
        if not self._may_edit(text.part):
            reason = f"vous ne pouvez pas modifier les textes de la partie « {text.part} »"
            return Studied(line, Fate.REFUSED, reason=reason)
        if len(line.text) > LONGEST:
            reason = f"ce texte est trop long : {LONGEST} caractères au plus"
            return Studied(replace(line, text=""), Fate.REFUSED, text, reason)
        if "\0" in line.text:
            reason = "ce texte contient un caractère nul, qui ne s'écrit pas"
            return Studied(replace(line, text=""), Fate.REFUSED, text, reason)
        if before != line.place:
            return Studied(line, Fate.REFUSED, text, f"cette référence est déjà à la {before}")
        return self._known(line, text)

    def _known(self, line, text):
        translation = as_written(line.text)
        same = translation == as_written(text.translation(self.language))
        if (line.mark or text_hash(line.french)) != text.mark:
            reason = "le français a changé depuis l'envoi du fichier"
            return Studied(line, Fate.ASIDE, text, reason)
        if text.longest and len(translation) > text.longest:
            return Studied(
                line, Fate.REFUSED, text, f"trop longue : {text.longest} lettres au plus"
            )
        warnings = differences(text.french, translation, self.language)
        return self._taken(line, text, same, warnings)

    def _taken(self, line, text, same, warnings):
        status = text.status(self.language)
        if same:
            reviewed = status == TranslationStatus.REVIEWED
            fate = Fate.UNCHANGED if reviewed else Fate.CONFIRMED
        else:
            fate = Fate.NEW if status == TranslationStatus.MISSING else Fate.CHANGED
            if status == TranslationStatus.REVIEWED:
                warnings = [*warnings, "elle remplace une traduction relue par une personne"]
        return Studied(line, fate, text, warnings=tuple(warnings))

    def _near(self, line):
        """Return the nearest references in the same catalogue file, for the first lines only."""
        self._hints += 1
        if self._hints > MOST_HINTS:
            return ()
        file = line.reference.split("#")[0]
        visible = [name for name, text in self._texts.items() if self._may_edit(text.part)]
        return nearest(line.reference[:300], [one for one in visible if one.startswith(f"{file}#")])


class Overtaken(Exception):
    """Somebody changed one of the texts since the file was studied; nothing is written."""


def apply(study, status):
    """Write the translations that a study accepts, and return how many changed.

    ``status`` is the state they get: reviewed or machine translation. Raises ``Overtaken``, with
    nothing written, if a text is no longer the one that was studied.
    """
    rows = defaultdict(list)
    for studied in study.taken:
        rows[type(studied.text.row), studied.text.row.pk].append(studied)
    with transaction.atomic():
        locked = _locked(rows)
        return sum(_write(locked.get(name), rows[name], study.language, status) for name in rows)


def _locked(names):
    """Return the rows, read again and locked until the end of the transaction."""
    by_model = defaultdict(list)
    for model, pk in names:
        by_model[model].append(pk)
    return {
        (model, row.pk): row
        for model, pks in by_model.items()
        for row in model.objects.select_for_update().filter(pk__in=pks).order_by("pk")
    }


def _write(row, lines, language, status):
    columns = [studied.text.column for studied in lines if _set(row, studied, language, status)]
    if columns:
        row.save(update_fields=[*(f"{one}_{language}" for one in columns), "translation_states"])
    return len(columns)


def _set(row, studied, language, status):
    """Set one translation, and return whether that changes anything."""
    seen, column = studied.text, studied.text.column
    if (
        row is None
        or row.french_hash(column) != seen.mark
        or (getattr(row, f"{column}_{language}") or "") != seen.translation(language)
        or row.translation_status(column, language) != seen.status(language)
    ):
        raise Overtaken(seen.where)
    same = studied.translation == seen.translation(language)
    if same and seen.status(language) == status:
        return False
    row.set_translation(column, language, studied.translation, status)
    return True
