"""What « Publier » asks of who publishes, and says: persons, new sites, amounts, untrue words."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model

from procedures.drafting.cases.words import CaseWords
from procedures.engine.conditions.words import day_in_full
from procedures.engine.errors import Problem
from procedures.engine.values.facts import parse_date
from procedures.engine.values.plain import Plain
from procedures.models import NATIONAL
from procedures.publishing import hosts
from procedures.publishing.confirming import CaseQuestion
from procedures.publishing.content import content_now
from procedures.publishing.links import PlacedLink
from procedures.publishing.parts.changes import EntryDiff
from procedures.publishing.parts.channel_words import family_title
from procedures.publishing.parts.preparing import Contents

from ..addresses import Addresses
from ..history.rows import place_of
from ..places import Places
from ..searching.amounts import former_amounts
from ..searching.former import left_by
from ..searching.texts import Found
from ..versions import Version
from .unpublished import differing


@dataclass(frozen=True, slots=True)
class ToConfirm:
    """A question to the publisher, in words. ``answer`` is the one given so far."""

    key: str
    cases: tuple[str, ...]
    names: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    needed: bool
    answer: str
    missing: bool

    @property
    def field(self) -> str:
        return f"voulu-{self.key}"


def worded_questions(
    questions: list[CaseQuestion], version: Version, answers: dict[str, str], missing: set[str]
) -> list[ToConfirm]:
    """Return the questions in words; ``missing`` are the keys of those left without an answer."""
    if version.rule_set is None:
        return []
    words = CaseWords(version.rule_set)
    return [
        ToConfirm(
            one.key,
            tuple(case["id"] for case in one.cases),
            tuple(one.names),
            tuple(_sentences(one.was, words)),
            tuple(_sentences(one.proposed, words)),
            one.needed,
            answers.get(one.key, ""),
            one.key in missing,
        )
        for one in questions
    ]


def _sentences(expected: Plain, words: CaseWords) -> Iterator[str]:
    """Yield what an expectation says, one sentence a value."""
    for key, value in expected.items():
        if value is None:
            yield "Rien de cela."
        elif key == "channel":
            kinds = value if isinstance(value, list) else [value]
            yield f"Façon de déposer : {' ou '.join(map(words.channel, kinds))}."
        elif key == "documents":
            yield from _papers(value, words)
        elif key == "window":
            yield f"Une étape {words.window(value)}."
        elif key == "costs":
            labels = {"total": "À payer", "possible": "Peut-être en plus"}
            yield from (f"{labels[name]} : {amount} €." for name, amount in value.items())
        elif key == "procedures":
            yield f"Démarches : {words.procedures(value)}."
        elif key == "procedures_any_of":
            yield f"Démarches : {' ou bien '.join(map(words.procedures, value))}."
        elif key == "questions_at_most":
            yield f"Au plus {value} questions."
        else:
            labels = {"possible": "Possible", "shown": "Montrée", "not_procedures": "Pas"}
            yield f"{labels.get(key, 'Aussi')} : {words.procedures(value)}."


def _papers(expected: Plain, words: CaseWords) -> Iterator[str]:
    for one in expected.get("include", ()):
        names = one if isinstance(one, list) else [one]
        yield f"Avec : {' ou '.join(map(words.document, names))}."
    for one in expected.get("exclude", ()):
        names = one if isinstance(one, list) else [one]
        yield f"Sans : {' ni '.join(map(words.document, names))}."


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

    ``mentioned`` is true if only texts and sources name the site: no one is sent there.
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
        listed = tuple(_new_link(link, candidate, places, titles) for link in own)
        mentioned = all(map(hosts.is_mention, own))
        found.append(NewSite(host, listed, mentioned, host in confirmed))
    return found


def _new_link(
    link: PlacedLink, candidate: Contents, places: Places, titles: dict[str, str]
) -> NewLink:
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


def dated_amounts(changes: Iterable[EntryDiff], today: date) -> list[str]:
    """Return a sentence for each fee of which only amounts to come differ.

    Such an amount is published now: until its day, the public reads the one of today.
    """
    found = []
    for change in changes:
        if change.section != "fees" or change.kind != "modified":
            continue
        before, after = change.before, change.after
        if not (isinstance(before, dict) and isinstance(after, dict)):
            continue
        was, now = ({k: v for k, v in one.items() if k != "source"} for one in (before, after))
        old, new = was.pop("amounts", []), now.pop("amounts", [])
        days = [_day(one) for one in (*old, *new) if (one in old) != (one in new)]
        if was == now and days and all(day is not None and day > today for day in days):
            label, first = after.get("label", change.name), min(day for day in days if day)
            found.append(
                f"« {label} » : le montant change de lui-même le {day_in_full(first)}. "
                "Publiez maintenant : rien à prévoir."
            )
    return found


def made_untrue(
    changes: Iterable[EntryDiff],
    part: str,
    candidate: Contents,
    today: date,
    may_view: Callable[[str], bool],
) -> list[tuple[str, list[Found]]]:
    """Return [(what is no longer true once a part is published, the texts that still say it)]."""
    listed, national = list(changes), candidate.get(NATIONAL) or {}
    found = [one for change in listed for one in former_amounts(change, national, today, may_view)]
    return [one for one in (*found, *left_by(listed, part, may_view)) if one[1]]


def made_untrue_by(
    row: Model, today: date, may_view: Callable[[str], bool]
) -> list[tuple[str, list[Found]]]:
    """Return what ``made_untrue`` does, of one entry as it was saved."""
    place = place_of(row)
    changes = [
        one
        for one in differing(place.part)
        if (one.section, one.name) == (place.section, place.name)
    ]
    return made_untrue(changes, place.part, content_now().by_part, today, may_view)


def _day(amount: Any) -> date | None:
    return parse_date(amount.get("from")) if isinstance(amount, dict) else None
