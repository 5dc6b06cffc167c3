"""What an account of the desk could once do to others, tried on the site in production form."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.procedures.admin.forms import form_data
from tests.procedures.translating.test_files import HUNGRY, with_member

from .asking import ask
from .colleague import Colleague
from .conftest import wait_for, workers_of
from .desk import ACCOUNTS, Agent, peak_of, python, settled_memory_of

pytestmark = pytest.mark.whole
# In MB: what reading one file may take more than the desk held, where it took 2,300.
MEMORY = 600
NEW_SITE = "faux-rendez-vous.example"
# Seconds in which an edition is shown everywhere.
SPREADS = 10
STATE = "from procedures.publishing.editions import stored; print(stored.states()[{number}])"
# Of a part: what it planned follows what is published meanwhile, under another number.
PLANNED_BY = """
from procedures.publishing.editions import in_force, planned, stored
print(*(one.number for one in stored.of_state(in_force.PLANNED)
    if {{part.code for part in planned.parts_of(one)}} == {{"{part}"}}))
"""


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


@pytest.fixture(scope="module")
def colleague(production, agent_of):
    made = Colleague(production)
    yield made
    made.end()
    python(production, ACCOUNTS)


@pytest.mark.fault(5, "an agent of the 82 undoes what the 34 published and planned")
def test_agent_undoes_nothing_of_another_departement(production, agent_of, colleague, seen):
    agent = agent_of("agent82")
    first, _, _, planned = colleague.numbers
    token = form_data(agent.ask("/admin/publier/"))["csrfmiddlewaretoken"]
    tried = [
        agent.send(path, {"csrfmiddlewaretoken": token, "note": ""}).status
        for path in (
            f"/admin/remettre-en-vigueur/{first}/",
            f"/admin/editions-prevues/{planned}/annuler/",
        )
    ]
    seen(f"{tried}; what the 34 wrote is shown")
    # A page that says that nothing of the 82 was changed, or a refusal: nothing is done.
    assert tried == [200, 403]
    assert shown(production, "Accueil fermé aujourd’hui")
    assert python(production, PLANNED_BY.format(part="34")).split()


@pytest.mark.fault(5, "an agent of the 82 undoes their own, while the 34 publishes")
def test_right_to_go_back_is_asked_when_nobody_else_publishes(
    production, agent_of, colleague, seen
):
    agent, path = agent_of("agent82"), f"/admin/remettre-en-vigueur/{colleague.numbers[1]}/"
    undone = form_data(agent.ask(path))
    with colleague.meanwhile("publish"):
        page = agent.send(path, undone)
    refused = "une partie que vous ne publiez pas" in page.text
    seen(f"{'refused' if refused else 'done'}; what the 34 wrote is shown")
    assert refused
    assert shown(production, "Accueil déplacé")


@pytest.mark.fault(5, "an agent cancels while their rights are taken back")
def test_right_to_cancel_is_asked_when_nobody_else_publishes(production, agent_of, colleague, seen):
    # What was planned follows what is published since, under another number.
    number = python(production, PLANNED_BY.format(part="82")).split()[-1]
    agent, path = agent_of("agent82"), f"/admin/editions-prevues/{number}/annuler/"
    cancelled = form_data(agent.ask(path))
    with colleague.meanwhile("withdraw"):
        page = agent.send(path, cancelled)
    state = python(production, STATE.format(number=number))
    seen(f"answered {page.status}; the edition is still planned: {state.endswith('prévue')}")
    assert "Vous ne décidez plus de cette édition" in page.text
    assert state.endswith("prévue")


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
    before = settled_memory_of(worker)
    with ThreadPoolExecutor() as pool:
        peak = pool.submit(peak_of, worker, done)
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
