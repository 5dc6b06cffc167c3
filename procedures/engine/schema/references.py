"""Checks across entries: unknown names, names used twice, ranks, circles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .. import former_names
from ..conditions.tree import ALWAYS
from ..errors import Problem
from ..files import LISTS, entry_name, file_of
from ..values.between import BLANK, INSIDE
from ..values.channel_kinds import CHANNEL_KINDS
from ..values.department import Department, faults_of_days
from ..values.plain import Plain
from ..values.procedure import DocumentEntry, Procedure
from ..values.questions import facts_read
from ..values.rules import RuleSet
from ..values.stances import AFTER, FILE, PLACES
from .authority_checks import check_authorities
from .dependencies import find_circle
from .question_checks import FILE_OF_FACTS, check_questions, unknown
from .shapes import show

RESERVED = ("today", "departement", "arrondissement", "age_today", "channel", "any", "all", "not")
NATIONAL = "national"


def check(plain: Plain, rule_set: RuleSet) -> list[Problem]:
    """Return every problem between the entries of plain data."""
    problems = [
        *_duplicates(plain),
        *_facts(plain),
        *check_questions(plain, rule_set),
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
    problems += _between(rule_set)
    problems += _letters(rule_set)
    problems += check_authorities(rule_set)
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
            yield from unknown(file_of("cases", entry), path, "département inconnu", found, codes)


def _examples(rule_set: RuleSet) -> Iterator[Problem]:
    for one in rule_set.examples.values():
        path = f"{one.id}.case"
        yield from unknown("examples.yaml", path, "cas inconnu", (one.case,), rule_set.people)
        if bool(one.validated_by) != bool(one.validated_on):
            message = "qui a relu et quand vont ensemble : « validated_by », « validated_on »"
            yield Problem("examples.yaml", one.id, message)


def _between(rule_set: RuleSet) -> Iterator[Problem]:
    """Yield the letters, askers and channels that do not exist."""
    for file, path, letter in _named_letters(rule_set):
        named = filter(None, (letter,))
        yield from unknown(file, f"{path}.letter", "lettre inconnue", named, rule_set.letters)
    for paper in rule_set.provisional_papers.values():
        for use in paper.uses:
            file, path = "provisional_papers.yaml", f"{paper.id}.uses.{use.asker}"
            yield from unknown(file, path, "organisme inconnu", (use.asker,), rule_set.askers)
    for service in rule_set.online_services.values():
        file, path = "online_services.yaml", f"{service.id}.kinds"
        yield from unknown(file, path, "canal inconnu", service.kinds, CHANNEL_KINDS)


def _named_letters(rule_set: RuleSet) -> Iterator[tuple[str, str, str]]:
    """Yield (file, path, letter) of what may name a letter."""
    for procedure in rule_set.procedures.values():
        file = file_of("procedures", {"family": procedure.family})
        for step in procedure.steps:
            yield file, f"{procedure.id}.steps.{step.id}", step.letter
    for section in ("orientations", "provisional_papers", "wordings", "online_services"):
        for one in getattr(rule_set, section).values():
            yield f"{section}.yaml", one.id, one.letter


def _letters(rule_set: RuleSet) -> Iterator[Problem]:
    """Yield the blanks without a field, the fields without a blank, and the broken choices."""
    for letter in rule_set.letters.values():
        blanks = set(BLANK.findall(letter.body))
        own = {one.id for one in letter.fields}
        path = f"{letter.id}.body"
        yield from unknown("letters.yaml", path, "champ inconnu", sorted(blanks), own)
        for name in sorted(own - blanks):
            message = f"le texte de la lettre n'a pas [{name}]"
            yield Problem("letters.yaml", f"{letter.id}.fields.{name}", message)
        for choice in letter.choices:
            sentences = (rf"\[{one.id}: {INSIDE}\]" for one in choice)
            if len(choice) < 2 or not re.search(r"\s*".join(sentences), letter.body):
                message = "un choix a plusieurs phrases, ensemble et dans cet ordre dans le texte"
                yield Problem("letters.yaml", f"{letter.id}.fields.{choice[0].id}", message)


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


def _ranks(rule_set: RuleSet) -> Iterator[Problem]:
    seen: dict[tuple[str, float], str] = {}
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
            yield from unknown(file, path, "tarif inconnu", (cost.fee,), rule_set.fees)
    path = f"{procedure.id}.exclusive_with"
    others = procedure.exclusive_with
    yield from unknown(file, path, "démarche inconnue", others, rule_set.procedures)
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
        yield from unknown(file, where, "étape inconnue", [one.step] if one.step else [], steps)
        if one.step and not one.moment:
            yield Problem(file, where, "« step » va avec « moment »")
        if one.today and one.stance != FILE:
            message = f"« today » va avec « {FILE} »"
            yield Problem(file, f"{path}.{index}.today", message)
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
        yield from unknown("orientations.yaml", path, "famille inconnue", one.filed_first, families)
        if one.milestone and one.last_day is None:
            message = "un jour de la ligne du temps dit quel jour"
            yield Problem("orientations.yaml", f"{one.id}.last_day", message)


def _invariants(rule_set: RuleSet) -> Iterator[Problem]:
    file = "invariants.yaml"
    for one in rule_set.invariants.values():
        path, procedures, documents = f"{one.id}.never", rule_set.procedures, rule_set.documents
        yield from unknown(file, path, "démarche inconnue", one.procedures, procedures)
        yield from unknown(file, path, "pièce inconnue", one.documents, documents)
        yield from unknown(file, path, "canal inconnu", one.channels, CHANNEL_KINDS)
        yield from unknown(file, path, "lieu inconnu", one.places, PLACES)
        yield from unknown(file, f"{one.id}.always", "démarche inconnue", one.on, procedures)
        if one.on and not one.told:
            yield Problem(file, f"{one.id}.always", "« on » sans « told » ne demande rien")
        forbids = one.procedures or one.documents or one.channels or one.places or one.words
        if not (forbids or one.told or one.first):
            yield Problem(file, path, "cette garantie n'interdit rien et ne demande rien")


def _document_lines(
    rule_set: RuleSet, file: str, path: str, lines: Iterable[DocumentEntry]
) -> Iterator[Problem]:
    for line in lines:
        yield from unknown(file, path, "pièce inconnue", line.documents, rule_set.documents)


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
        where = f"channels.{channel.id or index}"
        path = f"{where}.for"
        yield from unknown(file, path, "démarche inconnue", channel.procedures, procedures)
        yield from unknown(file, path, "famille inconnue", channel.families, families)
        named = filter(None, (channel.service,))
        services = rule_set.online_services
        yield from unknown(file, f"{where}.service", "site inconnu", named, services)
        if channel.consulate and channel.kind != "consulate":
            message = "« consulate » va avec le type « consulate »"
            yield Problem(file, f"{where}.consulate", message)
    yield from _closures(file, department)
    for index, notice in enumerate(department.notices):
        path = f"notices.{notice.id or index}"
        yield from unknown(file, f"{path}.families", "famille inconnue", notice.families, families)
        days = faults_of_days(notice.start, notice.end, notice.shown_from, notice.shown_until)
        yield from (Problem(file, f"{path}.{key}", words) for key, words in days.items())
    names = {*procedures, *families}
    yield from _waits(file, department, names)
    for site in department.sites:
        yield from unknown(file, f"sites.{site.id}.handles", "nom inconnu", site.handles, names)
    listed = [one["procedure"] for one in entry.get("overrides") or []]
    for name in sorted({one for one in listed if listed.count(one) > 1}):
        yield Problem(file, f"overrides.{name}", "cette démarche a déjà une adaptation")
    for override in department.overrides.values():
        path = f"overrides.{override.procedure}"
        yield from unknown(file, path, "démarche inconnue", (override.procedure,), procedures)
        dropped = override.drop_documents
        yield from unknown(
            file, f"{path}.drop_documents", "pièce inconnue", dropped, rule_set.documents
        )
        yield from _document_lines(rule_set, file, f"{path}.add_documents", override.add_documents)


def _waits(file: str, department: Department, names: set[str]) -> Iterator[Problem]:
    """Check that a time was published somewhere, for some months, or that the law says it."""
    for wait in department.waiting_times:
        path, counted = f"waiting_times.{wait.id}", any(wait.times)
        yield from unknown(file, f"{path}.handles", "nom inconnu", wait.handles, names)
        if counted and not (wait.source.reference and wait.source.dated and wait.period):
            message = "un délai publié a sa source, la date de celle-ci et la période comptée"
            yield Problem(file, path, message)
        if wait.law and (counted or not wait.source.reference):
            yield Problem(file, path, "un délai de la loi a son article, et aucun délai compté")


def _closures(file: str, department: Department) -> Iterator[Problem]:
    """Check that an announcement is a text, or a closure whose text is made from its days."""
    places = {site.id for site in department.sites}
    for index, notice in enumerate(department.notices):
        path = f"notices.{notice.id or index}"
        named = (notice.place,) if notice.place else ()
        yield from unknown(file, f"{path}.place", "lieu inconnu", named, places)
        if notice.closed and not (notice.start and notice.end):
            yield Problem(file, path, "une fermeture a « from » et « until »")
        if bool(notice.closed) == bool(notice.text):
            yield Problem(file, path, "il faut « text » ou « closed », l'un des deux")
        if (notice.place or notice.reason) and not notice.closed:
            yield Problem(file, path, "« place » et « reason » vont avec « closed »")
