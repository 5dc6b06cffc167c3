"""Texts of the public pages that the engine holds."""


def gettext_noop(message: str) -> str:
    """Mark a text of the public pages for translators: the engine itself translates nothing."""
    return message
