"""The state of each translation: how it was made, and from which French text."""

from django.conf import settings
from django.db import models

from procedures.engine.schema.texts import text_hash


class TranslationStatus(models.TextChoices):
    MACHINE = "machine", "traduction automatique"
    REVIEWED = "reviewed", "relue par une personne"
    # Computed, never stored.
    STALE = "stale", "le texte français a changé depuis"
    MISSING = "missing", "à traduire"


class Translated(models.Model):
    """An entry with texts, stored in columns such as ``title_fr`` and ``title_ar``.

    ``translation.py`` declares the columns. The states are in the same row as the texts, so that
    moving, copying or deleting an entry cannot separate them: ``{"ar": {"title": {"status":
    "machine", "of": "3fa9…"}}}``. A model annotates those of its columns that typed code reads.
    """

    translation_states = models.JSONField(
        "état des traductions", default=dict, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def translation_status(self, field, language):
        """Return the ``TranslationStatus`` of ``field`` (« title ») in ``language``."""
        if not getattr(self, f"{field}_{language}"):
            return TranslationStatus.MISSING
        state = self.translation_states.get(language, {}).get(field)
        if state is None or state["of"] != self.french_hash(field):
            return TranslationStatus.STALE
        return TranslationStatus(state["status"])

    def set_translation(self, field, language, text, status):
        """Set a translation of the present French text. An empty ``text`` removes it."""
        setattr(self, f"{field}_{language}", text)
        states = self.translation_states.setdefault(language, {})
        if text:
            states[field] = {"status": str(status), "of": self.french_hash(field)}
        else:
            states.pop(field, None)

    def french_hash(self, field):
        return text_hash(getattr(self, f"{field}_{settings.LANGUAGE_CODE}") or "")
