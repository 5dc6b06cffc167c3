"""Logs that tell what happened, and nothing about anybody: no answer, run, address or e-mail."""

import contextvars
import json
import logging
import re
import secrets
import traceback

from django.conf import settings

# The id of the request being answered, to find its lines in the logs of nginx and of each process.
request_id = contextvars.ContextVar("request_id", default="")
WRITTEN_ID = re.compile(r"[0-9a-f]{8,32}")
# A traceback longer than this repeats itself, or quotes what was sent.
LONGEST = 8_000

GROUP = "[0-9a-f]{1,4}"
# What a message may hold of a person, and what is written instead. Ports and versions stay.
PERSONAL = [
    # A run, its question, and the rest of the address: each tells what somebody was asked.
    (re.compile(r"(/demarche/)[^\s\"'<>/]+[^\s\"'<>]*"), r"\1*"),
    # What somebody tells of a line: the address says which one.
    (re.compile(r"(/signaler/)[^\s\"'<>/]+[^\s\"'<>]*"), r"\1*"),
    # The secret link of an invitation, or of a calendar, opens what it names.
    (
        re.compile(r"(/(?:dossiers|compte)/(?:invitation|calendrier)/)[^\s\"'<>]+"),
        r"\1*",
    ),
    # The link of a post of an entrance is a secret: it counts visits.
    (re.compile(r"(/accueil/[0-9A-Za-z]+/poste/)[^\s\"'<>]+"), r"\1*"),
    # That of a wave says where and when somebody was asked.
    (re.compile(r"(/enquete/)[^\s\"'<>]+"), r"\1*"),
    # None of these may look at a character twice: a header of 16 kB took a second, on purpose.
    (re.compile(r"(/[^\s\"'<>?/]*)\?[^\s\"'<>]*"), r"\1?*"),
    (re.compile(r"\brun_[a-z0-9]{8}\b"), "run_*"),
    (re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(\.[\w-]+)+"), "*@*"),
    (re.compile(r"\b(?!127\.0\.0\.1\b|0\.0\.0\.0\b)\d{1,3}(\.\d{1,3}){3}\b"), "*.*.*.*"),
    (
        re.compile(
            r"(?i)\b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}\b|(?:[0-9a-f]{1,4}:){1,7}:[0-9a-f:]*"
        ),
        "*:*",
    ),
]


class RequestIdMiddleware:
    """Gives each request an id, or takes nginx's, and returns it in ``X-Request-ID``."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        sent_id = request.headers.get("X-Request-ID", "") if settings.BEHIND_TLS_PROXY else ""
        # The next request of this thread sets its own: Django logs an error after the middleware.
        request_id.set(sent_id if WRITTEN_ID.fullmatch(sent_id) else secrets.token_hex(8))
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id.get()
        return response


def without_persons(text):
    """Return a text without what tells of a person.

    >>> without_persons("Not Found: /fr/demarche/abcd2345/nationality/?a=1 from 203.0.113.9")
    'Not Found: /fr/demarche/* from *.*.*.*'
    >>> without_persons("Listening at: http://127.0.0.1:8000 (Django 5.2.8)")
    'Listening at: http://127.0.0.1:8000 (Django 5.2.8)'
    """
    text = text[: 2 * LONGEST]
    for pattern, instead in PERSONAL:
        text = pattern.sub(instead, text)
    return text[:LONGEST]


class LineFormatter(logging.Formatter):
    """One line a message, then the traceback."""

    def formatMessage(self, record):
        return without_persons(super().formatMessage(record))

    def formatException(self, exc_info):
        return traceback_of(exc_info)


class JsonFormatter(LineFormatter):
    """One JSON object a line, for a machine that collects logs."""

    def format(self, record):
        record_data = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": without_persons(record.getMessage()),
            "request": request_id.get(),
        }
        if record.exc_info:
            record_data["traceback"] = traceback_of(record.exc_info)
        return json.dumps(
            {name: value for name, value in record_data.items() if value}, ensure_ascii=False
        )


def traceback_of(exc_info):
    """Return where an error was raised, and its type; its message may quote what somebody sent."""
    kind, error, frames = exc_info
    lines = []
    while error is not None:
        lines = [*traceback.format_tb(frames), f"{kind.__module__}.{kind.__qualname__}\n", *lines]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if error is not None:
            kind, frames = type(error), error.__traceback__
            lines = ["from which came:\n", *lines]
    return without_persons("".join(lines).rstrip())
