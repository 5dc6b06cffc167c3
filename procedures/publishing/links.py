"""The links and e-mail addresses of a catalogue: finds them, and tells what is wrong with each.

A false link is the best door for a scam: an address is refused as soon as a person could take it
for another one. Addresses written in a text count too, because pages turn them into links.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeAlias, TypeVar
from urllib.parse import urlsplit

from procedures.engine.errors import Problem
from procedures.engine.files import entries
from procedures.engine.schema.shapes import ListOf, OneShape, Record, Shape, item_name, join, text
from procedures.engine.values.plain import Plain

T = TypeVar("T")
# (file, path, entry, shape) -> what is found
Find: TypeAlias = Callable[[str, str, object, Record], Iterable[T]]

# The shipped catalogue has 2,600 entries; sixteen times its procedures make 5,000.
MOST_KEPT = 16_384


class FoundByEntry(Generic[T]):
    """The results of a function of an entry, kept while the entry is the same object.

    >>> found = FoundByEntry(lambda file, path, entry, shape: [len(entry)])
    >>> shape = Record()
    >>> found.of("a.yaml", "x", "abc", shape), found.of("a.yaml", "x", "abcd", shape)
    ((3,), (4,))
    """

    def __init__(self, find: Find[T]) -> None:
        self._find = find
        # {(file, path): (the entry, what was found of it)}
        self._kept: dict[tuple[str, str], tuple[object, tuple[T, ...]]] = {}

    def of(self, file: str, path: str, entry: object, shape: Record) -> tuple[T, ...]:
        """Return what is found of an entry, which must not change once it was given here."""
        held = self._kept.get((file, path))
        if held is None or held[0] is not entry:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            held = self._kept[file, path] = entry, tuple(self._find(file, path, entry, shape))
        return held[1]


FOLLOWED, WRITTEN, SOURCE = "followed", "written", "source"
LINK_KEYS = ("url", "site")
ENDINGS = "fr|com|org|net|eu|info|io|app|site|online|xyz|shop|live|link|top|biz"
# « https://… », or the name of a site alone: « www.exemple.org », « exemple.fr/rendez-vous ».
IN_A_TEXT = re.compile(
    r"https?:[^\s<>»]+"
    rf"|(?<![@\w./-])(?:www\.[\w.-]+|(?:[a-z0-9-]+\.)+(?:{ENDINGS}))(?![\w@-])(?:[/:][^\s<>»]*)?",
    re.IGNORECASE,
)
# What every link holds: it is looked for faster, and few texts hold it.
ANY_LINK = re.compile(r"[.:][^\s<>»]")
AFTER_A_LINK = ".,;:!?)…'\"’”]"
HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,63}")
NUMBERS = re.compile(r"[0-9.]+|0x[0-9a-fx.]*|.*:.*")
INSECURE = (
    "le lien commence par « http:// » : écrivez l'adresse en « https:// », après avoir vérifié "
    "qu'elle s'ouvre"
)


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link of the catalogue and its place. ``role`` is followed, written (in a text) or source.

    ``url`` is as written: a site named in a text may have no « https:// ».
    """

    file: str
    path: str
    url: str
    role: str

    @property
    def host(self) -> str:
        """The name of the site in lower case, or an empty string if it cannot be read."""
        return host_of(self.url)


def links_of(plain: Plain) -> Iterator[PlacedLink]:
    """Yield every link that a person may see, including those of the translations."""
    for file, path, entry, shape in entries(plain):
        if not file.startswith("cases/"):
            yield from _found.of(file, path, entry, shape)
    for language, files in (plain.get("translations") or {}).items():
        for file, texts in files.items():
            for path, found in texts.items():
                place = f"translations/{language}/{file}"
                yield from _written(place, path, found["text"])


def faulty_links(plain: Plain) -> Iterator[Problem]:
    """Yield a problem for each faulty link of a catalogue.

    A misleading link blocks. A link without « https » blocks where people follow it, and is a
    warning in a text. In a source, which only agents follow, it is a remark: the source may have no
    other address.
    """
    for link in links_of(plain):
        several = link.role == SOURCE and re.search(r"\s", link.url.strip())
        if several:
            message = "plusieurs adresses dans un seul lien : gardez-en une"
            yield Problem(link.file, link.path, message, blocking=False)
            continue
        fault = fault_of(link.url)
        if fault:
            yield Problem(link.file, link.path, fault)
        elif not is_secure(link.url):
            followed, cited = link.role == FOLLOWED, link.role == SOURCE
            yield Problem(link.file, link.path, INSECURE, blocking=followed, fault=not cited)


def is_secure(url: str) -> bool:
    """Tell whether a link uses « https » once it is written in full."""
    return not url.lower().startswith("http:")


def fault_of(url: str) -> str | None:
    """Return a plain French sentence on why a link could mislead, or ``None``.

    >>> fault_of("https://www.herault.gouv.fr/rendez-vous"), fault_of("https://gouv.fr@evil.com")
    (None, 'le lien a un « @ » avant le nom du site : ce qui le précède trompe le lecteur')
    """
    if re.search(r"[\s\x00-\x1f\x7f\\]", url):
        return "le lien a un espace ou une barre « \\ » : copiez-le de nouveau, en entier"
    try:
        parts = urlsplit(_in_full(url))
        port = parts.port
    except ValueError:
        return "le lien ne se lit pas : copiez-le de nouveau, en entier"
    if parts.scheme not in ("http", "https"):
        return "le lien ne commence pas par « https:// »"
    if "@" in parts.netloc:
        return "le lien a un « @ » avant le nom du site : ce qui le précède trompe le lecteur"
    return _fault_of_host(parts.hostname or "") or _fault_of_port(parts.scheme, port)


# The shipped catalogue has 1,000 addresses, each asked about once for every approved site.
@lru_cache(maxsize=8_192)
def host_of(url: str) -> str:
    """Return the name of the site that a link leads to, or an empty string if it cannot be read.

    >>> host_of("https://WWW.Herault.gouv.fr/x"), host_of("exemple.fr/rdv")
    ('www.herault.gouv.fr', 'exemple.fr')
    """
    try:
        return urlsplit(_in_full(url.strip())).hostname or ""
    except ValueError:
        return ""


def _in_full(url: str) -> str:
    return url if re.match(r"[a-z][a-z0-9+-]*:", url, re.IGNORECASE) else f"https://{url}"


def _fault_of_host(host: str) -> str | None:
    if not host:
        return "le lien n'a pas de nom de site"
    if not host.isascii() or any(label.startswith("xn--") for label in host.split(".")):
        return (
            "le nom du site a des lettres accentuées ou d'un autre alphabet : il peut imiter "
            "un autre site"
        )
    if NUMBERS.fullmatch(host) and not HOST.fullmatch(host):
        return "le lien donne des chiffres (adresse IP) au lieu du nom d'un site"
    if not HOST.fullmatch(host):
        return f"« {host} » n'est pas le nom complet d'un site, comme « www.exemple.gouv.fr »"
    return None


def _fault_of_port(scheme: str, port: int | None) -> str | None:
    usual = {"http": 80, "https": 443}[scheme]
    if port not in (None, usual):
        return f"le lien a un numéro de port (« :{port} ») : un site public n'en a pas"
    return None


def _links(
    file: str, path: str, value: object, shape: Shape, key: str = ""
) -> Iterator[PlacedLink]:
    if isinstance(shape, OneShape):
        chosen = shape.mapping if isinstance(value, Mapping) else shape.other
        yield from _links(file, path, value, chosen, key)
    elif isinstance(shape, Record) and isinstance(value, Mapping):
        for name, inner in shape.keys().items():
            if name in value:
                inside = SOURCE if SOURCE in (key, name) else name
                yield from _links(file, join(path, name), value[name], inner, inside)
    elif isinstance(shape, ListOf) and isinstance(value, list):
        for index, item in enumerate(value):
            yield from _links(file, join(path, item_name(item, index)), item, shape.item, key)
    elif shape is text:
        french = value.get("fr") if isinstance(value, Mapping) else value
        yield from _written(file, path, french)
    elif isinstance(value, str) and path.rpartition(".")[2] in LINK_KEYS:
        yield PlacedLink(file, path, value, SOURCE if key == SOURCE else FOLLOWED)


_found = FoundByEntry(_links)


def _written(file: str, path: str, words: object) -> Iterator[PlacedLink]:
    if isinstance(words, str):
        for found in _sites_named(words):
            yield PlacedLink(file, path, found, WRITTEN)


# The shipped catalogue and its translations have 11,500 texts.
@lru_cache(maxsize=32_768)
def _sites_named(words: str) -> tuple[str, ...]:
    if not ANY_LINK.search(words):
        return ()
    return tuple(found.rstrip(AFTER_A_LINK) for found in IN_A_TEXT.findall(words))


EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def lacks_email(kind: str, url: str, *texts: str | None) -> bool:
    """Tell whether a channel is by e-mail, without an address or a page where one stands.

    >>> lacks_email("email", "", "Écrivez-nous.", None)
    True
    >>> lacks_email("email", "", "Écrivez à depot@prefecture.example.")
    False
    """
    return kind == "email" and not url and not any(EMAIL.search(one or "") for one in texts)
