"""What another process does: it publishes, and may be killed on the way.

It works on the database of ``DATABASE_URL``, and prints what it finds there as JSON.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from procedures.exchange import load_into_database
from procedures.models import Department, Edition, Procedure, PublishedPart
from procedures.publishing import editions, freezing, parts, publisher
from tests.procedures.publishing.test_publisher import make_plain


def die(*args, **kwargs):
    os.kill(os.getpid(), signal.SIGKILL)


def after(function, act):
    def called(*args, **kwargs):
        result = function(*args, **kwargs)
        act()
        return result

    return called


def kill_at(point):
    """Make this process die at a point of its next publication."""
    if point == "checked":
        freezing.check = after(freezing.check, die)
    elif point == "locked":
        editions.lock = after(editions.lock, die)
    elif point == "part saved":
        PublishedPart.save = after(PublishedPart.save, die)
    elif point == "edition saved":
        Edition.save = after(Edition.save, die)
    elif point == "parts joined":
        freezing.save_edition = after(freezing.save_edition, die)
    elif point == "before the commit":
        connection._commit = die
    elif point == "after the commit":
        connection._commit = after(connection._commit, die)


def found():
    """Return what is in force, and whether each edition is whole."""
    held = editions.in_force()
    contents = freezing.contents_of(held)
    whole = all(
        edition.digest == parts.digest_of_edition((p.code, p.digest) for p in edition.parts.all())
        and all(p.digest == parts.digest(p.content) for p in edition.parts.all())
        for edition in Edition.objects.all()
    )
    return {
        "number": held.number,
        "title": contents["national"]["procedures"][0]["title"],
        "names": {code: contents[code]["department"]["name"] for code in ("34", "82")},
        "whole": whole,
        "chain": list(Edition.objects.order_by("number").values_list("number", "based_on")),
        "orphans": PublishedPart.objects.filter(editions=None).count(),
    }


def prepare():
    call_command("migrate", verbosity=0)
    load_into_database(make_plain())


def life(title, point):
    """Tell what is found, publish, tell what is found; then die while publishing once more."""
    was = found() if Edition.objects.exists() else None
    Procedure.objects.update(title_fr=title)
    publisher.publish()
    json.dump({"was": was, "published": found()}, sys.stdout)
    sys.stdout.flush()
    if point:
        Procedure.objects.update(title_fr=f"Tué : {point}")
        kill_at(point)
        publisher.publish()


def race(part, folder):
    """Publish a part once the other process has checked its own on the same edition."""
    folder = Path(folder)

    def meet():
        (folder / part).touch()
        while len(list(folder.iterdir())) < 2:
            time.sleep(0.01)

    freezing.check = after(freezing.check, meet)
    only = None if part.startswith("all") else part
    if only:
        Department.objects.filter(code=part).update(name_fr=f"Nouveau {part}")
    publication = publisher.publish(only=only)
    return {"number": publication.edition.number, "changed": sorted(publication.changed)}


def main(step, *arguments):
    steps = {"prepare": prepare, "found": found, "life": life, "race": race}
    result = steps[step](*arguments)
    if result is not None:
        json.dump(result, sys.stdout)
