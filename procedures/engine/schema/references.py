"""Checks across entries: unknown names, names used twice, ranks, circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .. import former_names
from ..conditions.tree import ALWAYS
from ..errors import Problem, nearest
from ..files import LISTS, entry_name, file_of
from ..values.department import Department
from ..values.facts import CHANNEL_KINDS, COUNTRY_CODES
from ..values.notice_days import faults_of_days
from ..values.plain import Plain
from ..values.procedure import DocumentEntry, Procedure
from ..values.questions import facts_read
from ..values.rules import RuleSet
from ..values.stances import AFTER, PLACES
from .dependencies import find_circle
from .shapes import show

RESERVED = ("today", "departement", "arrondissement", "age_today", "channel", "any", "all", "not")
FILE_OF_FACTS = "questions.yaml"
NATIONAL = "national"
LARGEST = 10**9
# A date is a day; a number of years, such as an age, is a range of days before today.
MEASURED_IN_DAYS = ("date", "integer")


def check(plain: Plain, rule_set: RuleSet) -> list[Problem]:
    """Return every problem between the entries of plain data."""
    problems = [
        *_duplicates(plain),
        *_facts(plain),
        *_choices(plain),
        *_bounds(rule_set),
        *_restrictions(rule_set),
        *_ranks(rule_set),
        *former_names.check(plain, RESERVED),
    ]
    for procedure in rule_set.procedures.values():
        problems += _procedure(rule_set, procedure)
    for code, department in rule_set.departments.items():
        problems += _department(plain, rule_set, code, department)
    problems += _orientations(rule_set)
    problems += _invariants(rule_set)
    problems += _inquiries(rule_set)
    problems += _cases(plain, rule_set)
    problems += _examples(rule_set)
    circle = find_circle(rule_set.dependencies)
    if circle:
        file = FILE_OF_FACTS if circle[0] in rule_set.questions else "derived_facts.yaml"
        path = f"{circle[0]}.when" if circle[0] in rule_set.questions else circle[0]
        problems.append(Problem(file, path, f"cercle de conditions : {' → '.join(circle)}"))
    return problems


def _inquiries(rule_set: RuleSet) -> Iterator[Problem]:
    for name, questions in rule_set.inquiries.items():
        file = f"enquetes/{name}.yaml"
        own = {question.key: facts_read(question) for question in questions}
        for key in sorted(set(own) & {*rule_set.questions, *rule_set.derived_facts, *RESERVED}):
            yield Problem(file, key, "une question ou un fait du catalogue porte déjà ce nom")
        circle = find_circle({**rule_set.dependencies, **own})
        if circle and circle[0] in own:
            message = f"cercle de conditions : {' → '.join(circle)}"
            yield Problem(file, f"{circle[0]}.when", message)
        keys = [question.key for question in questions]
        for key in sorted({one for one in keys if keys.count(one) > 1}):
            yield Problem(file, key, "ce nom est déjà pris")


def _cases(plain: Plain, rule_set: RuleSet) -> Iterator[Problem]:
    codes = [code for code in rule_set.departments if code != NATIONAL]
    for entry in plain.get("cases") or []:
        if "department" in entry:
            path = f"{entry['id']}.department"
            found = (entry["department"],)
            yield from _unknown(file_of("cases", entry), path, "département inconnu", found, codes)


def _examples(rule_set: RuleSet) -> Iterator[Problem]:
    for one in rule_set.examples.values():
        path = f"{one.id}.case"
        yield from _unknown("examples.yaml", path, "cas inconnu", (one.case,), rule_set.people)
        if bool(one.validated_by) != bool(one.validated_on):
            message = "qui a relu et quand vont ensemble : « validated_by », « validated_on »"
            yield Problem("examples.yaml", one.id, message)


def _duplicates(plain: Plain) -> Iterator[Problem]:
    for section in LISTS:
        seen: set[str] = set()
        for index, entry in enumerate(plain.get(section) or []):
            name = entry_name(entry, index)
            if name in seen:
                yield Problem(file_of(section, entry), name, "ce nom est déjà pris")
            seen.add(name)


def _facts(plain: Plain) -> Iterator[Problem]:
    questions = {entry["key"] for entry in plain.get("questions") or []}
    for file, section in ((FILE_OF_FACTS, "questions"), ("derived_facts.yaml", "derived_facts")):
        for entry in plain.get(section) or []:
            key = entry["key"]
            if key in RESERVED:
                yield Problem(file, key, f"« {key} » est un nom réservé")
            if section == "derived_facts" and key in questions:
                yield Problem(file, key, "une question porte déjà ce nom")


def _choices(plain: Plain) -> Iterator[Problem]:
    listed = [("questions.yaml", plain.get("questions") or [])]
    inquiries = plain.get("inquiries") or {}
    listed += [(f"enquetes/{name}.yaml", questions) for name, questions in inquiries.items()]
    for file, questions in listed:
        for entry in questions:
            values = [choice["value"] for choice in entry.get("choices") or []]
            if entry["kind"] in ("choice", "choices") and not values:
                yield Problem(file, entry["key"], "aucune réponse n'est proposée")
            if entry["kind"] not in ("choice", "choices", "country") and values:
                message = "une question de ce genre ne propose pas de réponses"
                yield Problem(file, f"{entry['key']}.choices", message)
            for value in sorted({one for one in values if values.count(one) > 1}):
                yield Problem(
                    file, f"{entry['key']}.choices.{value}", "cette valeur est déjà prise"
                )


def _bounds(rule_set: RuleSet) -> Iterator[Problem]:
    measured = [one.key for one in rule_set.questions.values() if one.kind in MEASURED_IN_DAYS]
    listed = [(FILE_OF_FACTS, tuple(rule_set.questions.values()))]
    listed += [(f"enquetes/{name}.yaml", found) for name, found in rule_set.inquiries.items()]
    for file, questions in listed:
        for one in questions:
            bounds, path = one.bounds, f"{one.key}.bounds"
            numbers = (bounds.least, bounds.most)
            days = (bounds.before, bounds.after)
            if any(number is not None for number in numbers) and one.kind != "integer":
                yield Problem(file, path, "« least » et « most » sont pour un nombre")
            if any(day is not None for day in days) and one.kind != "date":
                yield Problem(file, path, "« before » et « after » sont pour une date")
            if (bounds.least or 0) > (LARGEST if bounds.most is None else bounds.most):
                yield Problem(file, path, "aucun nombre n'est possible")
            if bounds.not_before and one.kind not in MEASURED_IN_DAYS:
                yield Problem(file, path, "« not_before » est pour une date ou un nombre d'années")
            message = "question inconnue, ou ni date ni nombre"
            yield from _unknown(file, f"{path}.not_before", message, bounds.not_before, measured)


def _restrictions(rule_set: RuleSet) -> Iterator[Problem]:
    """Yield what makes no sense of « at_least », « exclusive », « only » and « except »."""
    listed = [(FILE_OF_FACTS, tuple(rule_set.questions.values()))]
    listed += [(f"enquetes/{name}.yaml", found) for name, found in rule_set.inquiries.items()]
    for file, one in ((file, one) for file, questions in listed for one in questions):
        together = [choice for choice in one.choices if not choice.exclusive]
        if one.at_least is not None and one.kind != "choices":
            yield Problem(file, f"{one.key}.at_least", "« at_least » est pour plusieurs choix")
        elif one.at_least is not None and not 1 <= one.at_least <= len(together):
            message = f"un nombre de 1 à {len(together)} est attendu"
            yield Problem(file, f"{one.key}.at_least", message)
        if one.kind != "choices" and len(together) < len(one.choices):
            yield Problem(file, f"{one.key}.choices", "« exclusive » est pour plusieurs choix")
        for name, codes in (("only", one.only), ("except", one.barred)):
            if codes and one.kind != "country":
                yield Problem(file, f"{one.key}.{name}", f"« {name} » est pour un pays")
            path = f"{one.key}.{name}"
            yield from _unknown(file, path, "pays inconnu", codes, COUNTRY_CODES)
        if one.only and one.only <= one.barred:
            yield Problem(file, f"{one.key}.only", "aucun pays n'est possible")


def _ranks(rule_set: RuleSet) -> Iterator[Problem]:
    seen: dict[tuple[str, int], str] = {}
    for procedure in rule_set.procedures.values():
        other = seen.setdefault((procedure.track, procedure.rank), procedure.id)
        if other != procedure.id:
            message = (
                f"le rang {procedure.rank} de la série « {procedure.track} » "
                f"est déjà celui de « {other} »"
            )
            yield Problem(f"procedures/{procedure.family}.yaml", f"{procedure.id}.rank", message)


def _procedure(rule_set: RuleSet, procedure: Procedure) -> Iterator[Problem]:
    file = f"procedures/{procedure.family}.yaml"
    if not procedure.family:
        yield Problem(file, procedure.id, "il manque la clé « family »")
    yield from _document_lines(rule_set, file, f"{procedure.id}.documents", procedure.documents)
    for index, cost in enumerate(procedure.costs):
        if cost.fee:
            path = f"{procedure.id}.costs.{index}.fee"
            yield from _unknown(file, path, "tarif inconnu", (cost.fee,), rule_set.fees)
    path = f"{procedure.id}.exclusive_with"
    others = procedure.exclusive_with
    yield from _unknown(file, path, "démarche inconnue", others, rule_set.procedures)
    yield from _stances(file, procedure)
    steps = [step.id for step in procedure.steps]
    for step in sorted({one for one in steps if steps.count(one) > 1}):
        yield Problem(file, f"{procedure.id}.steps.{step}", "ce nom est déjà pris")


def _stances(file: str, procedure: Procedure) -> Iterator[Problem]:
    """Yield what would leave somebody without a stance, or with a deadline of the past."""
    path = f"{procedure.id}.stances"
    steps = {step.id: step for step in procedure.steps}
    for index, one in enumerate(procedure.stances):
        where = f"{path}.{index}.step"
        yield from _unknown(file, where, "étape inconnue", [one.step] if one.step else [], steps)
        if one.step and not one.moment:
            yield Problem(file, where, "« step » va avec « moment »")
    if not procedure.stances:
        return
    last = procedure.stances[-1]
    if last.moment or last.last_day or last.when != ALWAYS:
        message = "la dernière position vaut pour tous les autres : sans condition ni date"
        yield Problem(file, f"{path}.{len(procedure.stances) - 1}", message)
    closing = any(step.closes for step in procedure.steps)
    if closing and not any(one.moment == AFTER for one in procedure.stances):
        message = "une étape a une date de fin : dites la position une fois cette date passée"
        yield Problem(file, path, message)


def _orientations(rule_set: RuleSet) -> Iterator[Problem]:
    families = {procedure.family for procedure in rule_set.procedures.values()}
    for one in rule_set.orientations.values():
        path = f"{one.id}.filed_first"
        yield from _unknown(
            "orientations.yaml", path, "famille inconnue", one.filed_first, families
        )


def _invariants(rule_set: RuleSet) -> Iterator[Problem]:
    file = "invariants.yaml"
    for one in rule_set.invariants.values():
        path, procedures, documents = f"{one.id}.never", rule_set.procedures, rule_set.documents
        yield from _unknown(file, path, "démarche inconnue", one.procedures, procedures)
        yield from _unknown(file, path, "pièce inconnue", one.documents, documents)
        yield from _unknown(file, path, "canal inconnu", one.channels, CHANNEL_KINDS)
        yield from _unknown(file, path, "lieu inconnu", one.places, PLACES)
        yield from _unknown(file, f"{one.id}.always", "démarche inconnue", one.on, procedures)
        if one.on and not one.told:
            yield Problem(file, f"{one.id}.always", "« on » sans « told » ne demande rien")
        forbids = one.procedures or one.documents or one.channels or one.places or one.words
        if not (forbids or one.told or one.first):
            yield Problem(file, path, "cette garantie n'interdit rien et ne demande rien")


def _document_lines(
    rule_set: RuleSet, file: str, path: str, lines: Iterable[DocumentEntry]
) -> Iterator[Problem]:
    for line in lines:
        yield from _unknown(file, path, "pièce inconnue", line.documents, rule_set.documents)


def _department(
    plain: Plain, rule_set: RuleSet, code: str, department: Department
) -> Iterator[Problem]:
    file = f"departements/{code}.yaml"
    entry = plain["departments"][code]
    if entry["code"] != code:
        yield Problem(file, "code", f"le code {show(entry['code'])} n'est pas celui du fichier")
    families = {procedure.family for procedure in rule_set.procedures.values()}
    procedures = rule_set.procedures
    for index, channel in enumerate(department.channels):
        path = f"channels.{index}.for"
        yield from _unknown(file, path, "démarche inconnue", channel.procedures, procedures)
        yield from _unknown(file, path, "famille inconnue", channel.families, families)
        if channel.consulate and channel.kind != "consulate":
            message = "« consulate » va avec le type « consulate »"
            yield Problem(file, f"channels.{index}.consulate", message)
    for index, notice in enumerate(department.notices):
        path = f"notices.{index}"
        yield from _unknown(file, f"{path}.families", "famille inconnue", notice.families, families)
        days = faults_of_days(notice.start, notice.end, notice.shown_from, notice.shown_until)
        yield from (Problem(file, f"{path}.{key}", words) for key, words in days.items())
    for site in department.sites:
        names = {*procedures, *families}
        yield from _unknown(file, f"sites.{site.id}.handles", "nom inconnu", site.handles, names)
    listed = [one["procedure"] for one in entry.get("overrides") or []]
    for name in sorted({one for one in listed if listed.count(one) > 1}):
        yield Problem(file, f"overrides.{name}", "cette démarche a déjà une adaptation")
    for override in department.overrides.values():
        path = f"overrides.{override.procedure}"
        yield from _unknown(file, path, "démarche inconnue", (override.procedure,), procedures)
        dropped = override.drop_documents
        yield from _unknown(
            file, f"{path}.drop_documents", "pièce inconnue", dropped, rule_set.documents
        )
        yield from _document_lines(rule_set, file, f"{path}.add_documents", override.add_documents)


def _unknown(
    file: str, path: str, message: str, names: Iterable[str], valid: Iterable[str]
) -> Iterator[Problem]:
    valid = set(valid)
    for name in sorted(set(names) - valid):
        yield Problem(file, path, f"{message} : {show(name)}", nearest(name, sorted(valid)))
