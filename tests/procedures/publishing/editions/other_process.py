"""What other processes do: each publishes, and may be killed on the way.

Each is forked from one that has read the code and never opens a database. It works on the database
of an address, and writes what it finds there as JSON.
"""

import json
import os
import signal
import sys
import time
import traceback
from pathlib import Path

from django.db import connection, connections

from portal import environment
from procedures.exchange import load_into_database
from procedures.models import Department, Edition, Procedure, PublishedPart
from procedures.publishing.editions import freezing, publisher
from procedures.publishing.editions import stored as editions
from procedures.publishing.parts import preparing
from tests.procedures.publishing.editions.test_publisher import make_plain


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
        freezing.warnings_of = after(freezing.warnings_of, die)
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
    held = editions.in_force_now()
    contents = editions.contents_of(held)
    whole = all(
        edition.digest
        == preparing.digest_of_edition((p.code, p.digest) for p in edition.parts.all())
        and all(p.digest == preparing.digest(p.content) for p in edition.parts.all())
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
    load_into_database(make_plain())


def life(title, point):
    """Tell what is found, publish, tell what is found; then die while publishing once more."""
    was = found() if Edition.objects.exists() else None
    Procedure.objects.update(title_fr=title)
    publisher.publish()
    tell({"was": was, "published": found()})
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

    freezing.warnings_of = after(freezing.warnings_of, meet)
    only = None if part.startswith("all") else part
    if only:
        Department.objects.filter(code=part).update(name_fr=f"Nouveau {part}")
    publication = publisher.publish(only=only)
    return {"number": publication.edition.number, "changed": sorted(publication.changed)}


def tell(result):
    json.dump(result, sys.stdout)
    sys.stdout.flush()


def do(step, *arguments):
    steps = {"prepare": prepare, "found": found, "life": life, "race": race}
    result = steps[step](*arguments)
    if result is not None:
        tell(result)


def fork(url, file, *arguments):
    """Start a process that does a step on a database; ``file`` gets what it writes."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        written = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for number in (1, 2):
            os.dup2(written, number)
        connections.settings["default"] |= environment.database(url, None)
        do(*arguments)
        connections.close_all()  # So that SQLite's file is whole without its log.
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def serve():
    """Fork a process, or wait for the end of one, at each line of the input."""
    for line in sys.stdin:
        order, *arguments = json.loads(line)
        if order == "start":
            answer = fork(*arguments)
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(*arguments, 0)[1])
        os.write(1, f"{answer}\n".encode())
