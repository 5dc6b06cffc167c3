"""How faults are planted: each is an edit of the sound catalogue, with what is to be found."""

from procedures.engine.conditions.tree import truth_of
from procedures.engine.evaluation import evaluate
from procedures.engine.situation import Situation
from tests.procedures.engine.proofs.sound import TODAY

FAULTS = {}
FAMILY = "procedures/famille.yaml"


def fault(kind, place, *, subject="", others=(), shows=None, **options):
    """Register a fault: an edit of the sound catalogue, what is to be found, who shows it."""

    def register(edit):
        expected = (kind, place, subject, others)
        FAULTS[edit.__name__] = (edit, expected, shows, options)
        return edit

    return register


def index(entries, key="id"):
    return {entry[key]: entry for entry in entries}


def only(rules, answers, name):
    """What one procedure gives to a person."""
    result = evaluate(rules, answers, TODAY)
    return next(one for one in result.procedures if one.procedure.id == name)


def question(plain, key):
    return index(plain["questions"], "key")[key]


def procedure(plain, key):
    return index(plain["procedures"])[key]


def like(plain, model, name, **more):
    copied = {**procedure(plain, model), "id": name, "title": name, **more}
    copied.pop("exclusive_with", None)
    return copied


def makes(name, truth):
    """The condition of a procedure has this truth for the person."""

    def shows(rules, answers):
        situation = Situation(rules, answers, TODAY)
        return truth_of(rules.procedures[name].when, situation) is truth

    return shows
