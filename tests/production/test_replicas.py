"""Replicas: one that hangs keeps nobody waiting, one that starts again is not missed."""

import signal
import socket
import subprocess
import sys
import time

import pytest

from scripts.serve_production import ROOT, answers, free_port

from .asking import PATIENCE, ask
from .conftest import workers_of
from .desk import memory_of
from .front import nginx_in_front, saying

pytestmark = pytest.mark.whole
# In seconds: two replicas and the desk start, and start again, on a busy machine.
LONGEST = 300
# In MB. It had 214 with what draws a PDF, and 16 arenas of glibc's.
BORN = 200


@pytest.fixture
def address(folder):
    """nginx in front of two replicas, of which the first only listens."""
    with socket.create_server(("127.0.0.1", 0)) as hung, saying("portal") as well:
        replicas = f"127.0.0.1:{hung.getsockname()[1]},{well}"
        with nginx_in_front(folder, replicas, "127.0.0.1:9") as address:
            yield address


@pytest.mark.parametrize("data", [None, {"answer": "yes"}])
def test_replica_that_does_not_answer_is_left_for_the_next(address, data):
    answers = [ask(f"{address}/fr/", data=data) for _ in range(2)]
    assert [one.status for one in answers] == [200, 200]
    assert max(one.seconds for one in answers) < PATIENCE / 2


def test_run_production_restarts_one_replica_after_the_other_and_no_request_fails(production):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "scripts.serve_production"],
        cwd=ROOT,
        env=production.environment | {"PORT": str(port), "WEB_CONCURRENCY": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    page, statuses = f"http://127.0.0.1:{port}/fr/demarches/", set()
    try:
        end = time.monotonic() + LONGEST
        while ask(page).status != 200:
            assert time.monotonic() < end
            time.sleep(0.3)
        before = set(workers_of(process))
        process.send_signal(signal.SIGUSR1)
        # Of its four processes, nginx alone stays.
        while len(before & set(workers_of(process))) > 1 or len(workers_of(process)) < 4:
            assert time.monotonic() < end
            statuses.add(ask(page).status)
        assert statuses == {200}
    finally:
        process.terminate()
        process.wait(timeout=60)


def test_a_process_of_the_public_is_born_light(production):
    """What draws a PDF is in a process of its own, and what loading has freed is given back."""
    port = free_port()
    process = production.gunicorn(port, WEB_CONCURRENCY="1", PUBLIC_ONLY="1")
    try:
        end = time.monotonic() + LONGEST
        while not answers(port):
            assert time.monotonic() < end
            time.sleep(0.3)
        (worker,) = workers_of(process)
        assert memory_of(worker) < BORN
    finally:
        process.terminate()
        process.wait(timeout=60)
