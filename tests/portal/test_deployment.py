"""Django's own checks of the project find nothing."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import call_command


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_deployment_check_finds_nothing_to_say():
    secure = {"SECURE_SSL_REDIRECT": "1", "HSTS_SECONDS": "31536000"}
    secure |= {"HSTS_INCLUDE_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level=WARNING"],
        cwd=settings.ROOT,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": "aB3-" * 20 + "xyz", **secure},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


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
