"""Runs over the links: their order, their bounds, and what two runs say together."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from procedures import models
from procedures.models import LinkCheck
from procedures.watching import addresses, link_run
from procedures.watching.asking import Answer, Asker
from tests import factories

from .local_site import served

pytestmark = pytest.mark.django_db
State = LinkCheck.State
FAILED = Answer("failed", detail="le nom du site est inconnu", reached=False)


class Clock:
    def __init__(self):
        self.now, self.slept = 100.0, []

    def __call__(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


class Asked:
    """An asker of made-up answers; each takes a second."""

    def __init__(self, answers=None, delay=0):
        self.clock = Clock()
        self.pace = link_run.Pace(delay, self.clock, self.clock.sleep)
        self.answers = answers or {}
        self.urls = []

    def ask(self, url):
        with self.pace.turn(url.split("/")[2]):
            self.clock.now += 1
        self.urls.append(url)
        return self.answers.get(url, Answer("ok", 200))


def run(urls, asker, most=100, budget=1000, **options):
    return link_run.run(urls, asker, most=most, budget=budget, **options)


def state(url):
    return LinkCheck.objects.get(url=url).state


def test_every_link_is_found_with_the_rows_that_hold_it():
    document = factories.make_document(
        source_url="https://a.fr/1", how_to_get_fr="Voir (https://a.fr/x_(y)) et https://b.fr/fin."
    )
    document.how_to_get_ar = "https://c.fr/ar"
    document.save()
    fee = factories.make_fee(source_url="https://a.fr/1")
    assert addresses.holders() == {
        "https://a.fr/1": [(models.Fee, fee.pk), (models.Document, document.pk)],
        "https://a.fr/x_(y)": [(models.Document, document.pk)],
        "https://b.fr/fin": [(models.Document, document.pk)],
        "https://c.fr/ar": [(models.Document, document.pk)],
    }
    assert list(addresses.holders({"https://b.fr/fin"})) == ["https://b.fr/fin"]
    assert sorted(addresses.links_of(document)) == sorted(addresses.holders())


def test_hosts_are_asked_in_turn_and_never_hurried():
    asker = Asked(delay=10)
    run([f"https://{host}.fr/{n}" for host in "ab" for n in (1, 2)], asker)
    assert [url.removeprefix("https://") for url in asker.urls] == [
        "a.fr/1",
        "b.fr/1",
        "a.fr/2",
        "b.fr/2",
    ]
    assert asker.clock.slept == [9]


def test_run_stops_at_its_number_and_at_its_time():
    urls = [f"https://{host}.fr/" for host in "abcdef"]
    assert run(urls, Asked(), most=2).left == 4
    asker = Asked()
    assert run(urls, asker, budget=3).checked == len(asker.urls) == 3


def test_run_does_not_wait_for_a_host_past_its_time():
    asker = Asked(delay=60)
    report = run(["https://a.fr/1", "https://a.fr/2"], asker, budget=30)
    assert (report.checked, report.left, asker.clock.slept) == (1, 1, [])


def test_next_run_goes_on_with_the_oldest():
    now = timezone.now()
    for age, url in ((50, "https://old.fr/"), (90, "https://oldest.fr/"), (1, "https://new.fr/")):
        link_run.keep(url, Answer("ok", 200), now - timedelta(hours=age))
    urls = ["https://new.fr/", "https://old.fr/", "https://never.fr/", "https://oldest.fr/"]
    assert link_run.due_links(urls, 20) == [
        "https://never.fr/",
        "https://oldest.fr/",
        "https://old.fr/",
    ]


def test_link_that_fails_is_dead_in_the_second_run_only():
    url = "https://a.fr/"
    link_run.keep(url, FAILED)
    assert state(url) == State.BY_HAND
    link_run.keep(url, FAILED)
    assert state(url) == State.DEAD
    link_run.keep(url, Answer("ok", 200))
    link_run.keep(url, FAILED)
    assert state(url) == State.BY_HAND


def test_page_that_is_gone_is_dead_at_once():
    link_run.keep("https://a.fr/", Answer("gone", 404))
    assert state("https://a.fr/") == State.DEAD


@pytest.mark.parametrize("kind", ["blocked", "refused"])
def test_site_that_blocks_robots_is_never_dead(kind):
    for _ in range(3):
        row = link_run.keep("https://a.fr/", Answer(kind, 403))
    assert (row.state, row.failures) == (State.BY_HAND, 0)


def test_nothing_is_noted_while_no_site_answers():
    urls = [f"https://{host}.fr/" for host in "abc"]
    with pytest.raises(link_run.Offline):
        run(urls, Asked(dict.fromkeys(urls, FAILED)))
    assert not LinkCheck.objects.exists()


def test_failures_before_the_first_answer_are_noted_with_it():
    urls = [f"https://{host}.fr/" for host in "abcd"]
    report = run(urls, Asked(dict.fromkeys(urls[:3], FAILED)))
    assert report.states == {State.BY_HAND: 3, State.OK: 1}
    assert LinkCheck.objects.count() == 4


def test_links_that_the_catalogue_lost_are_forgotten():
    link_run.keep("https://a.fr/", Answer("ok", 200))
    link_run.keep("https://b.fr/", Answer("ok", 200))
    assert link_run.forget_others({"https://b.fr/"}) == 1
    assert LinkCheck.objects.get().url == "https://b.fr/"


def test_real_run_asks_one_page_at_a_time_and_waits_between_two():
    with served() as site:
        pace = link_run.Pace(0.15)
        urls = [site.url(path) for path in ("/ok", "/no-head", "/moved", "/gone", "/busy")]
        asker = Asker(pace, "Essai/1.0", timeout=5, allow_private=True)
        report = run(urls, asker)
        moments = [moment for moment, *_ in site.asked]
        assert site.most_busy == 1
    assert min(b - a for a, b in pairwise(moments)) > 0.14
    assert report.states == {State.OK: 2, State.MOVED: 1, State.DEAD: 1, State.BY_HAND: 1}
