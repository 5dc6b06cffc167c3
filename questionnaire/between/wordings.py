"""The words that a site or a letter shows: searched as people type them, and what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from procedures.engine.errors import nearest
from procedures.engine.values.between import SERVICES, URGENCIES, SiteWording
from procedures.engine.values.rules import RuleSet
from procedures.publishing.spelling import bare
from questionnaire.result.reading import Reading, Shown
from questionnaire.result.sureness import unconfirmed
from questionnaire.sheets.listing import words_wanted

from .letters import LetterLink, letter_link
from .papers import lines_of

# One answer, and a few words that look like it.
MOST_NEAR = 4
# Of two words: « afecter » and « affecter » are one, « tralala » and « rapo » are not.
LIKENESS = 0.8
# The words of the site, then each way in which people type them.
Phrases: TypeAlias = list[frozenset[str]]
# (the phrases, the words of the meaning, the wording)
Index: TypeAlias = list[tuple[Phrases, frozenset[str], SiteWording]]
BANDS = {"aujourdhui": "danger", "bientot": "warning", "attendre": "info", "bien": "success"}


@dataclass(frozen=True, slots=True)
class ShownWording:
    """Words of a site, with what they mean. ``band`` is the variant of its notice."""

    words: str
    service: str
    urgency: str
    band: str
    meaning: Shown
    acts: list[Shown]
    delay: Shown
    avoid: Shown
    sureness: str
    url: str
    letter: LetterLink | None


def service_words(service: str) -> str:
    """Return the name of a site of ``SERVICES``."""
    return {
        "anef_sejour": _("Titre de séjour (site ANEF)"),
        "anef_naturalisation": _("Nationalité (site ANEF)"),
        "demarche_numerique": _("Démarche numérique"),
        "natali": "NATALI",
        "france_visas": _("Visa"),
        "courrier": _("Lettre ou courriel"),
    }[service]


def urgency_words(urgency: str) -> str:
    """Return what an urgency of ``URGENCIES`` asks of the person."""
    return {
        "aujourdhui": _("Urgent : agissez aujourd’hui"),
        "bientot": _("À faire bientôt"),
        "attendre": _("Rien d’urgent"),
        "bien": _("Bonne nouvelle"),
    }[urgency]


def find(rules: RuleSet, query: str, language: str) -> list[SiteWording]:
    """Return the wordings that match a query, the best first; none for unknown words.

    The words of the site and those that people type come before those of the meaning. A word that
    no wording has is read as the nearest one. A word of many wordings counts less. What cannot
    wait comes before good news, unless the words are those of the good news.
    """
    index = _index(rules, language)
    uses = Counter(word for phrases, *_ in index for word in frozenset().union(*phrases))
    wanted = [_known(word, uses) for word in words_wanted(query)]
    if not wanted:
        return []
    scored = [(_score(wanted, phrases, meaning, uses), one) for phrases, meaning, one in index]
    best = max((score for score, _one in scored), default=0)
    # Half of the words, or the whole of a wording: a word such as « demande » alone finds nothing.
    if best < 0.5:
        return []
    found = [pair for pair in scored if pair[0] >= best * 0.6]
    urgent = any(one.urgency == "aujourdhui" for _score_of, one in found)

    def order(pair: tuple[float, SiteWording]) -> tuple[bool, bool, bool, float, int]:
        score, one = pair
        ways = (one.words, *one.words.split(" / "), *one.typed)
        exact = bare(query) in map(bare, ways)
        late = urgent and one.urgency == "bien" and not exact
        likeness = 0 if exact else -round(score, 6)
        return query != one.words, not exact, late, likeness, URGENCIES.index(one.urgency)

    return [one for _score_of, one in sorted(found, key=order)[: MOST_NEAR + 1]]


def shown_wording(reading: Reading, one: SiteWording) -> ShownWording:
    """Return a wording in the language of the page."""
    return ShownWording(
        words=one.words,
        service=service_words(one.service),
        urgency=urgency_words(one.urgency),
        band=BANDS[one.urgency],
        meaning=reading.shown(one.meaning),
        acts=lines_of(reading, one.acts),
        delay=reading.shown(one.delay) if one.delay else "",
        avoid=reading.shown(one.avoid) if one.avoid else "",
        sureness=unconfirmed(one.source),
        url=_url(one),
        letter=letter_link(reading, one.letter),
    )


def by_service(wordings: Iterable[SiteWording]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return [(site, [(words, address of what they mean)])], in the order of ``SERVICES``."""
    groups: dict[str, list[tuple[str, str]]] = {service: [] for service in SERVICES}
    for one in wordings:
        groups[one.service].append((one.words, _url(one)))
    return [(service_words(service), listed) for service, listed in groups.items() if listed]


def _url(one: SiteWording) -> str:
    return f"{reverse('wordings')}?{urlencode({'q': one.words})}"


def _index(rules: RuleSet, language: str) -> Index:
    """Return the index of a language, made once for a rule set."""
    key = f"wordings {language}"
    if key not in rules.held:
        rules.held[key] = _made_index(rules.wordings.values(), language)
    index: Index = rules.held[key]
    return index


def _made_index(wordings: Iterable[SiteWording], language: str) -> Index:
    return [
        (
            # Words of two letters tell nothing: a phrase that has no others is none.
            [
                words
                for phrase in (one.words, *one.typed)
                if (words := frozenset(words_wanted(phrase)))
            ],
            frozenset(bare(f"{one.meaning['fr']} {one.meaning.get(language, '')}").split()),
            one,
        )
        for one in wordings
    ]


def _known(word: str, vocabulary: Collection[str]) -> str:
    if word in vocabulary or len(word) < 4:
        return word
    # One letter more or less: « free » is no « fermée ».
    alike = [one for one in vocabulary if abs(len(one) - len(word)) < 2]
    close = nearest(word, alike, LIKENESS)
    return close[0] if close else word


def _score(
    wanted: list[str], phrases: Phrases, meaning: frozenset[str], uses: Mapping[str, int]
) -> float:
    """Return how well a wording answers a query, from 0 to 2: by the phrase that does best."""

    def weight(words: Iterable[str]) -> float:
        return sum(1 / max(1, uses[word]) for word in words)

    def score(phrase: frozenset[str]) -> float:
        hits = weight(word for word in wanted if word in phrase)
        hits += 0.4 * weight(word for word in wanted if word in meaning and word not in phrase)
        return hits / weight(wanted) + weight(phrase.intersection(wanted)) / weight(phrase)

    return max(map(score, phrases), default=0.0)
