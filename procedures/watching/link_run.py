"""One run over the links of the working copy: limited, polite, and resumed where it stopped."""

import time
from collections import Counter, deque
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from django.utils import timezone

from procedures.models import LinkCheck

State = LinkCheck.State
# The number of failed runs in a row after which a link is dead.
FAILURES_OF_THE_DEAD = 2
# If this many sites are asked and none answers, the fault is on this side.
HOSTS_OF_AN_OUTAGE = 3
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Offline(Exception):
    """No site answered: this machine has no internet access, and no failure is noted."""


class Pace:
    """Allows one request at a time, with a pause between two requests to the same host."""

    def __init__(self, delay, clock=time.monotonic, sleep=time.sleep):
        self.delay, self.clock, self.sleep = delay, clock, sleep
        self._next = {}

    def ready_at(self, host):
        return self._next.get(host, 0)

    @contextmanager
    def turn(self, host):
        """Wait until a host may be asked. The next pause starts when the host has answered."""
        left = self.ready_at(host) - self.clock()
        if left > 0:
            self.sleep(left)
        try:
            yield
        finally:
            self._next[host] = self.clock() + self.delay


@dataclass(slots=True)
class LinkReport:
    """The outcome of a run. ``left`` counts the links that were due and not asked."""

    checked: int = 0
    left: int = 0
    states: Counter = field(default_factory=Counter)


def due_links(urls, again_after):
    """Return the addresses to ask, those never asked first, then the oldest.

    Addresses asked less than ``again_after`` hours ago are left out.
    """
    limit = timezone.now() - timedelta(hours=again_after)
    known = dict(LinkCheck.objects.values_list("url", "checked_at"))
    due = [url for url in urls if known.get(url, LONG_AGO) < limit]
    return sorted(due, key=lambda url: (known.get(url, LONG_AGO), url))


def run(urls, asker, *, most, budget, on_row=lambda row: None):
    """Ask addresses in turn, alternating hosts, and store each answer at once.

    ``most`` limits the number of addresses, ``budget`` the seconds. A stopped run loses nothing:
    the next one continues with the addresses not asked. Raises ``Offline`` if no site answers.
    """
    report = LinkReport(left=len(urls))
    pace = asker.pace
    end = pace.clock() + budget
    queue = _Hosts(urls, pace)
    unsure = []
    online = False
    while queue and report.checked < most and max(pace.clock(), queue.ready_at()) < end:
        url = queue.pop()
        answer = asker.ask(url)
        online = online or answer.reached
        report.checked += 1
        report.left -= 1
        unsure.append((url, answer))
        if online:
            _keep(unsure, report, on_row)
    if unsure and len({_host(url) for url, _ in unsure}) >= HOSTS_OF_AN_OUTAGE:
        raise Offline
    _keep(unsure, report, on_row)
    return report


def forget_others(urls):
    """Delete the checks of links that the working copy no longer has; return their number."""
    known = LinkCheck.objects.values_list("url", flat=True)
    gone = [url for url in known if url not in urls]
    for start in range(0, len(gone), 500):
        LinkCheck.objects.filter(url__in=gone[start : start + 500]).delete()
    return len(gone)


def keep(url, answer, now=None):
    """Store an answer, and the state of the link that it and the run before it give."""
    row = LinkCheck.objects.filter(url=url).first() or LinkCheck(url=url)
    row.failures = row.failures + 1 if answer.kind in ("failed", "gone") else 0
    row.state = _state(answer, row.failures)
    row.status, row.detail, row.final_url = answer.status, answer.detail, answer.final_url
    row.checked_at = now or timezone.now()
    row.save()
    return row


def _state(answer, failures):
    if answer.kind in ("ok", "moved"):
        return State(answer.kind)
    dead = answer.kind == "gone" or failures >= FAILURES_OF_THE_DEAD
    return State.DEAD if dead else State.BY_HAND


def _keep(answers, report, on_row):
    while answers:
        row = keep(*answers.pop(0))
        report.states[row.state] += 1
        on_row(row)


class _Hosts:
    """The addresses left, by host. The next one belongs to the host that may be asked soonest."""

    def __init__(self, urls, pace):
        self._pace = pace
        self._left = {}
        for url in urls:
            self._left.setdefault(_host(url), deque()).append(url)

    def __bool__(self):
        return bool(self._left)

    def ready_at(self):
        return min(map(self._pace.ready_at, self._left))

    def pop(self):
        host = min(self._left, key=self._pace.ready_at)
        urls = self._left.pop(host)
        url = urls.popleft()
        # The host goes to the end, behind hosts that are ready at the same time.
        if urls:
            self._left[host] = urls
        return url


def _host(url):
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
