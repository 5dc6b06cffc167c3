"""No link is published to a site that nobody has looked at: the list of approved sites.

A link that is published already, and has not changed, is not asked about again. A site that may
be named in a text or a source may not take the place of a booking: that is asked anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from procedures.engine.errors import InvalidCatalogue, Problem
from procedures.models import ApprovedHost
from procedures.models.accounts import Account

from .links import FOLLOWED, SOURCE, Link, links_of
from .parts import cutting as parts
from .parts.cutting import Contents

REASON = "confirmé à la publication"


class UnapprovedHosts(InvalidCatalogue):
    """Some links lead to sites that nobody has confirmed; ``links`` are those."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.links = tuple(links)
        super().__init__(Problem(link.file, link.path, _said(link)) for link in self.links)

    @property
    def hosts(self) -> tuple[str, ...]:
        return hosts_of(self.links)


def unapproved(before: Contents, candidate: Contents) -> list[Link]:
    """Return the links of a candidate that lead to sites outside the list, and are new.

    Both are contents of parts by code: those in force, and those that would be.
    """
    changed = {code: one for code, one in candidate.items() if before.get(code) != one}
    rows = list(ApprovedHost.objects.all())
    outside = [link for link in links_of(parts.join(changed)) if not covered(link, rows)]
    if not outside:
        return []
    known = {(is_mention(link), link.url) for link in links_of(parts.join(before))}
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
    """Write that somebody confirmed the new sites of a candidate; refuse those that nobody did.

    Raises ``UnapprovedHosts``, and then writes nothing.
    """
    new = unapproved(before, candidate)
    refused = [link for link in new if link.host not in confirmed]
    if refused:
        raise UnapprovedHosts(refused)
    with transaction.atomic():
        for host in hosts_of(new):
            followed = any(link.host == host and not is_mention(link) for link in new)
            _approve(host, mentions_only=not followed, author=author)


def covered(link: Link, rows: Iterable[ApprovedHost]) -> bool:
    """Tell whether the list lets a link lead where it does."""
    return any(
        row.covers(link.host) and (is_mention(link) or not row.mentions_only) for row in rows
    )


def is_mention(link: Link) -> bool:
    """Tell whether a link only names a site; what a channel says is followed like its link."""
    return link.role == SOURCE or (link.role != FOLLOWED and not link.path.startswith("channels."))


def new_site(url: str) -> str:
    """Return the site that a channel's link leads to if nobody has confirmed it yet."""
    link = Link("", "", url, FOLLOWED)
    return "" if not url or covered(link, ApprovedHost.objects.all()) else link.host


def hosts_of(links: Iterable[Link]) -> tuple[str, ...]:
    """Return the sites that links lead to, each once."""
    return tuple(dict.fromkeys(link.host for link in links))


def _approve(host: str, *, mentions_only: bool, author: Account | None) -> None:
    row = ApprovedHost.objects.filter(host=host).first() or ApprovedHost(host=host)
    # A sub-site that could be named may not be followed because its site now is.
    row.mentions_only, row.includes_subdomains = mentions_only, False
    row.reason, row.approved_by = REASON, author
    row.approved_at = ApprovedHost._meta.get_field("approved_at").get_default()
    row.save()


def _said(link: Link) -> str:
    return (
        f"le lien « {link.url} » mène à un site qui n'est pas dans la liste des sites approuvés "
        f"(« {link.host} ») : une personne qui publie doit l'ouvrir et le confirmer"
    )
