"""The logs of a whole run, errors included, tell nothing about the person."""

import io
import json
import logging

import pytest

from portal.logs import JsonFormatter, LineFormatter
from questionnaire.runs import question_page

ADDRESS = "203.0.113.9"


@pytest.fixture(params=[JsonFormatter, LineFormatter])
def written(request):
    """What the site logs, as it is written in production."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param("%(levelname)s %(name)s %(message)s"))
    handler.setLevel(logging.DEBUG)
    loggers = [logging.getLogger(name) for name in ("", "django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield stream
    for logger in loggers:
        logger.removeHandler(handler)


def test_logs_of_a_whole_run_tell_nothing_about_the_person(visitor, written, monkeypatch):
    client = visitor.client
    client.defaults |= {"REMOTE_ADDR": ADDRESS}
    client.raise_request_exception = False
    visitor.answer_all()
    answers = visitor.answers
    for place in [*answers, "n-existe-pas", "resultat"]:
        client.get(f"{visitor.at(place)}?nationalite=MA&de={ADDRESS}")
    client.get("/fr/demarche/abcdefgh/nationality/")

    def broken(self, *arguments, **options):
        raise ValueError(f"{self.run.answers} of {self.run.id} at {ADDRESS}, marie@example.org")

    monkeypatch.setattr(question_page.QuestionView, "get", broken)
    statuses = [client.get(visitor.at(place)).status_code for place in answers]
    assert 500 in statuses
    told = written.getvalue()
    assert "/fr/demarche/*" in told
    assert "ValueError" in told
    # Where it was raised is told; the source of this file names no answer.
    assert "test_logs.py" in told
    kept = [visitor.id, "abcdefgh", ADDRESS, "marie", "nationalite=", "'MA'", "n-existe-pas"]
    kept += [f"/{place}" for place in answers] + [f"'{key}'" for key in answers]
    kept += [shown for shown in answers.values() if len(shown) > 3]
    assert [one for one in kept if one in told] == []


def test_each_line_of_a_request_has_its_id(client, edition):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    logger = logging.getLogger("django.request")
    logger.addHandler(handler)
    try:
        response = client.get("/fr/n-existe-pas/")
    finally:
        logger.removeHandler(handler)
    line = json.loads(stream.getvalue())
    assert line["request"] == response.headers["X-Request-ID"]
    assert line["level"] == "WARNING"
