"""The values computed once for an edition and read by every request: questions, texts, pages."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

from django.http import HttpResponse
from django.middleware.csrf import get_token

from procedures.engine.relevance import first_turn, pages_left, turns
from procedures.engine.situation import Situation

from .paired_questions import beside
from .privacy import hidden_steps
from .urgent_routes import lane_of, supposed
from .wording import choice_text, question_text, shown

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


# Each entry holds a few anonymous answers: enough for the paths that many people share.
PATHS_HELD = 2_000
# Rendering a long list of cards takes most of a page's time, and is the same for everybody.
DRAWINGS_HELD = 400


@dataclass(frozen=True)
class PreparedChoice:
    """A choice. ``names`` are its (question, value) now and formerly, the present one first.

    ``heading`` is the title of the group that begins with it, ``group`` the number of its group.
    """

    value: str
    text: object
    help: object
    names: tuple
    heading: object
    group: int


@dataclass(frozen=True)
class PreparedQuestion:
    """The texts of a question in one language, each as ``wording.shown`` returns it.

    ``hint`` tells a helper how to ask it; other persons have none.
    """

    title: object
    help: object
    hint: object
    why: object
    unknown_help: object
    choices: tuple


class PreparedEdition:
    """The values prepared for an edition.

    ``given`` is a tuple of (question, value): the answers so far, in the order of asking.
    """

    def __init__(self, rule_set):
        self.rule_set = rule_set
        self.turns = lru_cache(PATHS_HELD)(self._turns)
        self.first_turn = lru_cache(PATHS_HELD)(self._first_turn)
        self.pages_left = lru_cache(PATHS_HELD)(self._pages_left)
        self.offered = lru_cache(PATHS_HELD)(self._offered)
        self.lane = lru_cache(PATHS_HELD)(self._lane)
        self.supposed = supposed(rule_set)
        self.question = cache(self._question)
        self.beside = beside(rule_set)
        self.hidden_steps = hidden_steps(rule_set)
        self._keys = {step: key for key, step in self.hidden_steps.items()}
        self._drawings = {}
        self.frames = Frames()

    def key_of(self, step):
        """Return the key of the question that an address names, now or formerly."""
        return self._keys.get(step) or self.rule_set.renamed.question(step)

    def drawing(self, key, draw):
        """Return the result of ``draw``, cached under a key that names all that it depends on."""
        found = self._drawings.get(key)
        if found is None:
            if len(self._drawings) >= DRAWINGS_HELD:
                self._drawings.clear()
            found = self._drawings[key] = draw()
        return found

    def _turns(self, given, today):
        """Return (the questions to ask now, those that share the last page)."""
        now, postponed = turns(Situation(self.rule_set, dict(given), today))
        return tuple(now), tuple(postponed)

    def _first_turn(self, given, today, skipped):
        """Return (the first question to ask now, those of the last page if there is none)."""
        first, postponed = first_turn(Situation(self.rule_set, dict(given), today), skipped)
        return first, tuple(postponed)

    def _pages_left(self, given, today):
        """Return an upper bound on the pages to come that falls by one at least with each answer.

        Each bound of the way holds, so the least of them does too: « encore 2 » is not shown twice.
        """
        bound = pages_left(Situation(self.rule_set, dict(given), today))
        if not given:
            return bound
        return max(1, min(bound, self.pages_left(given[:-1], today) - 1))

    def _lane(self, key, given, today):
        return lane_of(self.rule_set, key, dict(given), today)

    def _offered(self, key, given, today):
        """Return the values that a question offers after these answers."""
        situation = Situation(self.rule_set, dict(given), today)
        question = self.rule_set.questions[key]
        return tuple(
            choice.value
            for choice in question.choices
            if situation.is_offered(question, choice.value)
        )

    def _question(self, key, language, assisted):
        question = self.rule_set.questions[key]
        groups = list(accumulate(int(bool(choice.heading)) for choice in question.choices))
        return PreparedQuestion(
            title=question_text(question, language, assisted),
            help=shown(question.help, language),
            hint=shown(question.assisted_help, language) if assisted else "",
            why=shown(question.why, language),
            unknown_help=shown(question.unknown_help, language),
            choices=tuple(
                PreparedChoice(
                    choice.value,
                    choice_text(choice, language, assisted),
                    shown(choice.help, language),
                    tuple(self.rule_set.renamed.all_of(key, choice.value)),
                    shown(choice.heading, language),
                    group,
                )
                for choice, group in zip(question.choices, groups, strict=True)
            ),
        )


_latest = None


def prepared_edition(rule_set):
    """Return the values prepared for a rule set. Only those of the latest rule set are kept."""
    global _latest
    if _latest is None or _latest.rule_set is not rule_set:
        _latest = PreparedEdition(rule_set)
    return _latest
