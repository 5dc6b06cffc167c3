"""Finds the differences between a French text and its translation that need a second look."""

import re
import unicodedata
from collections import Counter

# No pattern may look at a character twice: a file of 400 kB took a minute, on purpose.
LINK = re.compile(r"https?://[^\s<>«»\"')]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{[^{}\s]*\}|%[sd]\b")
MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\*\*|__|`|\]\(|^[^\S\n]*(?:[-*#]|\d+\.)\s", re.MULTILINE)
# 1 000, 1,000 and 1.000 are the same number; 12h30 and 12:30 each hold two.
NUMBER = re.compile(r"\d{1,3}(?:[\s.,\u00a0\u202f\u066c]\d{3})+(?!\d)|\d+")
SYMBOL = re.compile(r"[€$£%]")
# {language that is not written in Latin letters: its script, as Unicode names it}
SCRIPTS = {
    "ar": "ARABIC",
    "fa": "ARABIC",
    "ur": "ARABIC",
    "ps": "ARABIC",
    "ru": "CYRILLIC",
    "uk": "CYRILLIC",
    "zh": "CJK",
    "el": "GREEK",
    "am": "ETHIOPIC",
    "ti": "ETHIOPIC",
    "bn": "BENGALI",
    "ta": "TAMIL",
}
LEAST_SHARE = 0.1
MAY_BE_A_WORD = {str(number) for number in range(11)}


def differences(french, translation, language):
    """Return, in French, the differences that a translator is asked to look at.

    >>> differences("Payez 225 €.", "Pay 25 €.", "en")
    ['nombres différents du français : 225 → 25']
    """
    without_links = [LINK.sub(" ", one) for one in (french, translation)]
    found = [
        _compared("liens différents", LINK, french, translation),
        _compared("variables différentes", PLACEHOLDER, french, translation),
        _compared("mise en forme différente", MARKUP, french, translation),
        _compared("nombres différents", NUMBER, *without_links),
        _compared("symboles différents", SYMBOL, french, translation),
        _script(french, translation, language),
    ]
    return [one for one in found if one]


def _compared(what, pattern, french, translation):
    was, now = (_found(pattern, text) for text in (french, translation))
    lost, added = ((one - other).elements() for one, other in ((was, now), (now, was)))
    lost, added = sorted(lost), sorted(added)
    if pattern is NUMBER:
        # A number of the French may be repeated.
        added = [one for one in added if one not in was]
        # A small number may be written as a word: « 2 years », « two years ».
        if not added and MAY_BE_A_WORD.issuperset(lost):
            return ""
    if not lost and not added:
        return ""
    return f"{what} du français : {' '.join(lost) or 'rien'} → {' '.join(added) or 'rien'}"


def _found(pattern, text):
    found = pattern.findall(_western(text))
    if pattern is NUMBER:
        return Counter(re.sub(r"\D", "", one) for one in found)
    return Counter(one.strip().rstrip(".,;:") for one in found)


def _western(text):
    """Return a text with 0–9 for the digits of every script, and Western signs for Arabic ones."""
    digits = (str(unicodedata.digit(one, one)) if one.isdigit() else one for one in text)
    return "".join(digits).replace("٪", "%").replace("٬", ",").replace("٫", ",")


def _script(french, translation, language):
    letters = [one for one in LINK.sub("", translation) if one.isalpha()]
    if not letters:
        return ""
    expected = SCRIPTS.get(language, "LATIN")
    own = sum(unicodedata.name(one, "").startswith(expected) for one in letters)
    # A translation often repeats the French name, so that people recognise it at the counter.
    if own < LEAST_SHARE * len(letters):
        return "ce texte n'est pas écrit dans l'écriture de la langue"
    if language not in SCRIPTS and translation == french and " " in french:
        return "ce texte est le français"
    return ""
