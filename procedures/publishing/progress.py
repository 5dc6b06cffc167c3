"""Says how far a long computation is: the computation reports it, a waiting page listens.

Quick work, commands and tests have no listener: a report then costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

T = TypeVar("T")


class WorkStage(StrEnum):
    """What is being done, as the desk says it."""

    READING = "Lecture de votre travail"
    PEOPLE = "Personnes d'essai rejouées"
    TEXTS = "Textes et liens relus"
    RULES = "Règles vérifiées, pour toutes les réponses"
    PLANNED = "Ce qui est déjà prévu"
    WRITTEN = "Édition enregistrée"
    SHOWN = "Édition préparée pour le public"
    COMPARED = "Démarches comparées, pour toutes les réponses"
    COMPARED_PEOPLE = "Personnes d'essai comparées"
    RENAMED = "Identifiant remplacé partout, puis relu"
    USES = "Endroits cherchés dans le catalogue"
    FILE = "Traductions du fichier comparées au catalogue"
    SENT = "Textes écrits dans le fichier"


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage, and how many of its things are done; ``of`` is 0 where they are not counted."""

    stage: WorkStage
    done: int = 0
    of: int = 0


Listener: TypeAlias = Callable[[Progress], None]
_listener: ContextVar[Listener | None] = ContextVar("progress", default=None)


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Call ``listener`` with whatever the code inside the block says."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def say(stage: WorkStage, done: int = 0, of: int = 0) -> None:
    """Say what is being done now."""
    listener = _listener.get()
    if listener is not None:
        listener(Progress(stage, done, of))


def counting(stage: WorkStage, things: Collection[T]) -> Iterator[T]:
    """Yield each of some things, and say before each how many are done."""
    for number, one in enumerate(things):
        say(stage, number, len(things))
        yield one
