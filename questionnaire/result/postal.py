"""An address, which stays in French, and what its editor says of it, in the person's language."""

import re

from procedures.engine.values.content import Text

from .reading import original

ON_THE_WEB = re.compile(r"https?://[^\s)]+[^\s).,;]")
# What an address says of itself; a run of spaces is read from its beginning only:
# « (adresse et téléphone de 2019, à vérifier) ».
DOUBT = re.compile(r"(?:(?<!\s)\s+)?\([^()]*à vérifier[^()]*\)")
# What an address says that gives only the town.
UNKNOWN = "Nous ne connaissons"
# What is not known of a place, to the end of the sentence: a web address has points of its own.
NOT_KNOWN = re.compile(r"(?:(?<!\s)\s+)?\bNous ne (?:connaissons|savons)\b(?:[^.]|\.(?=\S))*\.?")
# The part « Site : https://… » of an address: the card has a link for it.
ONLY_A_SITE = re.compile(r"(?:^|(?<=\. ))[^.:]{0,30}:\s*https?://[^\s)]+[^\s).,;]\.?\s*$")
IN_BRACKETS = re.compile(r"(?:(?<!\s)\s+)?\([^()]*\)\.?\s*")
# Where an address ends and the remark on it begins.
_END = re.compile(r" \(|[.;] ")


def is_doubtful(address: Text) -> bool:
    """Tell whether an address says that it is to be checked."""
    return bool(DOUBT.search(original(address)))


def parted(text: Text, language: str) -> tuple[str, str]:
    """Return (an address as one writes it on an envelope, the remark on it in a language).

    In French, and without a translation, all of it is the address. Translators keep the address as
    it is: it ends where the translation leaves the French words.

    >>> parted({"fr": "2 rue du Port (à vérifier)", "en": "2 rue du Port (check)"}, "en")
    ('2 rue du Port', '(check)')
    """
    french, translated = original(text), text.get(language, "")
    if translated in ("", french):
        return french, ""
    ends = [one for one in _END.finditer(french) if translated.startswith(french[: one.end()])]
    if not ends:
        return alone(french), translated
    end = ends[-1].start()
    return french[:end], translated[end:].lstrip(" .;")


def alone(address: str) -> str:
    """Return a French address without what its editor says of it.

    >>> alone("2 rue du Port, Foix (adresse de 2019, à vérifier). Nous ne savons pas plus.")
    '2 rue du Port, Foix'
    """
    return NOT_KNOWN.sub("", DOUBT.sub("", address)).strip(" .")


def first_on_the_web(text: str) -> str:
    """Return the first web address in a text, or an empty string."""
    match = ON_THE_WEB.search(text)
    return match.group() if match else ""
