"""What two texts of a fiche say differently, sentence by sentence."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from .fiche_reader import plain, sentences

# How alike two sentences are for one to be the other, changed.
ALIKE = 0.5
ADDED, REMOVED, REPLACED = "added", "removed", "replaced"


@dataclass(frozen=True, slots=True)
class TextDifference:
    """A sentence added, removed or replaced; ``section`` is where it stands now."""

    kind: str
    section: str
    before: str = ""
    after: str = ""

    @property
    def kind_label(self):
        return {ADDED: "ajouté", REMOVED: "retiré", REPLACED: "remplacé"}[self.kind]

    @property
    def pieces(self):
        """The words of a replacement as (kind or nothing, words): what went, what came."""
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
    """Return the TextDifferences between the paragraphs of two versions.

    A section that only changed its name is told as that name; typography is no difference.
    """
    old, new = sentences(before), sentences(after)
    words = [[plain(sentence) for _, sentence in text] for text in (old, new)]
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, *words, autojunk=False).get_opcodes():
        if tag != "equal":
            found += _told(old[a:b], new[c:d])
    return found


def _told(removed, added):
    """Pair the sentences of a change that are the same one, changed; tell the others alone."""
    pairs = _pairs(removed, added)
    told = []
    for before, after in pairs:
        if before and after:
            told.append(TextDifference(REPLACED, after[0], before[1], after[1]))
        elif before:
            told.append(TextDifference(REMOVED, before[0], before=before[1]))
        else:
            told.append(TextDifference(ADDED, after[0], after=after[1]))
    return told


def _pairs(removed, added):
    left = list(removed)
    pairs = []
    for after in added:
        best = max(left, key=lambda before: _alike(before, after), default=None)
        if best is not None and _alike(best, after) >= ALIKE:
            # What stood before it and is no other's was removed there.
            index = left.index(best)
            pairs += [(one, None) for one in left[:index]]
            left = left[index + 1 :]
            pairs.append((best, after))
        else:
            pairs.append((None, after))
    return [*pairs, *((one, None) for one in left)]


def _alike(before, after):
    return SequenceMatcher(None, before[1].split(), after[1].split(), autojunk=False).ratio()
