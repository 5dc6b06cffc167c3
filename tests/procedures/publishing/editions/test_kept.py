"""A costly result is computed once for all who ask for it; who asks for another does not wait."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from procedures.publishing.editions.kept import Kept


def test_one_computation_serves_all_who_ask_and_holds_nobody_else():
    kept, begun, ready, made = Kept(2), Event(), Event(), []

    def slow():
        begun.set()
        assert ready.wait(20)
        made.append("slow")
        return "slow"

    with ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(kept.get, "a", slow) for _ in range(3)]
        assert begun.wait(20)
        assert kept.get("b", lambda: "quick") == "quick"
        assert not any(one.done() for one in asked)
        ready.set()
        assert [one.result(20) for one in asked] == ["slow"] * 3
    assert made == ["slow"]


def test_what_failed_is_computed_again_and_the_oldest_is_dropped():
    kept = Kept(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 / 0)
    assert [kept.get(key, lambda key=key: key) for key in "abc"] == ["a", "b", "c"]
    assert ["a" in kept, "b" in kept, "c" in kept] == [False, True, True]
