"""The desk while its database is frozen: it says so soon, and what was typed comes back."""

import time
from html import unescape

import pytest

from tests.procedures.admin.forms import form_data

from .asking import ask
from .conftest import wait_for
from .desk import ACCOUNTS, Agent, python

pytestmark = pytest.mark.whole
# In seconds. A silence of the database is noticed by who waits for it, and by who watches.
TOLD, NOTICED = 2, 4
TYPED = "Relire l’accueil du mardi <avant> la fin du mois\r\n« deuxième » ligne"


@pytest.fixture
def agent(production, cluster):
    wait_for(production)
    python(production, ACCOUNTS)
    yield Agent(production, "redaction", "198.51.100.77")
    cluster.thaw()


def timed(act):
    started = time.monotonic()
    page = act()
    return page, time.monotonic() - started


@pytest.mark.fault(14, "an agent saves while the database is frozen, then again")
def test_what_an_agent_typed_outlives_a_database_that_hangs(production, cluster, agent, seen):
    number = python(
        production, "from procedures.models import Document as D; print(D.objects.first().pk)"
    )
    path = f"/admin/procedures/document/{number}/change/"
    typed = form_data(agent.ask(path))
    assert typed["how_to_get_fr"] != TYPED
    typed["how_to_get_fr"] = TYPED
    cluster.freeze()
    waits = [timed(lambda: agent.send(path, typed)) for _ in range(3)]
    read, seconds = timed(lambda: agent.ask(path))
    seen(f"503 in {', '.join(f'{one:.2f}' for _, one in waits)} s, a page in {seconds:.2f} s")
    assert {page.status for page, _ in (*waits, (read, 0))} == {503}
    assert max(one for _, one in (*waits, (read, seconds))) < TOLD
    page = waits[-1][0]
    assert "ne répond pas" in page.text
    again = form_data(page)
    cluster.thaw()
    wait_for(production)
    time.sleep(NOTICED)
    saved = agent.send(path, again)
    assert saved.status == 200
    assert TYPED in unescape(agent.ask(path).text).replace("\n", "\r\n")


@pytest.mark.fault(14, "a database that is frozen while nobody asks it anything")
def test_frozen_database_is_noticed_by_each_process(production, cluster, seen):
    wait_for(production)
    cluster.freeze()
    try:
        time.sleep(NOTICED)
        states = [ask(f"{production.url}/sante/").body for _ in range(12)]
        desk = ask(f"http://127.0.0.1:{production.desk}/sante/").body
        seen(f"each process says so {NOTICED} s later")
        assert all('"degraded"' in one for one in (*states, desk))
    finally:
        cluster.thaw()
