"""A day of the site in a minute: visitors on three replicas, while everything goes wrong in turn.

``SOAK_SECONDS=600 pytest -s tests/production/test_soak.py``, or ``make soak``, for longer.
"""

import os
import signal
import socket
import threading
import time

import pytest

from scripts.serve_production import Production, free_port

from .asking import LOGIN, ask, password_tried
from .conftest import manage, wait_for, workers_of
from .visitors import Told, Visitor, p95

pytestmark = pytest.mark.whole
SECONDS = int(os.environ.get("SOAK_SECONDS") or 60)
VISITORS = 4
# In seconds: what nineteen visitors of twenty wait at most, on two cores that do all the rest too.
P95 = 2
# In seconds: a publication is seen by every replica.
SPREADS = 5
CHANGE = (
    "from procedures.models import Document as D; "
    "one = D.objects.order_by('pk').first(); one.delay_fr = 'Environ {} jours.'; one.save()"
)


@pytest.fixture
def site(production, cluster, folder):
    """Three replicas of the site of the other tests, behind a proxy of their own."""
    place = folder / "three"
    place.mkdir(mode=0o755)
    variables = production.environment | {"WEB_CONCURRENCY": "1"}
    made = Production(free_port(), place, variables, replicas=3)
    made.start()
    try:
        wait_for(made)
        yield made
    finally:
        cluster.thaw()
        made.stop()


def edition_of(port):
    return ask(f"http://127.0.0.1:{port}/sante/", headers={"Host": "localhost"}).body


def publish(site, number):
    """Publish a change, and return the seconds until every replica shows another edition."""
    before = {port: edition_of(port) for port in site.replicas}
    manage(site.environment, "shell", "--verbosity=0", "--command", CHANGE.format(number))
    manage(site.environment, "catalogue", "publish")
    published = time.monotonic()
    while any(edition_of(port) == before[port] for port in site.replicas):
        assert time.monotonic() - published < 60, "a replica keeps the former edition"
        time.sleep(0.1)
    return time.monotonic() - published


def kill_a_worker(site):
    os.kill(workers_of(site.running["portal"])[0], signal.SIGKILL)


def slow_sockets(site, seconds):
    held = []
    for _ in range(80):
        one = socket.create_connection(("127.0.0.1", site.port))
        one.sendall(b"GET /fr/ HTTP/1.1\r\nHost: loc")
        held.append(one)
    time.sleep(seconds)
    for one in held:
        one.close()


def flood_logins(site, seconds):
    """Try passwords during some seconds, and return the statuses of the answers."""
    (data, headers), statuses = password_tried(site.url), []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        statuses.append(ask(site.url + LOGIN, data=data, headers=headers).status)
    return statuses


def test_no_request_of_the_public_fails_whatever_happens(site, cluster):
    told, stop, started = Told(), threading.Event(), time.monotonic()
    visitors = [Visitor(site.url, told, started, stop, seed) for seed in range(VISITORS)]
    for one in visitors:
        one.start()
    spread, happened, tried, part = [], [], [], SECONDS / 10

    def act(name, function, *arguments):
        happened.append((round(time.monotonic() - started, 1), name))
        return function(*arguments)

    try:
        number = 1
        while number == 1 or time.monotonic() - started < SECONDS:
            spread.append(act("publication", publish, site, number))
            act("killed worker", kill_a_worker, site)
            act("slow sockets", slow_sockets, site, part)
            tried += act("flood of logins", flood_logins, site, part)
            act("frozen database", cluster.freeze)
            time.sleep(part)
            act("database again", cluster.thaw)
            act("stopped database", cluster.stop)
            time.sleep(part)
            act("database again", cluster.start)
            for port in site.replicas:
                act("replaced replica", site.replace, port)
            number += 1
    finally:
        stop.set()
        for one in visitors:
            one.join(timeout=60)
    print(f"\n{told.table()}\nanswers reached: {told.finished}; editions seen everywhere after")
    print(", ".join(f"{one:.1f} s" for one in spread), "\n", *happened, sep=" ")
    print(f"passwords: {tried.count(200)} of {len(tried)} were looked at")
    assert told.failures == []
    # None is stopped for want of a token: the limit by address is what stops them.
    assert tried.count(429) > tried.count(200) > 0
    assert 403 not in tried
    assert max(spread) < SPREADS
    assert told.finished
    assert max(map(p95, told.seconds.values())) < P95
