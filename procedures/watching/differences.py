"""Finds the differences between two texts of a fiche, sentence by sentence."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from .fiche_reader import plain, sentences

# The least ratio of likeness at which a sentence counts as another one, changed.
ALIKE = 0.5
ADDED, REMOVED, REPLACED = "added", "removed", "replaced"


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
