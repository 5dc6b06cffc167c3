"""What others did before an agent acts, and what they do while the agent's request waits.

One process does all of it, so that the rules are proved once.
"""

import subprocess
import sys
from contextlib import contextmanager

from scripts.serve_production import ROOT

# The 82 publishes, the 34 does, then the 82 again; each plans something else. Then, at each order,
# something is done that is committed once a request waits for it to be over.
LINES = """
import sys, time
from datetime import timedelta
from django.db import connection, transaction
from django.utils import timezone
from procedures.models import DepartmentMembership, Edition, Site
from procedures.publishing.editions import publisher, stored

def published(code, name, order="pk", **when):
    one = Site.objects.filter(department__code=code).order_by(order).first()
    Site.objects.filter(pk=one.pk).update(name_fr=name)
    return publisher.publish(only=code, **when).edition.number

def withdraw():
    DepartmentMembership.objects.filter(user__email="agent82@guichet.example").delete()

def somebody_waits():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND NOT granted",
            [Edition._meta.db_table])
        return cursor.fetchone()

month = timezone.localdate() + timedelta(days=30)
numbers = [published("82", "Accueil, porte A"), published("34", "Accueil fermé aujourd’hui"),
    published("82", "Accueil, porte B"),
    published("34", "Accueil, plus tard", "-pk", takes_effect_on=month)]
published("82", "Accueil, plus tard", "-pk", takes_effect_on=month)
print("numbers", *numbers, flush=True)
acts = {"publish": lambda: published("34", "Accueil déplacé"), "withdraw": withdraw}
for act in sys.stdin:
    with transaction.atomic():
        stored.lock()
        acts[act.strip()]()
        print("held", flush=True)
        end = time.monotonic() + 60
        while not somebody_waits() and time.monotonic() < end:
            time.sleep(0.05)
    print("waited for" if time.monotonic() < end else "alone", flush=True)
"""


class Colleague:
    """A process that acts beside the site. ``numbers`` are those of the editions made before."""

    def __init__(self, production):
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "--verbosity=0", "--command", LINES],
            cwd=ROOT,
            env=production.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.numbers = [int(one) for one in self.told("numbers").split()[1:]]

    @contextmanager
    def meanwhile(self, act):
        """Do something that others see once a request sent in the block waits for it."""
        self.process.stdin.write(f"{act}\n")
        self.process.stdin.flush()
        self.told("held")
        yield
        assert "waited for" in self.told("waited for", "alone"), "no request waited"

    def told(self, *first):
        """Return the next line that begins so."""
        for line in self.process.stdout:
            if line.startswith(first):
                return line
        raise AssertionError(f"the process ended before it told {first}")

    def end(self):
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()
