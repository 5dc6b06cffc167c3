"""The drill: what a site was at the last backup, on another PostgreSQL database."""

import pytest

from .asking import ask
from .conftest import manage

pytestmark = pytest.mark.whole


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
