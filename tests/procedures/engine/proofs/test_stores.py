"""What was computed of other versions changes nothing of what is proved of this one."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from hypothesis import Phase, given
from hypothesis import strategies as st

from procedures.engine.proofs.analysis import analyse
from procedures.engine.proofs.diagrams import Diagrams
from procedures.engine.proofs.space import Stores, days_ahead
from procedures.engine.schema.serialization import rule_set_from_plain
from tests.procedures.engine.examples import examples
from tests.procedures.engine.proofs.sound import sound
from tests.procedures.engine.proofs.test_days import dated_catalogues

# Far enough apart that dates are read otherwise, and near enough that they have as many classes.
DAYS = [date(2026, 11, 24), date(2026, 12, 5), date(2027, 2, 28)]


@examples(60, phases=[Phase.generate])
@given(st.lists(st.tuples(dated_catalogues(), st.sampled_from(DAYS)), min_size=2, max_size=4))
def test_analyses_one_after_the_other_say_what_each_says_alone(versions):
    stores = Stores()
    for plain, today in versions:
        rules = rule_set_from_plain(plain)
        ahead = days_ahead(rules, today)
        with stores.lent() as store_of:
            after_others = analyse(rules, today, ahead=ahead, store_of=store_of)
        assert after_others == analyse(rules, today, ahead=ahead)


def test_the_same_rules_on_the_next_day_are_not_read_as_the_day_before():
    """The diagrams are as large on both days; only the day on which one has waited differs."""
    plain = sound()
    plain["orientations"][0]["until"] = DAYS[0].isoformat()
    rules, stores = rule_set_from_plain(plain), Stores()
    found = []
    for today in (DAYS[0], DAYS[0] + timedelta(days=1)):
        with stores.lent() as store_of:
            found.append([one.kind for one in analyse(rules, today, store_of=store_of).findings])
    assert found[0] == []
    assert "gap_nothing" in found[1]


def test_a_second_computation_meanwhile_has_stores_of_its_own():
    stores, together = Stores(), Barrier(2)
    got = []

    def compute():
        with stores.lent() as store_of:
            got.append(store_of([2], 10))
            together.wait(10)

    threads = [Thread(target=compute) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert got[0] is not got[1]


def test_what_broke_off_is_forgotten():
    stores = Stores()
    with stores.lent() as store_of:
        first = store_of([2], 10)
    with pytest.raises(KeyboardInterrupt):
        _break_off(stores)
    with stores.lent() as store_of:
        assert store_of([2], 10) is not first


def _break_off(stores):
    with stores.lent():
        raise KeyboardInterrupt


def test_stores_that_grow_too_large_are_forgotten():
    stores = Stores(most=len(Diagrams([2])))
    with stores.lent() as store_of:
        small = store_of([2], 10)
    with stores.lent() as store_of:
        assert store_of([2], 10) is small
        small.terminal("one more")
    with stores.lent() as store_of:
        assert store_of([2], 10) is not small
