"""Finds requests that do not tell everybody what protects them if the answer is no, or silence.

Each must state four things: how to appeal and until when, what proves the filing, the way
that is not digital, and what silence means. A text of the procedure tells them, or an orientation,
so that what is the same for many is written once.

Of what is told between two cards it finds the promises that the law does not make, and what
harms the person who says it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from procedures.engine.conditions.tree import ALWAYS, Condition
from procedures.engine.errors import Problem
from procedures.engine.proofs.diagrams import FALSE, Diagrams, OutOfSteps
from procedures.engine.proofs.meaning import Meaning
from procedures.engine.proofs.space import Space, StoreOf
from procedures.engine.values.between import ProvisionalPaper
from procedures.engine.values.content import Text
from procedures.engine.values.procedure import Procedure
from procedures.engine.values.rules import RuleSet

# What is asked of an administration has one of these stances; help and appeals have others.
OF_A_REQUEST = frozenset(("deposer", "faire_relire", "facultatif", "se_proteger"))
NEITHER = "ne se refuse pas"  # What is only declared has no refusal, and no silence.
# The authority that decides again, and a number of days: both in the same text.
WHERE = re.compile("tribunal|recours|Cour nationale|ministre")
UNTIL = re.compile(r"\b(\d+|un|deux) (mois|jours|heures)\b")


def _has(pattern: str) -> Callable[[str], bool]:
    found = re.compile(pattern).search
    return lambda text: found(text) is not None


def _tells_an_appeal(text: str) -> bool:
    # Two searches: one pattern of two lookaheads starts again at each letter of a text without.
    return NEITHER in text or bool(WHERE.search(text) and UNTIL.search(text))


# {statement: (its words, the test of a French text)}
STATEMENTS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "appeal": ("comment contester un refus, et jusqu'à quand", _tells_an_appeal),
    "proof": (
        "ce qui prouve le dépôt",
        _has(
            r"attestation de (dépôt|prolongation|demande|validation)|récépissé|avis de réception"
            r"|preuve (de votre|du|de) (dépôt|demande)|[Gg]ardez une preuve|déclaration signée"
        ),
    ),
    "paper": (
        "la voie qui n'est pas numérique",
        _has(r"guichet|courrier|en personne|sur place|par écrit|autre voie|à la mairie"),
    ),
    "silence": ("ce que veut dire le silence", _has(rf"[Ss]ans réponse|silence|{NEITHER}")),
}


def missing_statements(
    rule_set: RuleSet, today: date, store_of: StoreOf = Diagrams
) -> Iterator[Problem]:
    """Yield a warning for each request that leaves somebody without one of the four things."""
    meaning = Meaning(Space([rule_set], today, store_of=store_of), rule_set)
    for procedure in requests_of(rule_set):
        for number, (thing, _) in enumerate(STATEMENTS.values()):
            meaning.store.allow()
            try:
                missing = _leaves_somebody(meaning, procedure, number)
            except OutOfSteps:
                missing = True  # An unproved statement counts as missing.
            if missing:
                message = f"la démarche ne dit pas à tous {thing}, ni une orientation"
                file = f"procedures/{procedure.family}.yaml"
                yield Problem(file, procedure.id, message, blocking=False)


def requests_of(rule_set: RuleSet) -> list[Procedure]:
    """Return what is asked of an administration, which can say no or nothing."""
    return [
        one
        for one in rule_set.procedures.values()
        if any(stance.stance in OF_A_REQUEST for stance in one.stances)
    ]


_THREE_MONTHS = (re.compile("plus d'un an.*trois mois|trois mois.*plus d'un an"), "toute carte")
# {file: (what no text of the time between two cards may say, what is wrong with it)}. L. 433-3
# names the cards that keep their rights three months; who fled a country asks nothing of it.
NEVER_BETWEEN: Mapping[str, tuple[tuple[re.Pattern[str], str], ...]] = {
    "provisional_papers": (
        _THREE_MONTHS,
        (re.compile(r"carte.* et le passeport(?!.*titre de voyage)"), "passeport exigé"),
    ),
    "askers": (_THREE_MONTHS,),
    "letters": ((re.compile("(?i)pas de titre|sans titre|sans autorisation|irréguli"), "aveu"),),
    "wordings": ((re.compile(r" le passeport(?! si)"), "passeport exigé"),),
}
CONDITION = re.compile(r"(?i)\b(si|seulement|sauf)\b")


def risks_between(rule_set: RuleSet) -> Iterator[Problem]:
    """Yield a warning for each promise without its condition, and each sentence that harms."""
    for paper in rule_set.provisional_papers.values():
        yield from _risks_of_paper(paper)
    for asker in rule_set.askers.values():
        for rule in asker.rules:
            yield from _never("askers", asker.id, rule.text["fr"])
    for letter in rule_set.letters.values():
        yield from _never("letters", letter.id, letter.body)
    for wording in rule_set.wordings.values():
        if wording.service == "anef_sejour":
            yield from _never("wordings", wording.id, wording.acts["fr"])
        if wording.urgency in ("attendre", "bien") and "refus" in wording.delay.get("fr", ""):
            yield _risk("wordings", wording.id, "« rien d'urgent », puis le délai d'un refus")


def _risks_of_paper(paper: ProvisionalPaper) -> Iterator[Problem]:
    fled = paper.travel == "non" and "fui" in paper.travel_note["fr"]
    for name, verdict, text in (
        ("stay", paper.stay, paper.stay_note),
        ("work", paper.work, paper.work_note),
        ("travel", paper.travel, paper.travel_note),
        *((one.asker, one.verdict, one.text) for one in paper.uses),
    ):
        words, path = text["fr"], f"{paper.id}.{name}"
        yield from _never("provisional_papers", path, words)
        if verdict == "oui" and CONDITION.search(words):
            yield _risk("provisional_papers", path, "« oui », puis une condition")
        if fled and "passeport" in words:
            yield _risk("provisional_papers", path, "passeport exigé de qui a fui")


def _never(file: str, path: str, words: str) -> Iterator[Problem]:
    for never, message in NEVER_BETWEEN[file]:
        if never.search(words):
            yield _risk(file, path, message)


def _risk(file: str, path: str, message: str) -> Problem:
    return Problem(f"{file}.yaml", path, message, blocking=False)


def summary(rule_set: RuleSet, problems: Sequence[Problem]) -> str:
    """Return the problems, one a line, then how many statements are there, and are missing."""
    lines = [str(problem) for problem in problems]
    requests, things = (
        len(requests_of(rule_set)),
        " ; ".join(name for name, _ in STATEMENTS.values()),
    )
    made = requests * len(STATEMENTS) - len(problems)
    lines.append(f"Pour {requests} demandes : {things}. C'est dit à tous {made} fois.")
    lines.append(f"{len(problems)} à dire.")
    return "\n".join(lines) + "\n"


# The shipped catalogue has 7,147 French texts, and each of 128 requests reads all the orientations.
@lru_cache(maxsize=16_384)
def statements_in(text: str) -> tuple[bool, ...]:
    """Return whether a French text makes each statement of ``STATEMENTS``."""
    return tuple([tells(text) for _, tells in STATEMENTS.values()])


def _leaves_somebody(meaning: Meaning, procedure: Procedure, number: int) -> bool:
    """Tell whether somebody who is recommended the procedure reads one of the things nowhere."""
    store = meaning.store
    left = meaning.recommended(procedure)
    kind = meaning.channel_kind(procedure)
    orientations = meaning.rule_set.advice
    texts = [*_texts(procedure), *((one.when, one.text) for one in orientations)]
    for when, text in texts:
        if left == FALSE:
            break
        if statements_in(text.get("fr", ""))[number]:
            left = store.without(left, store.certain(meaning.truth(when, kind)))
    return left != FALSE


def _texts(procedure: Procedure) -> Iterator[tuple[Condition, Text]]:
    """Yield each text of the sheet, with the condition under which it is shown."""
    always = (
        procedure.summary,
        procedure.result,
        procedure.processing_time,
        procedure.meanwhile.text,
    )
    yield from ((ALWAYS, text) for text in always)
    yield from ((one.when, one.text) for one in procedure.warnings)
    for step in procedure.steps:
        yield step.when, step.text
        # A warning of a step is shown with the step: it counts only if the step is for everybody.
        if step.when == ALWAYS:
            yield from ((one.when, one.text) for one in step.warnings)
