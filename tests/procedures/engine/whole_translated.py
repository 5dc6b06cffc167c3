"""The catalogue that uses every key of the format, with a translation of each text."""

from procedures.engine.schema.texts import text_hash

from .whole import PLAIN
from .whole_texts import TEXTS


def translated():
    """Return the catalogue with a translation of each text, at the path where it is written."""
    translations = {
        file: {
            path: {"text": english(french), "status": "machine", "of": text_hash(french)}
            for path, french in texts.items()
        }
        for file, texts in TEXTS.items()
    }
    return {**PLAIN, "translations": {"en": translations}}


def english(french):
    return f"{french} (en)"
