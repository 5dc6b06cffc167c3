"""Counts the events of a run: each once per run, without anything that identifies the run."""

from __future__ import annotations

from zlib import crc32

from django.http import HttpRequest

from procedures.counting import Event, count

from .run import Run

# The headers by which browsers announce a page requested in advance, before anybody wants it.
PURPOSES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
GUESSES = ("prefetch", "prerender", "preview")


def is_seen(request: HttpRequest) -> bool:
    """Tell whether somebody looks at the page: no HEAD request, no page fetched in advance."""
    purposes = " ".join(request.headers.get(name, "") for name in PURPOSES).lower()
    return request.method != "HEAD" and not any(word in purposes for word in GUESSES)


def count_once(
    run: Run, event: Event, subject: str, place: str = "", *, once_for: str | None = None
) -> None:
    """Count an event unless this run was counted for it, which the run's own cookie remembers.

    Nothing of an example is counted: its person is imagined.

    With ``once_for``, the run is counted once for that, whatever the subject.
    """
    mark = _mark(event, subject if once_for is None else once_for)
    if mark not in run.counted and not run.example:
        run.counted.append(mark)
        count(event, subject, place)


def was_counted(run: Run, event: Event, subject: str) -> bool:
    """Tell whether the run was counted for an event."""
    return _mark(event, subject) in run.counted


def _mark(event: Event, subject: str) -> int:
    """Return three bytes of a checksum: a collision loses one count in millions."""
    return crc32(f"{event.value} {subject}".encode()) & 0xFFFFFF


def answered(run, key, form, language):
    """Count the first answer to a question in this run. Call it before the answer is stored."""
    if key in run.answers or run.example:
        return
    count(Event.ANSWER, key, language)
    if form.cleaned_data["value"] is None:
        count(Event.UNKNOWN, key, language)


def refused(run, key, form, language):
    """Count a mistake: data sent that is no answer. A search in progress is no mistake."""
    if form.problems():
        count_once(run, Event.MISTAKE, key, language)
