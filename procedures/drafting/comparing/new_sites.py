"""« Nouveaux sites »: the sites to which no edition leads yet and a publication would."""

from collections.abc import Collection
from dataclasses import dataclass

from procedures.engine.errors import Problem
from procedures.publishing import hosts
from procedures.publishing.links import PlacedLink
from procedures.publishing.parts.cutting import Contents
from procedures.publishing.parts.families import family_title

from ..addresses import Addresses
from ..places import Places


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link to a new site, with the page of its entry and the procedures it is for."""

    url: str
    entry: str
    page: str
    procedures: str


@dataclass(frozen=True, slots=True)
class NewSite:
    """A site to confirm.

    ``mentioned`` is true if only texts and sources name the site: nobody is sent there.
    """

    host: str
    links: tuple[NewLink, ...]
    mentioned: bool
    confirmed: bool


def new_sites(
    contents: Contents, candidate: Contents, confirmed: Collection[str], addresses: Addresses
) -> list[NewSite]:
    """Return the new sites of a candidate; both are contents of parts by code.

    ``confirmed`` are the sites that the publisher ticked as opened and right.
    """
    links = hosts.unapproved(contents, candidate)
    places, titles = Places(addresses), _titles(candidate)
    found = []
    for host in hosts.hosts_of(links):
        own = [link for link in links if link.host == host]
        told = tuple(_told(link, candidate, places, titles) for link in own)
        mentioned = all(map(hosts.is_mention, own))
        found.append(NewSite(host, told, mentioned, host in confirmed))
    return found


def _told(link: PlacedLink, candidate: Contents, places: Places, titles: dict[str, str]) -> NewLink:
    entry, page = places.of(Problem(link.file, link.path, ""))
    url = link.url if "://" in link.url else f"https://{link.url}"
    return NewLink(url, entry, page, ", ".join(_procedures(link, candidate, titles)))


def _procedures(link: PlacedLink, candidate: Contents, titles: dict[str, str]) -> list[str]:
    """Return the titles of the procedures that a link is for."""
    section, _, rest = link.path.partition(".")
    if link.file.startswith("procedures/"):
        return [titles.get(section, section)]
    if section == "overrides":
        name = rest.partition(".")[0]
        return [titles.get(name, name)]
    code = link.file.rpartition("/")[2].removesuffix(".yaml")
    channels = (candidate.get(code, {}).get("department") or {}).get("channels") or []
    name = rest.partition(".")[0]
    channel = next((one for one in channels if one.get("id") == name), None)
    if section != "channels" or channel is None:
        return []
    purpose = channel.get("for") or {}
    named = [titles.get(name, name) for name in purpose.get("procedures") or []]
    families = [f"famille « {family_title(name)} »" for name in purpose.get("families") or []]
    return [*named, *families] or ["toutes les démarches"]


def _titles(candidate: Contents) -> dict[str, str]:
    listed = candidate.get("national", {}).get("procedures") or []
    titles = ((one["id"], one.get("title")) for one in listed)
    return {
        name: title["fr"] if isinstance(title, dict) else title for name, title in titles if title
    }
