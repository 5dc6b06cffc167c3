"""Publishes the working copy, now or on a day to come, or restores an edition of the past."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, TypeAlias

from django.db import transaction
from django.utils import timezone

from procedures.engine.conditions.words import day_words
from procedures.engine.errors import InvalidCatalogue
from procedures.engine.values.plain import PlainDict
from procedures.models import NATIONAL, Edition
from procedures.models.accounts import Account

from .. import confirming
from ..checks import checker as checks
from ..content import content_now
from ..journal import record_cases
from ..parts import merging, preparing
from ..parts.merging import put, without
from ..parts.preparing import Contents, worded
from ..progress import WorkStage, say
from . import freezing, reviews
from . import stored as editions
from .freezing import Build
from .orders import Order, Publication

# The source of an expectation that a publisher confirmed.
CONFIRMED = "Voulu : confirmé à la publication"


# Shown to who could publish a part when the page was sent, and no longer can.
LOST_PART = "Vous ne publiez plus cette partie. Rien n'est publié."
Permitted: TypeAlias = Callable[[], bool]


class UnknownPart(ValueError):
    """The working copy has no such part."""


class NotPublishable(Exception):
    """The publication is refused for the reason in the message; nothing has changed."""


def need_permission(permitted: Permitted | None, otherwise: str) -> None:
    """Raise ``NotPublishable`` if the author may no longer act. Call it with the lock held."""
    if permitted is not None and not permitted():
        raise NotPublishable(otherwise)


def publish(*, permitted: Permitted | None = None, **asked: Any) -> Publication:
    """Publish the working copy, or one part of it on top of the other parts in force.

    ``asked`` are the fields of ``Order``. On a day to come, the part is put on top of the edition
    due to be in force on that day. ``permitted`` is asked with the lock held: whether the author
    may still publish the part.

    Raises ``InvalidCatalogue`` with the blocking problems, ``UnapprovedHosts`` if a new site is not
    confirmed, ``ReviewNeeded``, ``NotPublishable``, or ``UnknownPart``; nothing is then changed. An
    ``InvalidCatalogue`` that is ``confirming.Unanswered`` says which answers lack.
    """
    order = _order(asked)
    rule = reviews.rule_for(order.author)
    rows: list[PlainDict] = []

    def allow(before: Contents, candidate: Contents) -> None:
        need_permission(permitted, LOST_PART)
        rule(before, candidate)
        if rows and order.only is not None:
            record_cases(rows, order.only, order.author)

    with _in_words():
        return freezing.freeze(_builder(order, rows), order, allow=allow)


def check_publish(**asked: Any) -> None:
    """Raise what ``publish`` would raise of the content and of the day, and write nothing.

    What takes seconds is kept for ``publish``.
    """
    order = _order(asked)
    with _in_words():
        freezing.check_freeze(_builder(order, []), order)


def _order(asked: Mapping[str, Any]) -> Order:
    only = asked.get("only")
    return Order(answers_for=None if only is None else frozenset({only}), **asked)


def _builder(order: Order, rows: list[PlainDict]) -> Build:
    """Return what makes the candidate; it leaves in ``rows`` the cases to record.

    Raises ``NotPublishable`` for a day that has come.
    """
    today, only = order.today or timezone.localdate(), order.only
    if order.takes_effect_on is not None and order.takes_effect_on <= today:
        raise NotPublishable("La date doit être dans le futur : demain au plus tôt.")
    by = f" par {order.author}" if order.author else ""
    source = f"{CONFIRMED}{by} le {day_words(timezone.localdate())}."

    def build(published: Contents) -> Contents:
        if order.takes_effect_on is not None and only is not None:
            candidate = _planned_candidate(published, only, order.excluded)
        else:
            candidate = candidate_of(published, only, order.excluded)
        if only is None or not published:
            return candidate
        if only == NATIONAL:
            return merging.fitted(candidate, (NATIONAL,))[0]
        found, rows[:] = confirming.answered(
            published,
            candidate,
            only,
            order.answers,
            day=order.takes_effect_on or today,
            base=editions.in_force_on(order.takes_effect_on),
            source=source,
        )
        return found

    return build


@contextmanager
def _in_words() -> Iterator[None]:
    """Say the entries in preparation, in the problems of a content, as their authors name them."""
    try:
        yield
    except InvalidCatalogue as error:
        if type(error) is not InvalidCatalogue:
            raise
        raise InvalidCatalogue(worded(error.problems, content_now().whole.values())) from error


def restore(
    number: int,
    *,
    only: Collection[str] | None = None,
    author: Account | None = None,
    note: str = "",
    allow: Callable[[set[str]], bool] | None = None,
) -> Edition:
    """Publish what a former edition said, at once, and return the new edition.

    ``number`` is that of the former edition. ``only`` are the codes of the parts to restore: the
    other parts stay as they are in force. Without it, all of them are restored, and what anyone
    published since is undone. The working copy does not change.

    ``allow`` is called with the codes of the parts that change, while other publications are held
    back: it returns whether the author may change them. It is called that late because another part
    may have been published since the author asked.

    Raises ``NotPublishable`` if the former edition was never in force or if ``allow`` refuses, and
    ``InvalidCatalogue`` if the result, or what is planned on top of it, has a blocking problem.
    """
    former = Edition.objects.get(number=number)
    if only is not None:
        return _restore_parts(former, only, Order(author=author, note=note), allow)
    check_restore(number)
    with transaction.atomic():
        editions.lock()
        held = editions.in_force_now()
        _need_restorable(former, editions.parts_that_differ(former, held), allow)
        chosen = list(former.parts.defer("content"))
        return freezing.save_and_follow(chosen, held, author=author, note=note)[0]


def _restore_parts(
    former: Edition,
    only: Collection[str],
    order: Order,
    allow: Callable[[set[str]], bool] | None,
) -> Edition:
    def permit(before: Contents, candidate: Contents) -> None:
        both = before.keys() | candidate.keys()
        changed = {code for code in both if candidate.get(code) != before.get(code)}
        _need_restorable(former, changed, allow)

    contents = editions.contents_of(former)
    order = replace(order, answers_for=frozenset(only))
    return freezing.freeze(
        partial(contents_after_restore, contents, only), order, allow=permit
    ).edition


def contents_after_restore(
    former: Contents, only: Collection[str] | None, published: Contents
) -> Contents:
    """Return what would be in force once some parts, or all, have their former contents again."""
    if only is None:
        return former
    back = preparing.in_names_of(published, former)
    found = {code: content for code, content in published.items() if code not in only}
    return merging.fitted(found | {code: back[code] for code in only if code in back}, ())[0]


def _need_restorable(
    former: Edition, changed: set[str], allow: Callable[[set[str]], bool] | None
) -> None:
    if not editions.was_in_force(former.number):
        raise NotPublishable(
            f"L'édition {former.label} n'a jamais été en vigueur : on ne peut pas y revenir."
        )
    if allow is not None and not allow(changed):
        raise NotPublishable(
            f"Revenir à l'édition {former.label} changerait une partie que vous ne publiez "
            "pas. Rien n'est changé."
        )


def check_restore(number: int, only: Collection[str] | None = None) -> None:
    """Raise what ``restore`` would raise of the content, and write nothing.

    What takes seconds is kept for ``restore``.
    """
    former, held = editions.contents_of(Edition.objects.get(number=number)), editions.in_force_now()
    if only is not None:
        order = Order(answers_for=frozenset(only))
        freezing.check_freeze(partial(contents_after_restore, former, only), order)
        return
    say(WorkStage.PLANNED)
    freezing.check_planned(former, None, held)


def failing_in_force(today: date) -> Collection[str]:
    """Return the ids of the cases of the edition in force that the edition itself fails."""
    return checks.failing_in(editions.in_force_now(), today)


def _planned_candidate(due: Contents, only: str, excluded: Collection[str]) -> Contents:
    """Return what would be published on what is due on a day to come.

    What an agent plans is what their copy changes of the edition in force: what another plan brings
    before that day stays. Where both change one entry, who plans last has the last word.
    """
    held = editions.contents_of(editions.in_force_now())
    ours = candidate_of(held, only, excluded)
    if only not in due or only not in held or due[only] == held[only]:
        return {**due, only: ours[only]}
    now, then = (preparing.in_names_of(ours, one)[only] for one in (held, due))
    return {**due, only: put(now, ours[only], then)}


def candidate_of(published: Contents, only: str | None, excluded: Collection[str] = ()) -> Contents:
    """Return what would be published: the working copy, or one part of it on those published.

    ``excluded`` are the keys of changes of the part that stay. Raises ``UnknownPart``.
    """
    working = content_now().by_part
    if only is None:
        return working
    if only not in working:
        raise UnknownPart(f"il n'y a pas de partie « {only} » dans le catalogue")
    if only not in published or not excluded:
        return {**published, only: working[only]}
    return {**published, only: without(published[only], working[only], excluded)}
