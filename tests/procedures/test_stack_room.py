"""What a thread does costs the same at every depth of its calls."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from portal.wsgi import application
from procedures.drafting import background
from procedures.stack_room import WORDS, with_room
from questionnaire.dossiers import background as reviews

ROOT = Path(__file__).resolve().parents[2]
TURNS = 400
# A chunk of the stack ends every 16 KiB, and a call takes 100 bytes or more: some of these depths
# are at its end.
DEPTHS = 200


def leaf(one, two, three):
    return one, two, three


def loop():
    for turn in range(TURNS):
        leaf(turn, turn, turn)


def at_depth(depth, action):
    return at_depth(depth - 1, action) if depth else action()


def faults_of(depth):
    """Return how many pages of memory a loop at a depth asks the kernel for."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    at_depth(depth, loop)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def worst():
    return max(faults_of(depth) for depth in range(DEPTHS))


def bare(expression):
    """Evaluate in a process of its own, in which nothing gave room before."""
    code = f"from tests.procedures.test_stack_room import *; print({expression})"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings", "DEBUG": "1"}
    setup = "import django; django.setup(); "
    ran = subprocess.run(
        [sys.executable, "-c", setup + code],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return int(ran.stdout)


def test_no_depth_asks_for_memory_at_each_turn():
    assert bare("worst()") > TURNS // 2  # Python itself: should it mend this, we need no room.
    assert bare("with_room(worst)()") < TURNS // 4


@pytest.mark.parametrize(
    "entry", [application, background._run, reviews._review], ids=lambda one: one.__name__
)
def test_what_a_thread_does_has_room(entry):
    assert entry.__code__.co_stacksize == WORDS


def test_it_does_the_same():
    @with_room
    def divide(one, *, by):
        """Divide."""
        return one / by

    assert divide(6, by=3) == 2
    assert divide.__doc__ == "Divide."
    with pytest.raises(ZeroDivisionError):
        divide(1, by=0)
