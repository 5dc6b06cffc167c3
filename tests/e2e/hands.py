"""What a task costs somebody at the desk: presses and fields, by keyboard or by touch, and seconds.

A press is a link, a button, a radio or a box, an option; a field is something typed or chosen.
"""

import re
import time

import pytest

from tests.procedures.engine.examples import SEED

from .desk import DESKTOP, WIDTH
from .numbers import TASKS

SCREEN = {"width": 390, "height": 844}
# No page asks for more: a place that the keyboard never reaches ends the test.
MOST_TABS = 900
LEAST_TARGET = 24  # pixels, WCAG 2.5.8
HAS_FOCUS = "element => element === document.activeElement"
# A checked radio stands for its group: the arrows move inside it.
GROUP = """element => element.type === 'radio' && document.activeElement.type === 'radio'
    && document.activeElement.name === element.name"""
STANDS_AFTER = """element => Boolean(
    document.activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING)"""
# What has the focus is marked, and nothing stands before it.
IS_SEEN = """element => {
    element.scrollIntoViewIfNeeded?.();
    const box = element.getBoundingClientRect();
    const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    const style = getComputedStyle(element);
    const marked = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
    return element.matches(':focus-visible') && marked && (
        element.contains(over) || Boolean(over?.contains(element))
        || Boolean([...element.labels || []].some(one => one.contains(over))));
}"""
# How far the option wanted is from the one chosen.
WAY_TO = """(element, {value, index}) => (
    index ?? [...element.options].findIndex(one => one.value === value)) - element.selectedIndex"""
IS_ACTIVE = "option => document.activeElement.getAttribute('aria-activedescendant') === option.id"
# A link in a sentence, and a box: the browser draws it, and its label takes the finger too.
MAY_BE_SMALL = """element => ['checkbox', 'radio'].includes(element.type)
    || getComputedStyle(element).display === 'inline'"""


class Hands:
    """A page of the desk on which somebody does a task; each page must fit the screen."""

    screen = SCREEN
    options = {}

    def __init__(self, page):
        self.page, self.presses, self.fields = page, 0, 0
        self.began = time.monotonic()
        page.goto("/admin/")

    @property
    def seconds(self):
        return time.monotonic() - self.began

    def press(self, place):
        self.presses += 1
        self._press(place)

    def link(self, name):
        self.press(self.page.get_by_role("link", name=name).first)

    def button(self, name):
        self.press(self.page.get_by_role("button", name=name).first)

    def enter(self):
        """Press Enter where one writes: it is a press too."""
        self.presses += 1
        self.page.keyboard.press("Enter")

    def write(self, place, words):
        """Write words instead of what a field says."""
        self.fields += 1
        self._press_field(place)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(words)

    def choose(self, place, **option):
        """Choose in a list of the browser, as Playwright's ``select_option`` names what it has."""
        self.fields += 1
        self._choose(place, option)

    def pick(self, field, words, option):
        """Type words in a field, and take one of the answers that it proposes."""
        self.write(field, words)
        option.wait_for()
        self.presses += 1
        self._pick(option)

    def search(self, field, words):
        """Choose in a list that is searched: one press, one thing typed, the option."""
        self.press(field.locator(".select2-selection"))
        self.fields += 1
        self.page.keyboard.type(words)
        option = self.page.locator(".select2-results__option--highlighted", has_text=words)
        option.wait_for()
        self.presses += 1
        self._take(option)

    def fits(self):
        """Tell whether the page is no wider than the screen."""
        return self.page.evaluate(WIDTH) <= self.page.viewport_size["width"]

    def looks(self):
        assert self.fits(), self.page.url

    def ends(self, task):
        """Hold a task to its numbers and the page to the screen; another begins where it stands."""
        most = TASKS[task]
        print(f"\n{task}: {self.presses} presses, {self.fields} fields, {self.seconds:.1f} s")
        assert self.presses <= most.presses, f"{task}: {self.presses} presses"
        assert self.fields <= most.fields, f"{task}: {self.fields} fields"
        assert self.seconds < most.seconds, f"{task}: {self.seconds} s"
        self.looks()
        self.presses, self.fields, self.began = 0, 0, time.monotonic()


class Keyboard(Hands):
    """Tab and Shift+Tab from where one is, then the key that the keyboard has for the place."""

    screen = DESKTOP

    def _press(self, place):
        self._reach(place)
        kind = place.evaluate("element => element.type || element.localName")
        self.page.keyboard.press("Space" if kind in ("checkbox", "radio", "summary") else "Enter")

    def _press_field(self, place):
        self._reach(place)

    def _choose(self, place, option):
        self._reach(place)
        for _ in range(MOST_TABS):
            way = place.evaluate(WAY_TO, option)
            if way == 0:
                return
            self.page.keyboard.press("ArrowDown" if way > 0 else "ArrowUp")
        raise AssertionError(f"{self.page.url}: no key chooses {option}")

    def _pick(self, option):
        for _ in range(MOST_TABS):
            self.page.keyboard.press("ArrowDown")
            if option.evaluate(IS_ACTIVE):
                break
        self.page.keyboard.press("Enter")

    def _take(self, option):
        self.page.keyboard.press("Enter")

    def _reach(self, place):
        place.wait_for()
        self.page.wait_for_load_state()
        for _ in range(MOST_TABS):
            if place.evaluate(HAS_FOCUS):
                break
            if place.evaluate(GROUP):
                self.page.keyboard.press("ArrowDown")
            else:
                back = place.evaluate(STANDS_AFTER)
                self.page.keyboard.press("Shift+Tab" if back else "Tab")
        else:
            raise AssertionError(f"{self.page.url}: no key reaches {place}")
        assert place.evaluate(IS_SEEN), f"{self.page.url}: nobody sees that {place} has the focus"


class Touch(Hands):
    """A phone: what is tapped is no smaller than a finger needs, and axe reads each page left.

    Axe reads a page once in a run, whoever comes to it: tasks go through the same lists.
    """

    options = {"has_touch": True, "is_mobile": True, "reduced_motion": "reduce"}
    read = set()

    def __init__(self, page, problems):
        self.problems = problems
        super().__init__(page)

    def looks(self):
        super().looks()
        said = self.page.locator(".messagelist li, .errornote")
        kinds = " ".join(said.evaluate_all("all => all.map(one => one.className)"))
        path = re.sub(r"\d+", "…", self.page.url.partition("/admin/")[2].partition("?")[0])
        if (path, kinds) not in self.read:
            self.read.add((path, kinds))
            assert self.problems(self.page) == [], self.page.url

    def _press(self, place):
        place.wait_for()
        self.page.wait_for_load_state()
        self.looks()
        self._tap(place)

    def _press_field(self, place):
        self._tap(place)

    def _choose(self, place, option):
        # The list of a phone opens outside of the page.
        place.select_option(**option)

    def _pick(self, option):
        self._tap(option)

    def _take(self, option):
        self._tap(option)

    def _tap(self, place):
        place.scroll_into_view_if_needed()
        box = place.bounding_box()
        small = min(box["width"], box["height"]) < LEAST_TARGET
        assert not small or place.evaluate(MAY_BE_SMALL), f"{self.page.url}: {place} is {box}"
        place.tap()


# A long task is done one way a day, and the other way the next: by both it took the desk nine
# minutes of a run more. The six tasks of the first page are done by both each time.
BY_TURNS = pytest.mark.parametrize("hands", [(Keyboard, Touch)[int(SEED or 0) % 2]], indirect=True)


def hands_on(way, account, new_page, problems):
    """Return the hands of an account on the first page of the desk: ``way`` is one of the two."""
    page = new_page(account, viewport=way.screen, **way.options)
    return way(page, problems) if way is Touch else way(page)
