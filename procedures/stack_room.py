"""Room for the calls of a thread, given once, where Python would ask for it again and again.

CPython keeps the frames of a thread in chunks of 16 KiB. A call for which a chunk has no room maps
a new one, and its return unmaps it. A loop that happens to run at the end of a chunk does so at
each turn: « Vérifier » took 5.8 s of processor instead of 1.6, of which 4.3 in the kernel, and
nothing but the depth of the page decided it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# In words of eight bytes. The chunk of a frame of 1 MiB is the next power of two: what remains is
# room for 2,000 calls. It is memory that is only promised until it is used.
WORDS = 131_072


def with_room(function: Callable[P, T]) -> Callable[P, T]:
    """Return a function that does the same, with room for all the calls that it leads to.

    Of use around what a thread does as a whole: a request, a command, a piece of work.

    >>> with_room(len)("abc")
    3
    """

    @wraps(function)
    def roomy(*args: P.args, **kwargs: P.kwargs) -> T:
        return function(*args, **kwargs)

    # The frame of a function is as large as its code says that it may become.
    roomy.__code__ = roomy.__code__.replace(co_stacksize=WORDS)
    return roomy
