"""Settings refuse unsafe values, and say how to correct them."""

import ast
import hashlib
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from environs import EnvError

from portal import environment


def start(*command, **variables):
    """Start Django in a process of its own, with these variables only."""
    kept = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ["check"])],
        cwd=settings.ROOT,
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["check", "migrate", "runserver", "catalogue"])
def test_production_refuses_to_start_without_a_secret_key(command):
    result = start(command)
    assert result.returncode != 0
    assert result.stderr.startswith("manage.py: SECRET_KEY is empty and DEBUG is off")
    assert "Traceback" not in result.stderr


def test_a_variable_of_another_kind_is_told_at_the_start():
    result = start(DEBUG="perhaps")
    assert result.returncode != 0
    assert "DEBUG" in result.stderr
    assert "Traceback" not in result.stderr


def test_production_starts_with_a_secret_key():
    assert start(SECRET_KEY="x" * 60).returncode == 0


def test_over_https_every_cookie_belongs_to_this_host_only():
    names = [f"{one}_COOKIE_NAME" for one in ("SESSION", "CSRF", "LANGUAGE", "MESSAGES")]
    names.append("RUN_COOKIE_PREFIX")
    script = f"from django.conf import settings as s; print([getattr(s, n) for n in {names}])"
    shown = {}
    for https in "01":
        variables = {"SECRET_KEY": "x" * 60, "HTTPS": https, "PATH": os.environ["PATH"]}
        variables["DJANGO_SETTINGS_MODULE"] = "portal.settings"
        output = subprocess.check_output(
            [sys.executable, "-c", script], cwd=settings.ROOT, env=variables, text=True
        )
        shown[https] = ast.literal_eval(output)
    assert [f"__Host-{name}" for name in shown["0"]] == shown["1"]


def test_a_list_of_leaked_passwords_that_is_missing_is_told_at_the_start(tmp_path):
    missing = start(SECRET_KEY="x" * 60, LEAKED_PASSWORDS=str(tmp_path / "none.txt"))
    assert missing.returncode != 0
    assert "LEAKED_PASSWORDS: there is no file to read at" in missing.stderr
    assert "Traceback" not in missing.stderr


def printed(script, **variables):
    """Return what a process with these variables only prints, once Django is set up."""
    variables |= {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "portal.settings"}
    return subprocess.check_output(
        [sys.executable, "-c", f"import django; django.setup(); {script}"],
        cwd=settings.ROOT,
        env={"SECRET_KEY": "x" * 60, **variables},
        text=True,
    ).strip()


def test_a_list_of_leaked_passwords_is_read(tmp_path):
    chosen, listed = "vingt-sept tournesols bleus", tmp_path / "leaked.txt"
    digest = hashlib.sha1(chosen.encode(), usedforsecurity=False).hexdigest().upper()
    listed.write_text(f"{digest}:12\n")
    script = (
        "from django.contrib.auth import password_validation as v\n"
        f"try: v.validate_password('{chosen}'); print('accepted')\n"
        "except v.ValidationError as error: print([one.code for one in error.error_list])"
    )
    assert printed(script) == "accepted"
    assert printed(script, LEAKED_PASSWORDS=str(listed)) == "['password_has_leaked']"


def test_errors_are_told_nowhere_unless_it_is_asked_for():
    script = "import sentry_sdk; print(sentry_sdk.get_client().is_active())"
    assert printed(script, SENTRY_DSN="") == "False"
    assert printed(script, SENTRY_DSN="https://key@127.0.0.1:9/1") == "True"


def test_development_starts_without_a_secret_key():
    assert start(DEBUG="1").returncode == 0


def test_a_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch):
    monkeypatch.setenv("DEBUG", "ture")
    with pytest.raises(EnvError, match=r"DEBUG.*'ture', expected 1 or 0"):
        environment.flag("DEBUG")


@pytest.mark.parametrize("value", ["x", "1.5", "-1"])
def test_a_number_that_is_not_a_whole_one_is_refused(monkeypatch, value):
    monkeypatch.setenv("HSTS_SECONDS", value)
    with pytest.raises(EnvError, match="HSTS_SECONDS"):
        environment.number("HSTS_SECONDS", 0)


def test_an_empty_variable_is_one_that_is_not_set(monkeypatch):
    monkeypatch.setenv("EMPTY", "")
    assert environment.number("EMPTY", 3) == 3
    assert environment.text("EMPTY", "there") == "there"
    assert environment.words("EMPTY", ["there"]) == ["there"]
    assert environment.flag("EMPTY", default=True) is False


def test_lists_are_separated_by_commas(monkeypatch):
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")
    assert environment.words("ALLOWED_HOSTS") == ["a.example", "b.example"]


def test_database_url_names_a_postgresql_server():
    database = environment.database("postgres://me:p%40ss@db:5433/guichet?sslmode=require", "")
    assert database["ENGINE"].endswith("postgresql")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", "5433", "guichet")
    assert (database["USER"], database["PASSWORD"]) == ("me", "p@ss")
    assert database["OPTIONS"]["sslmode"] == "require"


def test_no_wait_for_postgresql_is_endless():
    """A hung database held each thread that asked it: after 45 s no page answered."""
    options = environment.database("postgres://db/guichet", "", longest_wait=15)["OPTIONS"]
    assert 0 < options["connect_timeout"] <= 5
    assert 0 < options["tcp_user_timeout"] <= 15_000
    assert options["options"] == "-c statement_timeout=15s"
    assert options["keepalives"] == 1
    idle, lost = options["keepalives_idle"], options["keepalives_interval"]
    assert idle + lost * options["keepalives_count"] <= 60
    assert settings.DATABASE_SECONDS > 0


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("", "default.sqlite3"),
        ("sqlite:///data/x.sqlite3", "data/x.sqlite3"),
        ("sqlite:////a", "/a"),
    ],
)
def test_database_url_names_a_sqlite_file(url, path):
    assert environment.database(url, "default.sqlite3")["NAME"] == path


def test_an_unknown_database_is_refused_with_an_example():
    with pytest.raises(ImproperlyConfigured, match="postgres://user"):
        environment.database("mysql://localhost/guichet", "")
