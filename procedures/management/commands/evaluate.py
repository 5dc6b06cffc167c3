"""``manage.py evaluate``: reads answers, and writes one JSON object per line."""

import json
import sys

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from procedures.engine.answers import read_answers
from procedures.engine.errors import InvalidAnswers, InvalidCatalogue, nearest
from procedures.engine.results import evaluate_to_data
from procedures.engine.values.facts import parse_date
from procedures.exchange import plain_from_database
from procedures.publishing.content import rule_set_of
from procedures.publishing.editions.in_memory import NoEdition, edition_read_once


class Command(BaseCommand):
    help = "Évalue des réponses : un objet JSON par ligne, dans le même ordre."

    def add_arguments(self, parser):
        parser.add_argument("--answers", default="-", help="un fichier, ou - (entrée standard)")
        parser.add_argument("--today", help="le jour de l'évaluation, AAAA-MM-JJ")
        parser.add_argument("--lang", default="fr", help="la langue des textes")
        parser.add_argument("--why-not", default="", help="explique pourquoi pas cette démarche")
        parser.add_argument("--draft", action="store_true", help="le catalogue de travail")

    def handle(self, *args, **options):
        today = options["today"] and parse_date(options["today"])
        if options["today"] and not today:
            raise CommandError(f"--today : {options['today']} n'est pas une date AAAA-MM-JJ")
        label, rule_set = self._rules(draft=options["draft"])
        why_not = rule_set.renamed.procedure(options["why_not"])
        if why_not and why_not not in rule_set.procedures:
            near = ", ".join(nearest(why_not, rule_set.procedures)) or "aucun nom proche"
            raise CommandError(f"--why-not : démarche inconnue « {why_not} » ({near})")
        evaluator = _Evaluator(label, rule_set, today, options["lang"], why_not)
        for line in _lines(options["answers"]):
            if line.strip():
                self.stdout.write(json.dumps(evaluator.line(line), ensure_ascii=False))

    def _rules(self, *, draft):
        if draft:
            try:
                plain = plain_from_database()
                return "draft", rule_set_of(plain)
            except InvalidCatalogue as error:
                raise CommandError(str(error)) from error
        try:
            edition = edition_read_once(self.stderr.write)
        except NoEdition as error:
            message = "aucune édition n'est publiée : lancez « catalogue publish »"
            raise CommandError(message) from error
        except DatabaseError as error:
            message = "la base de données ne répond pas, et aucune copie locale ne la remplace"
            raise CommandError(message) from error
        return edition.label, edition.rule_set


class _Evaluator:
    def __init__(self, label, rule_set, today, language, why_not):
        self.label = label
        self.rule_set = rule_set
        self.today = today
        self.language = language
        self.why_not = why_not

    def line(self, text):
        """Return the result of one line of input, or its error if the line is invalid."""
        identity = None
        try:
            data = json.loads(text)
            if not isinstance(data, dict):
                raise InvalidAnswers("chaque ligne est un objet JSON")
            identity = data.get("id")
            answers = read_answers(self.rule_set, self._answers(data))
            result = evaluate_to_data(
                self.rule_set,
                answers,
                self._day(data),
                language=self.language,
                explain=self.why_not,
            )
        except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
            return {"id": identity, "error": f"ce n'est pas du JSON : {error}"}
        except InvalidAnswers as error:
            return {"id": identity, "error": str(error)}
        return {"id": identity, "edition": self.label, **result}

    def _answers(self, data):
        """Return the answers under present names. What is no mapping is refused later."""
        found = data.get("answers", {})
        return self.rule_set.renamed.answers(found) if isinstance(found, dict) else found

    def _day(self, data):
        if data.get("today") is None:
            return self.today or timezone.localdate()
        day = parse_date(data["today"])
        if day is None:
            raise InvalidAnswers(f"« today » n'est pas une date AAAA-MM-JJ : {data['today']}")
        return day


def _lines(name):
    """Yield the lines of a file or of the standard input, as bytes: one may be badly encoded."""
    if name == "-":
        yield from getattr(sys.stdin, "buffer", sys.stdin)
        return
    try:
        with open(name, "rb") as file:
            yield from file
    except OSError as error:
        raise CommandError(f"--answers : {error}") from error
