"""The drill: what a site was at the last backup, on another PostgreSQL database."""

import pytest

from .asking import ask
from .conftest import manage
from .desk import python

pytestmark = pytest.mark.whole
# A backup during which somebody publishes, in a process of its own, when some tables are read.
OVERTAKEN = """
import subprocess, sys
from portal import backups
from procedures.models import Edition

kept, before = backups.kept_models(), Edition.objects.count()

def overtaken():
    for one in kept:
        if one is Edition:
            subprocess.run([sys.executable, "-c", {publication!r}], check=True)
        yield one

backups.kept_models = overtaken
saved = backups.write_backup("{path}")["procedures.Edition"]
print(before, saved, Edition.objects.count())
"""
PUBLICATION = """
import django; django.setup()
from procedures.models import Document
from procedures.publishing.editions import publisher
one = Document.objects.order_by("pk").first()
one.delay_fr = "Environ deux semaines."
one.save()
publisher.publish()
"""


def test_site_comes_back_from_its_backup(production, cluster, folder):
    made = folder / "guichet.zip"
    manage(production.environment, "backup", str(made))
    cluster.create("other")
    elsewhere = production.environment | {
        "DATABASE_URL": cluster.url_of("other"),
        "EDITION_FILE": str(folder / "other.json.gz"),
    }
    manage(elsewhere, "restore", str(made))
    exported = []
    for variables in (production.environment, elsewhere):
        target = folder / f"exported-{len(exported)}"
        manage(variables, "catalogue", "export", str(target))
        exported.append(
            {str(one.relative_to(target)): one.read_bytes() for one in target.rglob("*.yaml")}
        )
    assert exported[0]
    assert exported[0] == exported[1]
    # Taken while the site serves, and the site goes on serving.
    assert ask(f"{production.url}/fr/").status == 200


def test_publication_meanwhile_is_in_it_whole_or_not_at_all(production, folder):
    """Each table read as it is by then, the edition would be there without what it is made of."""
    path = folder / "overtaken.zip"
    lines = OVERTAKEN.format(publication=PUBLICATION, path=path)
    before, saved, after = map(int, python(production, lines).split()[-3:])
    assert (saved, after) == (before, before + 1)
