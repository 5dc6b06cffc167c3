"""A replica that takes connections and answers none, as while it starts, keeps nobody waiting."""

import socket

import pytest

from .asking import PATIENCE, ask
from .front import nginx_in_front, saying

pytestmark = pytest.mark.whole


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
