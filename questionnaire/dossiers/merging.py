"""What several members change in one dossier at the same time: nothing that one wrote is lost.

A form of a dossier carries the *version* that its page showed, sealed. Compared with it, what is
sent tells what its author changed, and only that is written upon what the dossier holds by then:
each tick for itself, and of two notes both. Of two words for one line or day neither is chosen: the
page tells them, and is sent again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from questionnaire.models import Dossier

from . import following
from .content import DossierCard, DossierContent, known
from .sealing import KeyLost, OrganisationCipher

# The name of the field that carries a version.
FIELD = "version"
SAVED = "Enregistré."
REQUEST = "request"
LINES = {"reference": "la référence", "family": "la famille"}
# What is added when the note holds the words of a colleague too.
BOTH_NOTES = (
    "Un collègue a changé la note en même temps que vous. Rien n’est perdu : "
    "relisez la note, elle garde les deux textes."
)

ANOTHER_REQUEST = (
    "Un collègue vient de ranger cette demande. Rien n’est encore enregistré de votre côté. "
    "Ces jours sont-ils ceux de la demande suivante\xa0? Relisez-les, puis enregistrez."
)
OTHER_WORDS = (
    "Un collègue vient d’écrire dans ce dossier\xa0: %s. Rien n’est encore enregistré de "
    "votre côté. Gardez ce que vous avez écrit ou écrivez la même chose, puis enregistrez."
)


class ChangedMeanwhile(Exception):
    """A colleague changed what the page showed: the page tells it, and is sent again."""


def lines_of(card: DossierCard) -> dict[str, str]:
    """Return what a dossier holds of which only one text or day can be true."""
    followed = following.current(card.requests)
    lines = {name: getattr(card, name) for name in LINES}
    lines |= {name: followed.get(name, "") for name in following.FIELDS}
    # A day of a request that is over is none of the next one.
    return lines | {REQUEST: str(max(len(card.requests), 1))}


@dataclass(frozen=True, slots=True)
class ShownVersion:
    """What a page of a dossier showed: without one, nothing was seen.

    ``ticked`` are the ticked papers among those that the page lists. ``answers`` and ``changes``
    are digests.
    """

    lines: dict[str, str] = field(default_factory=dict)
    note: str = ""
    ticked: tuple[str, ...] = ()
    answers: str = ""
    changes: str = ""

    @classmethod
    def of(
        cls,
        card: DossierCard,
        content: DossierContent,
        cipher: OrganisationCipher,
        listed: Iterable[str] = (),
    ) -> ShownVersion:
        """Return the version of what a dossier holds; ``listed`` are the papers of a page."""
        ticked = tuple(sorted({*content.ticked} & {*listed}))
        digests = (digest(one, cipher) for one in (content.answers, content.changes))
        return cls(lines_of(card), card.note, ticked, *digests)

    @classmethod
    def sent(cls, sealed: str, dossier: Dossier, cipher: OrganisationCipher) -> ShownVersion:
        """Return the version that a form carries; an empty one if this association sealed none."""
        try:
            fields = cipher.opened(sealed, _owner(dossier))
        except KeyLost:
            return cls()
        return cls(**{**known(cls, fields), "ticked": tuple(fields["ticked"])})

    def sealed(self, dossier: Dossier, cipher: OrganisationCipher) -> str:
        """Return the version as the value of a field of a form."""
        return cipher.sealed(asdict(self), _owner(dossier))

    def line_of(self, name: str, sent: str, now: str) -> str:
        """Return the text of a line, or raise ``ChangedMeanwhile`` if two members wrote another."""
        shown = self.lines.get(name, "")
        if sent in (shown, now):
            return now
        if now != shown:
            words = following.written(name, now)
            named = f"{LINES[name]} «\xa0{now}\xa0»" if name in LINES else words
            raise ChangedMeanwhile(OTHER_WORDS % (named if now else "rien"))
        return sent

    def lines_upon(self, sent: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
        """Return the lines that were sent upon those of now, or raise ``ChangedMeanwhile``."""
        found = {name: self.line_of(name, words, now[name]) for name, words in sent.items()}
        is_other = self.lines.get(REQUEST, now[REQUEST]) != now[REQUEST]
        if is_other and any(found[name] != now[name] for name in found if name not in LINES):
            raise ChangedMeanwhile(ANOTHER_REQUEST)
        return found

    def ticks(self, sent: Iterable[str], now: Iterable[str]) -> list[str]:
        """Return the ticked papers: those of now, with each tick that was given or taken away."""
        shown, wanted = {*self.ticked}, {*sent}
        return sorted(({*now} | (wanted - shown)) - (shown - wanted))

    def note_of(self, sent: str, now: str) -> tuple[str, bool]:
        """Return the note, and whether it holds the words of two members, one below the other."""
        shown, sent, now = (plain(one) for one in (self.note, sent, now))
        if sent in (shown, now):
            return now, False
        if now == shown or not now:
            return sent, False
        if not sent or sent in now:
            return now, True
        return (sent, True) if now in sent else (f"{now}\n\n{sent}", True)


def saved_words(both: bool) -> str:
    """Return what a member who saves reads; ``both`` is set if the note holds two texts."""
    return f"{SAVED} {BOTH_NOTES}" if both else SAVED


def digest(data: Any, cipher: OrganisationCipher) -> str:
    return cipher.digest(json.dumps(data, sort_keys=True))


def plain(text: str) -> str:
    """Return a text as it was typed: browsers send other ends of lines than pages hold."""
    return text.replace("\r\n", "\n").strip()


def _owner(dossier: Dossier) -> str:
    return f"version {dossier.code}"
