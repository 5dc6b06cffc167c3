"""Django's own checks of the project find nothing."""

import os
import re
import subprocess
import sys

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


COMPOSE = settings.ROOT / "docker-compose.yml"
# What docker compose gives if .env has the two secrets and nothing else.
GIVEN = {
    name: found[1]
    for name, value in yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]["portal"][
        "environment"
    ].items()
    if (found := re.fullmatch(r"(?:\$\{[A-Z_]+:-)?([^${}]*)\}?", str(value if value else "")))
}
SECRETS = {"SECRET_KEY": "aB3-" * 20 + "xyz", "DATABASE_URL": "sqlite:///:memory:"}
WHOLE_DOMAIN = {"HSTS_SECONDS": "31536000", "HSTS_INCLUDE_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}
ALONE = {"SECURE_SSL_REDIRECT": "1"}
WHOLE = pytest.mark.whole
WITHOUT_A_PROXY = {"BEHIND_TLS_PROXY": "0"}


def checked(given):
    """Return what ``check --deploy`` says to variables: the numbers of its warnings."""
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], **given, **SECRETS},
        capture_output=True,
        text=True,
        check=False,
    )
    found = set(re.findall(r"\(security\.(W\d+)\)", result.stderr))
    assert result.returncode == bool(found), result.stderr
    return found


@pytest.mark.parametrize(
    ("given", "said"),
    [
        pytest.param(GIVEN, set(), id="docker compose"),
        pytest.param(GIVEN | {"HTTPS": "0"}, {"W004", "W010", "W016"}, id="without HTTPS"),
        # Each starts a process for three seconds: the short run has one that is clean, and one not.
        pytest.param(
            GIVEN | WHOLE_DOMAIN, set(), id="docker compose, a year, the whole domain", marks=WHOLE
        ),
        pytest.param(ALONE, set(), id="without Docker or a proxy", marks=WHOLE),
        pytest.param(
            GIVEN | WITHOUT_A_PROXY, {"W008"}, id="nobody redirects to HTTPS", marks=WHOLE
        ),
        pytest.param(GIVEN | {"HSTS_SECONDS": "0"}, {"W004"}, id="no promise", marks=WHOLE),
    ],
)
def test_deployment_check_says_what_is_a_fault_and_nothing_else(given, said):
    assert checked(given) == said


def test_every_language_of_the_site_is_known_to_django():
    from django.utils.translation import get_language_info

    for code, _name in settings.LANGUAGES:
        assert "bidi" in get_language_info(code)


@pytest.mark.whole  # The site of the browser tests collects them before it starts.
def test_static_files_of_production_all_exist(tmp_path):
    """The manifest storage follows each url(…) of the style sheets: a missing file fails here."""
    result = subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "x" * 60, "STATIC_ROOT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "staticfiles.json").exists()
