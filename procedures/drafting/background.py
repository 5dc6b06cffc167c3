"""Computations of the desk in the background: begun once, asked for until done.

The work is a thread of this process, as what it finds is kept in this process. Another process of
the same site that is asked for the page begins it too: the desk has one process for this reason.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from datetime import date
from threading import Lock
from uuid import uuid4

from django.conf import settings
from django.db import connections
from django.utils import timezone, translation

from procedures.drafting.versions import published_contents, written
from procedures.engine.errors import Problem
from procedures.engine.values.plain import Plain
from procedures.models.accounts import Account
from procedures.periodic import Repeated
from procedures.publishing import progress
from procedures.publishing.checks import checker as checks
from procedures.publishing.checks.completeness import unfounded
from procedures.publishing.editions import stored as editions
from procedures.publishing.progress import Progress, WorkStage
from procedures.publishing.request_cache import forget, request_cache

from .working_copy import lock, working_copy

CHECK = (WorkStage.READING, WorkStage.PEOPLE, WorkStage.TEXTS, WorkStage.RULES)

COMING = (WorkStage.READING, WorkStage.PLANNED)

# Of one process. The third would only make the two others slower.
THREADS = 2
# In seconds: a result not fetched by then is forgotten.
FORGOTTEN = 300
log = logging.getLogger(__name__)

# In seconds: how often it looks whether today is done.
PATIENCE = 10

# What makes Python look for cycles, of which a compiled catalogue has few: it went through all that
# the desk holds five times during one save, half of its time.
COLLECTED = (50_000, 10, 5)

_warmed: date | None = None


def problems_of(plain: Plain, digest: str, today: date) -> list[Problem]:
    """Return every problem of a catalogue, from the cache if it was already checked."""
    _, contents = published_contents()
    found = checks.problems_of(plain, digest, today, editions.in_force_now())
    return [*unfounded(plain, contents), *found]


def is_checked(digest: str, today: date) -> bool:
    """Tell whether the check of a catalogue is in the cache; making it takes seconds."""
    return checks.is_checked(digest, today, editions.in_force_now())


def check_of(account: Account) -> Work:
    """Return the work that checks what an account writes, begun once for all the pages."""
    (plain, digest), today = written(account), timezone.localdate()
    key = ("check", digest, editions.in_force_now(), today)
    return begin(account.pk, key, lambda: problems_of(plain, digest, today), CHECK)


class Work:
    """Something being computed for an account. ``now`` is what it does at this moment.

    One that ``acts`` changes something.
    """

    def __init__(
        self, owner: int, key: Hashable, stages: tuple[WorkStage, ...], *, acts: bool
    ) -> None:
        self.id = uuid4().hex
        self.owner = owner
        self.key = key
        self.stages = stages
        self.acts = acts
        self.now = Progress(stages[0])
        self.future: Future[object] = Future()
        self.asked = time.monotonic()

    def listen(self, progress: Progress) -> None:
        """Take what the computation says; of a stage that is not announced, or is over, nothing."""
        if progress.stage in self.stages[self.stages.index(self.now.stage) :]:
            self.now = progress

    @property
    def finished(self) -> bool:
        """Whether there is a result: what was taken out of the queue never has one."""
        return self.future.done() and not self.future.cancelled()

    def result(self) -> object:
        """Return what was computed, or raise what went wrong, and forget the work."""
        with _lock:
            for key in [key for key, one in _works.items() if one is self]:
                del _works[key]
        return self.future.result()


_lock = Lock()
_works: dict[Hashable, Work] = {}
_threads = ThreadPoolExecutor(THREADS, "desk-work")


def begin(
    owner: int,
    key: Hashable,
    compute: Callable[[], object],
    stages: tuple[WorkStage, ...],
    *,
    acts: bool = False,
) -> Work:
    """Return the work of an account under a key, begun now unless it was begun before.

    It waits for the result for a moment, so that what is quick needs no page to wait on. Of one
    kind, an account has one work that waits for its turn, the last that it asked for: it takes
    everybody's place in the queue once. What changes something (``acts``) keeps its turn.
    """
    patience = settings.DESK_PATIENCE_SECONDS
    if patience <= 0:
        work = Work(owner, key, stages, acts=acts)
        try:
            work.future.set_result(compute())
        except Exception as error:
            work.future.set_exception(error)
        return work
    with _lock:
        _forget()
        if (owner, key) not in _works:
            if not acts:
                _give_up(owner, stages)
            _works[owner, key] = new = Work(owner, key, stages, acts=acts)
            new.future = _threads.submit(_run, new, compute)
        work = _works[owner, key]
        work.asked = time.monotonic()
    wait_for([work.future], timeout=patience)
    # It may have published.
    forget()
    return work


def begun(owner: int, key: Hashable) -> Work | None:
    """Return the work of an account under a key, if it was begun and its result not taken."""
    with _lock:
        _forget()
        return _works.get((owner, key))


def find(owner: int, number: str) -> Work | None:
    """Return the work of an account by its number, if this process knows it."""
    with _lock:
        found = next((one for one in _works.values() if one.id == number), None)
        if found is not None and found.owner == owner:
            found.asked = time.monotonic()
            return found
    return None


def _give_up(owner: int, stages: tuple[WorkStage, ...]) -> None:
    """Take out of the queue what an account asked for before another thing of the same kind."""
    for key, one in list(_works.items()):
        same = one.owner == owner and one.stages == stages and not one.acts
        if same and one.future.cancel():
            del _works[key]


def _forget() -> None:
    long_ago = time.monotonic() - FORGOTTEN
    for key in [key for key, one in _works.items() if one.finished and one.asked < long_ago]:
        del _works[key]


def _run(work: Work, compute: Callable[[], object]) -> object:
    try:
        # As for a page: what it reads again and again is of one moment.
        with (
            request_cache(),
            progress.listening(work.listen),
            translation.override(settings.LANGUAGE_CODE),
        ):
            return compute()
    finally:
        connections.close_all()


def start_warming() -> None:
    """Begin to check what is written, now and each day after midnight, in a thread of its own.

    This process is then the desk's, and looks for cycles as the desk does.
    """
    gc.set_threshold(*COLLECTED)
    _warmer.start()


def warm() -> None:
    """Check what is written, without anybody's drafts, unless today is done.

    Raises ``DatabaseError`` if it cannot be read.
    """
    global _warmed
    today = timezone.localdate()
    if _warmed == today:
        return
    plain, digest = written(None)
    # If what is written breaks the check, the agent who asks for it will see: no need to try again.
    _warmed = today
    with lock():
        working_copy()
    problems_of(plain, digest, today)


_warmer = Repeated(
    "desk-warming",
    warm,
    lambda: PATIENCE,
    log,
    waits="the working copy could not be read",
    failed="the working copy could not be checked",
)
