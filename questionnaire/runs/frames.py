"""Pages of questions that look the same to many people, drawn once, with holes for what does not.

Between two people who are asked the same question only the run in the addresses and the token of
the form differ. No page is kept that shows more of a person than its ``key`` says.
"""

import re

from django.http import HttpResponse
from django.middleware.csrf import get_token

# Neither can be in a page: templates write no control character.
RUN_HOLE, TOKEN_HOLE = b"\x01", b"\x02"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')
# Some 10 kB each.
FRAMES_HELD = 600


class Frames:
    """The frames of an edition: pages with holes, by what they show."""

    def __init__(self, most=FRAMES_HELD):
        self._most, self._held = most, {}

    def page(self, request, run, key, draw):
        """Return the page of a key for a run; ``draw`` is called if it is not held."""
        frame = self._held.get(key)
        if frame is not None:
            return filled(frame, run, request)
        response = draw().render()
        frame = with_holes(response.content, run)
        if response.status_code == 200 and frame:
            if len(self._held) >= self._most:
                self.forget()
            self._held[key] = frame
        return response

    def forget(self):
        self._held.clear()


def with_holes(page, run):
    """Return a page without the run and the token that it was drawn for, or ``None``.

    A page that names the run elsewhere than in its addresses is not one to keep.
    """
    token = TOKEN.search(page)
    if token is None:
        return None
    frame = page.replace(token[1], TOKEN_HOLE).replace(address(run), address_hole())
    return None if run.encode() in frame else frame


def filled(frame, run, request):
    token = get_token(request).encode()
    return HttpResponse(frame.replace(TOKEN_HOLE, token).replace(address_hole(), address(run)))


def address(run):
    return b"/demarche/" + run.encode() + b"/"


def address_hole():
    return address("").replace(b"//", b"/" + RUN_HOLE + b"/")
