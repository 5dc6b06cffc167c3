"""What a run tells the counts: each thing once a run, and nothing that names the run."""

from __future__ import annotations

from zlib import crc32

from django.http import HttpRequest

from procedures.counting import Event, count

from .run import Run

# What browsers say of a page that they ask for before anybody wants it.
PURPOSES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
GUESSES = ("prefetch", "prerender", "preview")


def is_seen(request: HttpRequest) -> bool:
    """Tell whether somebody looks at the page: no robot that asks for its head, no guess."""
    said = " ".join(request.headers.get(name, "") for name in PURPOSES).lower()
    return request.method != "HEAD" and not any(word in said for word in GUESSES)


def count_once(run: Run, event: Event, subject: str, place: str = "") -> None:
    """Count an event unless this run was counted for it; the run's own cookie remembers that.

    A mark is three bytes of a checksum: two that are alike would lose one count in millions.
    """
    mark = crc32(f"{event.value} {subject}".encode()) & 0xFFFFFF
    if mark not in run.counted:
        run.counted.append(mark)
        count(event, subject, place)


def answered(run, key, form, language):
    """Count a question's first answer in this run, to be called before it is kept."""
    if key in run.answers:
        return
    count(Event.ANSWER, key, language)
    if form.cleaned_data["value"] is None:
        count(Event.UNKNOWN, key, language)


def refused(run, key, form, language):
    """Count that what was sent is no answer: a search that goes on is no mistake."""
    if form.problems():
        count_once(run, Event.MISTAKE, key, language)
