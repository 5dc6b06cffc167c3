"""Finds what may be wrong in an entry once it is copied to another département."""

import re
from collections.abc import Iterable, Iterator

from procedures.drafting.words.conditions import value_words
from procedures.engine.values.facts import department_of
from procedures.models import Channel, Department, Override
from procedures.publishing.links import EMAIL, lacks_email
from procedures.translation import TEXTS

from ..conditions.spoken import sentence_of
from ..problems.sentences import NO_EMAIL

PLACES = {"commune": "de la commune", "arrondissement": "de l'arrondissement"}
PLACES["departement"] = "du département"
PHONE = re.compile(r"(?<!\d)(?:\+33|0)\s?[1-9](?:[\s.]?\d\d){4}(?!\d)")


def doubts(row: Channel | Override, target: Department) -> list[str]:
    """Return sentences on what to check in a copy of an entry for the département ``target``."""
    found = [*_place_tests(row.when, target)] if hasattr(row, "when") else []
    for child in row.add_documents.all() if hasattr(row, "add_documents") else ():
        found += _place_tests(child.when, target)
    if url := getattr(row, "url", ""):
        found.append(f"Le lien mène à {url} : est-ce aussi celui du {target} ?")
    if address := getattr(row, "address_fr", ""):
        found.append(f"L'adresse est celle d'ici : « {' '.join(address.split())} ».")
    texts = " ".join(getattr(row, f"{name}_fr") or "" for name in TEXTS[type(row)])
    found += [f"Le texte a une adresse électronique : {one}." for one in _each(EMAIL, texts)]
    found += [f"Le texte a un numéro de téléphone : {one}." for one in _each(PHONE, texts)]
    name = row.department.name_fr
    if name and name in texts:
        found.append(f"Le texte parle de « {name} ».")
    return found


def no_email(row: Channel) -> str:
    """Return what people would read of a channel by e-mail without an address, or nothing."""
    if lacks_email(row.kind, row.url, row.instructions_fr, row.address_fr):
        return " ".join(NO_EMAIL)
    return ""


def _place_tests(when: object, target: Department) -> Iterator[str]:
    """Yield at most one sentence, for a condition that names a place outside the département."""
    for fact, value in _tests(when):
        home = value if fact == "departement" else department_of(value)
        if home != target.code:
            words = value_words("commune" if fact == "commune" else "", fact, value)
            yield (
                f"La condition « {sentence_of(when) or words} » parle {PLACES[fact]} {words}, "
                f"qui n'est pas dans le {target}."
            )
            return


def _tests(condition: object, fact: str = "") -> Iterator[tuple[str, str]]:
    """Yield (fact, value) for each test of a place in a stored condition."""
    if isinstance(condition, dict):
        for key, inner in condition.items():
            yield from _tests(inner, key if key in PLACES else fact)
    elif isinstance(condition, list):
        for inner in condition:
            yield from _tests(inner, fact)
    elif fact and isinstance(condition, str):
        yield fact, condition


def _each(pattern: re.Pattern[str], texts: str) -> Iterable[str]:
    return dict.fromkeys(pattern.findall(texts))
