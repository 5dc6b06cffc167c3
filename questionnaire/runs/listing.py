"""The runs begun on this device, for the pages that offer to resume or erase them."""

from datetime import UTC, datetime

from django.db import DatabaseError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from procedures.engine.answers import read_answer
from procedures.engine.errors import InvalidAnswers
from procedures.publishing.editions.in_memory import NoEdition, edition_in_force

from .addresses import run_urls
from .privacy import is_sensitive
from .run import runs_in
from .urgent_routes import NAMING_SECTION
from .wording import answer_text


def runs_of(request):
    """Return the variables of components/run_card.html for each run, the latest first.

    They are dicts with title, url, updated and erase_url. The run of an example is not one to go on
    with: its reader would take the answers of somebody else for theirs.
    """
    runs = [run for run in runs_in(request) if not run.example]
    rule_set = rule_set_in_force() if runs else None
    return [
        {
            "title": _title(run, rule_set),
            "url": urls.resume,
            "updated": _moment(run.updated),
            "erase_url": urls.erase,
        }
        for run in runs
        for urls in [run_urls(run.id)]
    ]


def rule_set_in_force():
    """Return the rule set of the edition in force, or ``None`` before a publication."""
    try:
        return edition_in_force().rule_set
    except (NoEdition, DatabaseError):
        return None


def _title(run, rule_set):
    """Return what the person wants, in the words of their answer; nothing if it is sensitive."""
    questions = rule_set.questions.values() if rule_set else ()
    naming = next((one for one in questions if one.section == NAMING_SECTION), None)
    answers = rule_set.renamed.answers(run.answers) if rule_set else {}
    if naming is None or naming.key not in answers:
        return _("Questionnaire pour une autre personne") if run.assisted else _("Questionnaire")
    try:
        value = read_answer(rule_set.facts[naming.key], naming, answers[naming.key])
    except InvalidAnswers:
        return _("Questionnaire")
    if is_sensitive(rule_set, {naming.key: value}):
        return _("Questionnaire")
    return answer_text(naming, value, get_language())


def _moment(seconds):
    moment = timezone.localtime(datetime.fromtimestamp(seconds, UTC))
    return date_format(moment, "DATETIME_FORMAT")
