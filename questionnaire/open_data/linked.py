"""The edition as linked data: CPSV-AP 3.2 for procedures, CCCEV 2.1 for their papers, as JSON-LD.

An address is relative: it is resolved against the one at which the file is read. What the two
vocabularies do not know has a name of ours, below ``/donnees/#``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from procedures.engine.conditions.tree import ALWAYS
from procedures.engine.situation import Situation
from procedures.engine.values.authorities import FRANCE_SERVICES, PREFECTURE
from procedures.engine.values.channel_kinds import CHANNEL_KINDS, FiledAt
from procedures.engine.values.department import HOME, Channel, in_order
from procedures.engine.values.procedure import Cost, DocumentEntry, Procedure
from procedures.engine.values.rules import RuleSet
from procedures.publishing.departments import department_names
from procedures.publishing.parts.channel_words import family_titles, title_of_channel
from questionnaire.result.authorities import tasks
from questionnaire.result.filing import STEP_PLACES
from questionnaire.result.reading import Reading, in_force
from questionnaire.sheets.addresses import slug_of

Node = dict[str, Any]

FRANCE = "http://publications.europa.eu/resource/authority/country/FRA"
EUROS = "http://publications.europa.eu/resource/authority/currency/{}"
LANGUAGE = "http://publications.europa.eu/resource/authority/language/{}"
# The three letters of the authority table for languages of the Publications Office.
TABLE_CODES = {"fr": "FRA", "en": "ENG", "ar": "ARA"}
NATIONAL = "national"
# The places of steps that receive or decide, beside the préfecture and the kinds of authority.
OFFICES = (
    *("mairie", "consulat_france", "tribunal", "tribunal_judiciaire", "cnda", "commission_visas"),
    *("sous_directeur_visas", "ministre", "police", "police_pays", "ofii", "spada"),
)
WORDS = {"@container": "@language"}
CONTEXT = {
    "agl": "/donnees/#",
    "cv": "http://data.europa.eu/m8g/",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "locn": "http://www.w3.org/ns/locn#",
    "org": "http://www.w3.org/ns/org#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", **WORDS},
    "description": {"@id": "dct:description", **WORDS},
    "label": {"@id": "skos:prefLabel", **WORDS},
    "note": {"@id": "agl:note", **WORDS},
    "deadline": {"@id": "agl:processingTime", **WORDS},
    "address": {"@id": "locn:fullAddress", **WORDS},
    "identifier": "dct:identifier",
}


def linked_data(rule_set: RuleSet, day: date) -> Node:
    """Return the JSON-LD document of an edition; prices are those in force on ``day``.

    Sensitive procedures stand among the others: the file is about the law, not about a person. The
    consulate of a person's own country is never a channel: some must not go there.
    """
    return {"@context": CONTEXT, "@graph": list(_graph(rule_set, day))}


def _graph(rule_set: RuleSet, day: date) -> Iterator[Node]:
    yield from _vocabulary(rule_set)
    yield from _organisations(rule_set)
    for document in rule_set.documents.values():
        yield {
            **_typed(f"#papier-{document.id}", "cv:EvidenceType"),
            "identifier": document.id,
            "title": document.title,
            "description": document.explanation,
        }
    for code, part in rule_set.departments.items():
        yield from (_channel(code, one) for one in part.channels if one.consulate != HOME)
    for procedure in rule_set.procedures.values():
        yield _service(rule_set, procedure, day)


def _vocabulary(rule_set: RuleSet) -> Iterator[Node]:
    for code, _name in settings.LANGUAGES:
        yield _typed(LANGUAGE.format(TABLE_CODES[code]), "dct:LinguisticSystem")
    yield _typed(FRANCE, "dct:Location")
    for code, name in department_names().items():
        yield {**_typed(f"#departement-{code}", "dct:Location"), "label": {"fr": name}}
    for currency in sorted(_currencies(rule_set)):
        yield _typed(EUROS.format(currency), "skos:Concept")
    for family, label in _in_languages(family_titles).items():
        yield {**_typed(f"#famille-{family}", "skos:Concept"), "label": label}
    for kind, label in _in_languages(_channel_titles).items():
        yield {**_typed(f"#acces-{kind}", "skos:Concept"), "label": label}


def _organisations(rule_set: RuleSet) -> Iterator[Node]:
    """Yield one organisation a kind, which stands for the competent one, then those known."""
    for kind, label in (_in_languages(tasks) | {PREFECTURE: _prefecture()}).items():
        yield _organisation(f"#autorite-{kind}", [FRANCE], label)
    for place, label in _in_languages(_offices).items():
        yield _organisation(f"#service-{place}", [FRANCE], label)
    decide = (one for one in rule_set.authorities.values() if one.kind != FRANCE_SERVICES)
    for one in decide:
        areas = [f"#departement-{code}" for code in sorted(one.departments)] or [FRANCE]
        node = _organisation(f"#autorite-{one.kind}-{one.id}", areas, {"fr": one.name})
        node["org:subOrganizationOf"] = {"@id": f"#autorite-{one.kind}"}
        if one.address:
            node["locn:address"] = {"@type": "locn:Address", "address": {"fr": one.address}}
        yield node


def _organisation(place: str, areas: list[str], label: Mapping[str, str]) -> Node:
    spatial = [{"@id": area} for area in areas]
    return {**_typed(place, "cv:PublicOrganisation"), "label": label, "dct:spatial": spatial}


def _channel(code: str, channel: Channel) -> Node:
    node = {
        **_typed(_place_of(code, channel), "cv:Channel"),
        "identifier": f"{code}/{channel.id}",
        "dct:type": {"@id": f"#acces-{channel.kind}"},
        "description": channel.instructions,
    }
    if code in department_names():
        node["agl:department"] = {"@id": f"#departement-{code}"}
    if channel.url:
        node["foaf:page"] = {"@id": channel.url}
    return node


def _service(rule_set: RuleSet, one: Procedure, day: date) -> Node:
    place = f"/fr/demarches/{slug_of(one.id)}/"
    channels = [
        {"@id": _place_of(code, channel)}
        for code, part in rule_set.departments.items()
        for channel in in_order(part.channels, one)
        if channel.consulate != HOME
    ]
    reading = Reading(Situation(rule_set, {}, day), "fr")
    lines, costs = in_force(reading, one.documents), in_force(reading, one.costs)
    named = dict.fromkeys(paper for line in lines for paper in line.documents)
    return {
        **_typed(place, "cpsv:PublicService"),
        "identifier": one.id,
        "title": one.title,
        "description": one.summary or one.title,
        "deadline": one.processing_time,
        "dct:language": {"@id": LANGUAGE.format(TABLE_CODES["fr"])},
        "dct:spatial": {"@id": FRANCE},
        "cv:thematicArea": [{"@id": f"#famille-{one.family}"}] if one.family else [],
        "cv:hasCompetentAuthority": [{"@id": place} for place in _competent(rule_set, one)],
        "cv:hasChannel": channels,
        "cv:hasInputType": [{"@id": f"#papier-{paper}"} for paper in named],
        "cv:holdsRequirement": [
            _requirement(rule_set, one, n, line) for n, line in enumerate(lines)
        ],
        "cv:hasCost": [_cost(rule_set, one, n, cost, day) for n, cost in enumerate(costs)],
        "cv:hasLegalResource": [
            {"@type": "eli:LegalResource", "title": {"fr": name}} for name in one.legal_references
        ],
        "cpsv:produces": _output(one),
    }


def _requirement(rule_set: RuleSet, one: Procedure, number: int, line: DocumentEntry) -> Node:
    """Return a line of the list: one of its papers is enough."""
    papers = [f"#papier-{paper}" for paper in line.documents]
    return {
        **_typed(f"#demande-{one.id}-{number}", "cv:Requirement"),
        "identifier": f"{one.id}/{number}",
        "title": line.group or rule_set.documents[line.documents[0]].title,
        "note": line.note,
        "agl:conditional": line.for_some or line.when != ALWAYS,
        "cv:hasEvidenceTypeList": [
            {"@type": "cv:EvidenceTypeList", "cv:specifiesEvidenceType": {"@id": paper}}
            for paper in papers
        ],
    }


def _cost(rule_set: RuleSet, one: Procedure, number: int, cost: Cost, day: date) -> Node:
    fee = rule_set.fees.get(cost.fee)
    amount = fee.amount_on(day) if fee else cost.amount
    node = {
        **_typed(f"#cout-{one.id}-{number}", "cv:Cost"),
        "identifier": f"{one.id}/{number}",
        "description": cost.label or (fee.label if fee else {}),
        "cv:currency": {"@id": EUROS.format(fee.currency if fee else cost.currency)},
        "agl:conditional": cost.possible or cost.when != ALWAYS,
    }
    if amount is not None:
        node["cv:hasValue"] = {"@type": "xsd:double", "@value": str(amount)}
    return node


def _output(one: Procedure) -> list[Node]:
    if not one.result:
        return []
    output = _typed(f"#resultat-{one.id}", "cv:Output")
    return [{**output, "identifier": one.id, "title": one.result}]


def _competent(rule_set: RuleSet, one: Procedure) -> list[str]:
    """Return the kinds of authority and the offices that the steps name, else the préfecture."""
    national = rule_set.departments.get(NATIONAL)
    found: dict[str, None] = {}
    for step in one.steps:
        if step.authority:
            found[f"#autorite-{step.authority}"] = None
        elif step.place in OFFICES:
            found[f"#service-{step.place}"] = None
        elif step.place == "canal":
            first = next(iter(in_order(national.channels, one)), None) if national else None
            away = first is not None and first.at is FiledAt.ELSEWHERE and first.kind in OFFICES
            found[f"#service-{first.kind}" if first and away else f"#autorite-{PREFECTURE}"] = None
    return list(found) or [f"#autorite-{PREFECTURE}"]


def _currencies(rule_set: RuleSet) -> set[str]:
    costs = [cost.currency for one in rule_set.procedures.values() for cost in one.costs]
    return {*costs, *(fee.currency for fee in rule_set.fees.values())}


def _place_of(code: str, channel: Channel) -> str:
    return f"#canal-{code}-{channel.id}"


def _typed(place: str, kind: str) -> Node:
    return {"@id": place, "@type": kind}


def _in_languages(titles: Callable[[], Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return {key: {language: title}} of titles that Django translates."""
    found: dict[str, dict[str, str]] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for key, text in titles().items():
                found.setdefault(key, {})[language] = str(text)
    return found


def _channel_titles() -> dict[str, str]:
    return {kind: title_of_channel(kind) for kind in CHANNEL_KINDS}


def _offices() -> dict[str, str]:
    return {place: gettext(STEP_PLACES[place]) for place in OFFICES}


def _prefecture() -> dict[str, str]:
    return _in_languages(lambda: {PREFECTURE: gettext(STEP_PLACES["prefecture"])})[PREFECTURE]
