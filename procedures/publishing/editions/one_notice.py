"""Publishes one announcement alone: the other changes of its part stay unpublished."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from procedures.engine.shortening import shortened
from procedures.engine.values.department import faults_of_days
from procedures.models import Notice
from procedures.models.accounts import Account

from ..content import content_now
from ..parts.changes import changed
from ..parts.merging import without
from ..parts.preparing import Contents
from . import freezing, reviews
from . import stored as editions
from .orders import Order, Publication
from .publisher import LOST_PART, NotPublishable, Permitted, need_permission

SECTION = "notices"


def publish_notice(
    notice: Notice,
    *,
    author: Account | None = None,
    permitted: Permitted | None = None,
) -> Publication:
    """Publish one announcement as the working copy has it; one that was removed there goes.

    ``permitted`` is asked with the lock held: whether the author may still publish its part. Raises
    ``InvalidCatalogue``, ``ReviewNeeded`` or ``NotPublishable``, and then changes nothing.
    """
    rule = reviews.rule_for(author)

    def allow(before: Contents, candidate: Contents) -> None:
        need_permission(permitted, LOST_PART)
        rule(before, candidate)

    order = Order(author=author, note=f"Annonce : {shortened(str(notice), 150)}")
    return freezing.freeze(_builder(notice), order, allow=allow)


def candidate_of(notice: Notice) -> Contents:
    """Return what ``publish_notice`` would publish now. Raises ``NotPublishable``."""
    return _builder(notice)(editions.contents_of(editions.in_force_now()))


def check_publish_notice(candidate: Contents) -> None:
    """Raise what ``publish_notice`` would raise of a candidate, and write nothing.

    What takes seconds is kept for ``publish_notice``.
    """
    freezing.check_freeze(lambda published: candidate, Order())


def _builder(notice: Notice) -> freezing.Build:
    code, key = notice.part, f"{SECTION}:{notice.key}"

    def build(published: Contents) -> Contents:
        if code not in published:
            raise NotPublishable(
                "Cette partie n'a encore jamais été publiée. Publiez-la d'abord en entier, sur la "
                "page « Publier »."
            )
        working = content_now().by_part[code]
        others = {one.key for one in changed(published[code], working)} - {key}
        return {**published, code: without(published[code], working, others)}

    return build


# The columns of an announcement's days, by the keys of the format.
COLUMNS = {
    "from": "starts_on",
    "until": "ends_on",
    "shown_from": "shown_from",
    "shown_until": "shown_until",
}
DAYS = tuple(COLUMNS.values())


def faults_of_dates(
    starts_on: date | None,
    ends_on: date | None,
    shown_from: date | None = None,
    shown_until: date | None = None,
    *,
    publishing: bool = True,
    written: bool = True,
) -> dict[str, str]:
    """Return {field: fault} for the dates of an announcement.

    With ``publishing``, it is to be published at once, and must be seen on some day. Where its
    dates are ``written`` now, they may not be past; those of an old one may stay as they are.
    """
    days = faults_of_days(starts_on, ends_on, shown_from, shown_until)
    faults = {COLUMNS[key]: words for key, words in days.items()}
    last = shown_until or ends_on
    if (publishing or written) and last is not None and last < timezone.localdate():
        name = "shown_until" if shown_until else "ends_on"
        faults.setdefault(name, "Ce jour est passé : personne ne verrait cette annonce.")
    if publishing and (shown_from or starts_on) is None:
        faults.setdefault("starts_on", "Pour publier l'annonce, écrivez son premier jour.")
    if publishing and last is None:
        faults.setdefault("ends_on", "Pour publier l'annonce, écrivez son dernier jour.")
    return faults
