"""``check_links``: what it prints, and that killing it loses nothing."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from procedures.models import LinkCheck
from tests import factories
from tests.kept_tables import empty_site
from tests.procedures.watching.local_site import served

ROOT = Path(__file__).resolve().parents[3]
MAKE_LINKS = """
from procedures import models
for url in {urls!r}:
    models.Document.objects.create(key="piece_%d" % models.Document.objects.count(), source_url=url)
"""


def check_links(*options):
    output = StringIO()
    call_command("check_links", "--per-host-delay=0", *options, stdout=output)
    return output.getvalue()


@pytest.mark.django_db
def test_dead_link_is_told_with_what_holds_it():
    with served() as site:
        document = factories.make_document(source_url=site.url("/gone"))
        factories.make_fee(source_url=site.url("/ok"))
        output = check_links("--allow-private")
    assert f"mort : {site.url('/gone')}" in output
    assert f"pièce justificative {document.pk}" in output
    assert "2 lien(s) vérifié(s)" in output
    assert "/ok" not in output


@pytest.mark.django_db
def test_link_that_was_asked_today_is_not_asked_again():
    with served() as site:
        factories.make_document(source_url=site.url("/ok"))
        factories.make_fee(source_url=site.url("/moved"))
        assert "1 lien(s) à vérifier la prochaine fois" in check_links("--allow-private", "--max=1")
        check_links("--allow-private")
        check_links("--allow-private")
        assert sorted(site.paths()) == ["/moved", "/ok", "/ok"]
        check_links("--allow-private", "--again-after=0")
        assert len(site.paths()) == 6


@pytest.mark.django_db
def test_private_addresses_are_not_asked_unless_it_is_said():
    with served() as site:
        factories.make_document(source_url=site.url("/ok"))
        check_links()
        assert site.asked == []
    row = LinkCheck.objects.get()
    assert (row.state, "réseau privé" in row.detail) == ("by_hand", True)


@pytest.mark.django_db
def test_machine_without_internet_says_so():
    for port in (1, 2, 3):
        factories.make_document(source_url=f"http://127.0.0.{port}:1/")
    with pytest.raises(CommandError, match="accès à internet"):
        check_links("--allow-private")
    assert not LinkCheck.objects.exists()


# Four processes; --max stops a run as well, in test_link_that_was_asked_today_is_not_asked_again.
@pytest.mark.whole
def test_killed_run_is_taken_up_where_it_stopped(tmp_path):
    database = tmp_path / "site.sqlite3"
    environment = {**os.environ, "DEBUG": "1", "DATABASE_URL": f"sqlite:///{database}"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)

    def manage(*words):
        return [sys.executable, "manage.py", *words]

    def checked():
        with closing(sqlite3.connect(database)) as connection:
            return {url for (url,) in connection.execute("SELECT url FROM procedures_linkcheck")}

    options = {"cwd": ROOT, "env": environment, "stdout": subprocess.DEVNULL}
    words = manage("check_links", "--allow-private", "--per-host-delay=0.3")
    with served() as site:
        urls = [site.url(f"/ok?{n}") for n in range(6)]
        shutil.copy(empty_site(), database)
        code = MAKE_LINKS.format(urls=urls)
        subprocess.run(manage("shell", "-v0", "-c", code), check=True, **options)
        with subprocess.Popen(words, **options) as process:
            limit = time.monotonic() + 60
            while len(checked()) < 2 and time.monotonic() < limit:
                time.sleep(0.05)
            process.send_signal(signal.SIGKILL)
        kept = checked()
        assert 2 <= len(kept) < len(urls)
        before = len(site.asked)
        subprocess.run(words, check=True, **options)
        assert checked() == set(urls)
        again = {f"{site.url(path)}" for path in site.paths()[before:]}
        assert again == set(urls) - kept
