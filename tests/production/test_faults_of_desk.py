"""What an account of the desk could once do to others, tried on the site in production form."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.procedures.admin.forms import form_data
from tests.procedures.translating.test_files import HUNGRY, with_member

from .asking import ask
from .conftest import wait_for, workers_of
from .desk import ACCOUNTS, Agent, memory_of, peak_of, python

pytestmark = pytest.mark.whole
# In MB: what reading one file may take more than the desk held, where it took 2,300.
MEMORY = 600
NEW_SITE = "faux-rendez-vous.example"
# Seconds in which an edition is shown everywhere.
SPREADS = 10
# What happened before the attack, in one process, which checks the rules once: the 82 publishes,
# the 34 does, then the 82 again, and the 34 plans something else.
BEFORE = """
from datetime import timedelta
from django.utils import timezone
from procedures.models import Site
from procedures.publishing.editions import publisher

def renamed(code, name, order="pk"):
    one = Site.objects.filter(department__code=code).order_by(order).first()
    Site.objects.filter(pk=one.pk).update(name_fr=name)

def published(code, name, order="pk", **when):
    renamed(code, name, order)
    return publisher.publish(only=code, **when).edition.number

month = timezone.localdate() + timedelta(days=30)
print(published("82", "Accueil, porte A"), published("34", "Accueil fermé aujourd’hui"),
    published("82", "Accueil, porte B"),
    published("34", "Accueil, plus tard", "-pk", takes_effect_on=month))
renamed("34", "Accueil déplacé")
"""
STATE = "from procedures.publishing.editions import stored; print(stored.states()[{number}])"


@pytest.fixture(scope="module")
def agent_of(production):
    """A function: an agent who is logged in."""
    wait_for(production)
    python(production, ACCOUNTS)
    entered = {}

    def enter(name):
        if name not in entered:
            entered[name] = Agent(production, name, f"198.51.100.{len(entered) + 1}")
        return entered[name]

    return enter


def shown(production, words):
    """Tell whether the page of the 34 says some words, once an edition had the time to spread."""
    end = time.monotonic() + SPREADS
    while words not in ask(f"{production.url}/fr/34/").body:
        if time.monotonic() > end:
            return False
        time.sleep(0.3)
    return True


@pytest.mark.fault(
    5, "an agent of the 82 undoes what the 34 published and planned, before or meanwhile"
)
def test_agent_undoes_nothing_of_another_departement(production, agent_of, seen):
    agent, other = agent_of("agent82"), agent_of("agent34")
    first, of_34, _, planned = map(int, python(production, BEFORE).split()[-4:])
    token = form_data(agent.ask("/admin/publier/"))["csrfmiddlewaretoken"]
    tried = [
        agent.send(path, {"csrfmiddlewaretoken": token, "note": ""}).status
        for path in (
            f"/admin/remettre-en-vigueur/{first}/",
            f"/admin/editions-prevues/{planned}/annuler/",
        )
    ]
    assert tried == [403, 403]
    assert shown(production, "Accueil fermé aujourd’hui")
    assert python(production, STATE.format(number=planned)).endswith("prévue")
    # The 82 may undo its own, and begins while the 34 publishes.
    path = f"/admin/remettre-en-vigueur/{of_34}/"
    undone = form_data(agent.ask(path))
    sent = form_data(other.ask("/admin/publier/?part=34")) | {"action": "publier"}
    with ThreadPoolExecutor() as pool:
        published = pool.submit(other.send, "/admin/publier/?part=34", sent)
        time.sleep(0.3)
        page = pool.submit(agent.send, path, undone).result()
        assert published.result().status == 200
    refused = "une partie que vous ne publiez pas" in page.text
    seen(f"{tried}, then {'refused' if refused else 'done'}; what the 34 wrote is shown")
    assert shown(production, "Accueil déplacé")


@pytest.mark.fault(6, "a workbook of less than 1 MB that swells")
@pytest.mark.parametrize("kind", HUNGRY)
def test_workbook_that_swells_takes_little(production, agent_of, seen, kind):
    agent = agent_of("redaction")
    token = form_data(agent.ask("/admin/traductions/recevoir/"))["csrfmiddlewaretoken"]
    part = '--a\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    body = b"".join(
        (
            part.format("csrfmiddlewaretoken", "").encode() + token.encode() + b"\r\n",
            part.format("fichier", '; filename="a.xlsx"').encode(),
            with_member(*HUNGRY[kind]) + b"\r\n--a--\r\n",
        )
    )
    (worker,), done = workers_of(production.running["desk"]), threading.Event()
    with ThreadPoolExecutor() as pool:
        peak = pool.submit(peak_of, worker, done)
        time.sleep(0.2)
        before = memory_of(worker)
        headers = {"Content-Type": "multipart/form-data; boundary=a"}
        page = agent.ask("/admin/traductions/recevoir/", body, headers)
        done.set()
    more = peak.result() - before
    seen(f"{kind}: {page.status}, {more:.0f} MB more for a moment")
    assert page.status == 200
    assert more < MEMORY
    assert ask(f"{production.url}/fr/").status == 200


@pytest.mark.fault(8, "one account puts a new site of appointments live, twice")
def test_new_site_waits_for_a_second_person(production, agent_of, seen):
    channel = (
        'from procedures.models import Channel as C; one = C.objects.filter(department__code="34")'
    )
    former = python(production, f'{channel}.exclude(url="").earliest("pk"); print(one.pk, one.url)')
    number, url = former.split()
    python(production, f'{channel}.filter(pk={number}).update(url="https://{NEW_SITE}/34")')
    agent, edition = agent_of("agent34"), ask(f"{production.url}/sante/").body
    try:
        pages = [
            agent.press("/admin/publier/?part=34", action="publier", confirmed_host=NEW_SITE)
            for _ in range(2)
        ]
        told = ["deuxième personne" in one.text for one in pages]
        seen(f"told to wait for a second person: {told.count(True)} times of 2; no edition made")
        assert all(told)
        assert ask(f"{production.url}/sante/").body == edition
    finally:
        python(production, f'{channel}.filter(pk={number}).update(url="{url}")')


@pytest.mark.fault(12, "forms of 99,999,999 lines")
def test_number_of_lines_that_nobody_typed_costs_nothing(production, agent_of, seen):
    agent = agent_of("administration")
    listed = agent.ask("/admin/procedures/procedure/").text
    path = "/admin/procedures/procedure/" + listed.partition("/procedure/")[2].partition('"')[0]
    data = form_data(agent.ask(path))
    data |= {name: "99999999" for name in data if name.endswith("-TOTAL_FORMS")}
    started = time.monotonic()
    page = agent.send(path, data)
    seconds = time.monotonic() - started
    seen(f"answered {page.status} in {seconds:.2f} s")
    assert page.status == 400
    assert seconds < 3
