"""The first start fills an empty database; no later start touches what is in it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from procedures.exchange import load_into_database
from procedures.management.commands import prepare
from procedures.models import Question
from procedures.publishing.editions import in_memory, local_copy, publisher
from tests.procedures.publishing.editions.test_publisher import make_plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    """The commands that ``prepare`` calls, in order, without their running."""
    called = []

    def remember(*arguments, **options):
        called.append(" ".join(arguments[:2]))
        if "stdout" in options:
            options["stdout"].write("Édition 1 publiée.\n")

    monkeypatch.setattr(prepare, "call_command", remember)
    return called


def run():
    output = StringIO()
    call_command("prepare", stdout=output)
    return output.getvalue()


def test_an_empty_database_gets_the_shipped_catalogue(calls):
    assert "Édition 1 publiée." in run()
    assert calls == ["catalogue import", "catalogue publish"]


def test_a_database_with_a_catalogue_is_left_alone(calls):
    Question.objects.create(key="nationality")
    run()
    assert calls == []


def test_a_publication_that_fails_leaves_the_database_empty(monkeypatch):
    def fail_at_publication(*arguments, **options):
        if arguments[1] == "publish":
            raise CommandError("un cas échoue")
        Question.objects.create(key="nationality")

    monkeypatch.setattr(prepare, "call_command", fail_at_publication)
    with pytest.raises(CommandError, match="un cas échoue"):
        run()
    assert not Question.objects.exists()


def test_local_copy_of_another_database_is_replaced(settings, tmp_path, monkeypatch):
    settings.EDITION_FILE = str(tmp_path / "edition.json.gz")
    (tmp_path / "edition.json.gz").write_bytes(b"of another database")

    def load():
        load_into_database(make_plain())
        publisher.publish()
        return "Édition 1 publiée."

    monkeypatch.setattr(prepare, "load_shipped_catalogue", load)
    in_memory.hold(None)
    run()
    assert local_copy.read().number == 1
    in_memory.hold(None)
