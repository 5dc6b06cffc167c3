"""The edition in force, compiled and held in the memory of each process.

A request reads memory only. A background thread, started by the first request, asks the database
with one cheap query whether another edition is in force: a new one, or one whose day has come, or
one of the same number in a database that was restored. If the database does not answer, the process
keeps the edition that it holds. A process that starts meanwhile reads the local copy
(``local_copy.py``).
"""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone

from procedures.engine.values.plain import PlainDict
from procedures.engine.values.rules import RuleSet
from procedures.models import Edition
from procedures.periodic import Repeated

from ..content import rule_set_of
from ..parts import preparing
from ..progress import WorkStage, say
from . import local_copy
from . import stored as editions
from .local_copy import StoredContents

log = logging.getLogger(__name__)


class NoEdition(Exception):
    """Nothing has been published yet."""


@dataclass(frozen=True, slots=True)
class CompiledEdition:
    """A compiled edition, ready to evaluate answers."""

    number: int
    digest: str
    published_at: datetime
    rule_set: RuleSet

    @property
    def name(self) -> tuple[int, str]:
        """What tells it from every other edition. A restored database may use its number again."""
        return self.number, self.digest

    @property
    def label(self) -> str:
        """The name of the edition on every page: its number and the start of its digest."""
        return f"{self.number}-{self.digest[:6]}"


# What the last question to the database got: ``True`` an answer, ``None`` nothing asked yet.
_database_answered: bool | None = None
# Whether the edition held comes from the local copy, which the database has not confirmed yet, or
# the database last said that another one is in force.
_is_behind = False
_lock = threading.Lock()
# The thread that asks the database about editions holds ``True`` here.
_asking = threading.local()
_held: CompiledEdition | None = None
# The name of the edition that the followers were told of last.
_told = ""
_followers: list[Callable[[CompiledEdition], None]] = []


def edition_in_force() -> CompiledEdition:
    """Return the edition in force, or raise ``NoEdition`` if nothing is published.

    Only the first call of a process touches the database, and only if there is no local copy.
    """
    try:
        if _held is None and not _took_the_local_copy() and not _is_waiting_for_the_database():
            refresh()
    finally:
        _watcher.start()
    if _held is None:
        raise NoEdition("aucune édition n'est publiée")
    return _held


def held_edition() -> CompiledEdition | None:
    """Return the edition that this process holds, without waiting for anything.

    The background thread, which this starts, fills it.
    """
    _watcher.start()
    return _held


def hold(edition: CompiledEdition | None) -> None:
    """Hold ``edition`` as the edition in force of this process; ``None`` forgets the one held."""
    global _held, _is_behind
    _held, _is_behind = edition, False


@contextlib.contextmanager
def using(
    rule_set: RuleSet, number: int = 1, published_at: datetime | None = None
) -> Iterator[CompiledEdition]:
    """Use ``rule_set`` as the edition in force inside the block, published now by default."""
    before = _held
    moment = published_at or timezone.now()
    edition = CompiledEdition(number, f"{number:064x}"[::-1], moment, rule_set)
    hold(edition)
    try:
        yield edition
    finally:
        hold(before)


def edition_read_once(warn: Callable[[str], object]) -> CompiledEdition:
    """Return the edition in force for a command, which reads it once and ends.

    No thread corrects later what such a process answers: it asks the database first. If there is no
    answer, the local copy serves, and ``warn`` is called with a sentence that says so. Raises
    ``NoEdition``, or ``DatabaseError`` if there is no copy either.
    """
    if _held is not None:
        return _held
    try:
        number = editions.number_in_force()
        if number is None:
            raise NoEdition("aucune édition n'est publiée")
        return load(number)
    except DatabaseError:
        copy = local_copy.read()
        if copy is None:
            raise
    edition = _compiled(copy)
    warn(
        f"La base de données ne répond pas. L'édition {edition.label} vient de la copie locale : "
        "elle n'est peut-être plus en vigueur."
    )
    return edition


def database_answered() -> bool | None:
    """Tell whether the database answered the last question about editions; ``None``: not asked.

    It costs nothing and waits for nothing: the background thread asks.
    """
    return _database_answered


def may_be_behind() -> bool:
    """Tell whether the edition held may no longer be the one in force: the database has not said.

    It was last seen away, it said that another one is in force, or the edition held comes from the
    local copy.
    """
    return database_answered() is False or _is_behind


class DatabaseAway(DatabaseError):
    """The database was last seen away: it is not asked, since nobody would hear an answer soon."""


def require_database() -> None:
    """Raise ``DatabaseAway`` if the database was last seen away, before a visitor waits for it.

    A hung database holds whoever asks it for seconds: a few of them would hold every thread.
    """
    # It sees the database come back, even if nobody asks this process for an edition.
    _watcher.start()
    if database_answered() is False:
        raise DatabaseAway


def is_asking() -> bool:
    """Tell whether this thread asks about editions, and by that whether the database answers."""
    return getattr(_asking, "now", False)


def is_given_up() -> bool:
    """Tell whether no wait for the database is of use: it was last seen away by who asks that."""
    return _database_answered is False and not is_asking()


def ask_at_once() -> None:
    """Let the background thread ask the database now: somebody who waits for it hears nothing."""
    _watcher.hurry()


def refresh() -> bool:
    """Load the edition in force unless it is held already. Return whether another one is held.

    Raises ``DatabaseError`` if the database does not answer.
    """
    global _database_answered
    say(WorkStage.SHOWN)
    with _lock:
        _asking.now = True
        try:
            changed = _follow_the_database()
        except DatabaseError:
            _database_answered = False
            raise
        finally:
            _asking.now = False
        _database_answered = True
        return changed


def _follow_the_database() -> bool:
    """Hold what the database says is in force, and keep a copy. The caller holds the lock."""
    global _is_behind
    name = editions.name_in_force()
    _is_behind = _held is not None and _held.name != name
    if name is None or (_held is not None and not _is_behind):
        return False
    stored = editions.whole(name[0])
    hold(_compiled(stored))
    local_copy.write(stored)
    return True


def load(number: int) -> CompiledEdition:
    """Return an edition read from the database and compiled."""
    return _compiled(editions.whole(number))


def _took_the_local_copy() -> bool:
    """Hold the edition of the local copy, if there is one. Return whether one is held."""
    global _is_behind
    with _lock:
        if _held is None:
            stored = local_copy.read()
            if stored is not None:
                try:
                    hold(_compiled(stored))
                    _is_behind = True
                except Exception as error:
                    # Another version of the portal wrote it, in another format.
                    log.warning("the local copy is of no use here: %s", type(error).__name__)
        return _held is not None


def _is_waiting_for_the_database() -> bool:
    """Tell whether the background thread asks a database that did not answer: no need to wait."""
    return _database_answered is False and _watcher.is_running


def _compiled(stored: StoredContents) -> CompiledEdition:
    rule_set = _rule_set(stored.digest, preparing.join(stored.contents))
    return CompiledEdition(stored.number, stored.digest, stored.published_at, rule_set)


def _rule_set(digest: str, plain: PlainDict) -> RuleSet:
    """Return the rule set of an edition, compiled unless it says what is in force already.

    What was just checked is no help: PostgreSQL keeps the keys of an object in another order, and
    one process would list things in another order than all the others.
    """
    held = _held
    if held is not None and held.digest == digest:
        return held.rule_set
    return rule_set_of(plain)


def plain_of(number: int) -> dict[str, object]:
    """Return the plain data of an edition, including its cases."""
    return preparing.join(editions.contents_of(Edition.objects.get(number=number)))


def follow(told: Callable[[CompiledEdition], None]) -> None:
    """Call ``told`` in the background thread with each edition that comes into force.

    It is told of the first one too, once the database has confirmed it: the process before may
    have been stopped in the middle of what it did with it. It returns at once: the thread has the
    next edition to look for.
    """
    _followers.append(told)


def _tell_followers() -> None:
    global _told
    held = _held
    if held is None or held.label == _told:
        return
    _told = held.label
    for tell in _followers:
        tell(held)


def stop_watching() -> None:
    """End the background thread and wait for it; the next request starts another one."""
    _watcher.stop()


def _watch() -> None:
    if refresh():
        log.info("edition %s is in force", _held.label if _held else "")
    # A page may have loaded it before, or the local copy may hold it already.
    _tell_followers()


_watcher = Repeated(
    "edition-watcher",
    _watch,
    lambda: settings.EDITION_CHECK_SECONDS,
    log,
    waits="no news of editions",
    failed="the edition in force could not be loaded",
    at_once=True,
)
