"""The list of approved sites: no link is published to an unread site.

A site that people follow is looked at by two persons, or by who publishes the national content: the
account that proposed it does not put it live alone. Every approval is in the journal of security.

A link that is already published is not asked about again. A site approved only for texts and
sources must be confirmed again before people are sent there to act.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.models import ApprovedHost, DepartmentMembership, HostProposal
from procedures.models.accounts import Account
from procedures.security import events
from procedures.security.events import Kind

from .links import FOLLOWED, SOURCE, PlacedLink, links_of
from .parts import preparing
from .parts.preparing import Contents

REASON = "confirmé à la publication"


class UnapprovedHosts(InvalidCatalogue):
    """Some links lead to unconfirmed sites. ``links`` holds these links."""

    def __init__(self, links: Iterable[PlacedLink]) -> None:
        self.links = tuple(links)
        super().__init__(Problem(link.file, link.path, _message(link)) for link in self.links)

    @property
    def hosts(self) -> tuple[str, ...]:
        return hosts_of(self.links)


class SecondPersonNeeded(InvalidCatalogue):
    """Only one person has looked at some sites. ``links`` holds the links that lead there."""

    def __init__(self, links: Iterable[PlacedLink]) -> None:
        self.links = tuple(links)
        super().__init__(Problem(link.file, link.path, _waits(link)) for link in self.links)

    @property
    def hosts(self) -> tuple[str, ...]:
        return hosts_of(self.links)


def unapproved(before: Contents, candidate: Contents) -> list[PlacedLink]:
    """Return the new links of a candidate that lead to sites outside the approved list.

    ``before`` are the contents in force and ``candidate`` those to publish, by part code.
    """
    changed = {code: one for code, one in candidate.items() if before.get(code) != one}
    rows = list(ApprovedHost.objects.all())
    outside = [link for link in links_of(preparing.join(changed)) if not covered(link, rows)]
    if not outside:
        return []
    known = {(is_mention(link), link.url) for link in links_of(preparing.join(before))}
    return [
        link
        for link in outside
        if (False, link.url) not in known and (is_mention(link), link.url) not in known
    ]


def confirm(
    before: Contents,
    candidate: Contents,
    confirmed: Collection[str] = (),
    *,
    author: Account | None = None,
) -> None:
    """Approve the new sites of a candidate that are in ``confirmed``.

    Raises ``UnapprovedHosts`` if the candidate has other new sites, ``SecondPersonNeeded`` if the
    author may not approve one alone, and then writes nothing.
    """
    new = unapproved(before, candidate)
    refused = [link for link in new if link.host not in confirmed]
    if refused:
        raise UnapprovedHosts(refused)
    alone = [link for link in new if not is_mention(link) and _is_alone(author, link.host)]
    if alone:
        raise SecondPersonNeeded(alone)
    with transaction.atomic():
        for host in hosts_of(new):
            followed = any(link.host == host and not is_mention(link) for link in new)
            _approve(host, mentions_only=not followed, author=author)


def propose(hosts: Iterable[str], author: Account, part: str = "") -> None:
    """Note that an account has looked at some sites, for a second person to look too.

    The first account that proposed a site stays the one that proposed it.
    """
    for host in hosts:
        fields = {"proposed_by": author, "part": part}
        if HostProposal.objects.get_or_create(host=host, defaults=fields)[1]:
            events.record(Kind.HOST_PROPOSED, author, about=host, parts=[part] if part else ())


def proposals() -> list[HostProposal]:
    """Return the sites that wait for a second person."""
    rows = list(ApprovedHost.objects.filter(mentions_only=False))
    waiting = HostProposal.objects.select_related("proposed_by")
    return [one for one in waiting if not any(row.covers(one.host) for row in rows)]


def note_approval(host: str, author: Account | None) -> None:
    """Write in the journal that a site was approved; nothing waits for it any more."""
    HostProposal.objects.filter(host=host).delete()
    events.record(Kind.HOST_APPROVED, author, about=host, name=events.THE_MACHINE)


def _is_alone(author: Account | None, host: str) -> bool:
    """Tell whether the author alone has read a site, and may not decide alone.

    Without an author, an administrator of the server publishes, who could write in the database
    too.
    """
    if author is None or _publishes_for_all(author):
        return False
    return not HostProposal.objects.filter(host=host).exclude(proposed_by=author.pk).exists()


def _publishes_for_all(author: Account) -> bool:
    """Ask the database whether an account publishes the national content."""
    if not author.is_active:
        return False
    return author.is_superuser or (
        DepartmentMembership.objects.filter(
            user_id=author.pk,
            department=None,
            group__permissions__codename="publish",
            group__permissions__content_type__app_label="procedures",
        ).exists()
    )


def covered(link: PlacedLink, rows: Iterable[ApprovedHost]) -> bool:
    """Tell whether the approved sites in ``rows`` cover a link."""
    return any(
        row.covers(link.host) and (is_mention(link) or not row.mentions_only) for row in rows
    )


def is_mention(link: PlacedLink) -> bool:
    """Tell whether a link only names a site, and does not send people there to act.

    A link written in a channel's text is followed like the channel's own link.
    """
    return link.role == SOURCE or (link.role != FOLLOWED and not link.path.startswith("channels."))


def new_site(url: str) -> str:
    """Return the site of a channel's link if it is not approved yet, else an empty string."""
    link = PlacedLink("", "", url, FOLLOWED)
    return "" if not url or covered(link, ApprovedHost.objects.all()) else link.host


def hosts_of(links: Iterable[PlacedLink]) -> tuple[str, ...]:
    """Return the sites that links lead to, without repetition."""
    return tuple(dict.fromkeys(link.host for link in links))


def _approve(host: str, *, mentions_only: bool, author: Account | None) -> None:
    row = ApprovedHost.objects.filter(host=host).first() or ApprovedHost(host=host)
    # Subdomains are not included: a subdomain approved for mentions must not become one to follow
    # because its parent site does.
    row.mentions_only, row.includes_subdomains = mentions_only, False
    row.reason, row.approved_by = REASON, author
    row.approved_at = ApprovedHost._meta.get_field("approved_at").get_default()
    row.save()
    note_approval(host, author)


def _message(link: PlacedLink) -> str:
    return (
        f"le lien « {link.url} » mène à un site qui n'est pas dans la liste des sites approuvés "
        f"(« {link.host} ») : une personne qui publie doit l'ouvrir et le confirmer"
    )


def _waits(link: PlacedLink) -> str:
    return (
        f"le lien « {link.url} » mène à un nouveau site (« {link.host} »), qui attend une deuxième "
        "personne : quelqu'un d'autre qui publie ici doit l'ouvrir et le confirmer, ou l'équipe "
        "nationale. Votre accord est noté"
    )
