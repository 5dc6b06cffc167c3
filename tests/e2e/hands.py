"""What a task costs somebody at the desk: presses and fields, all by keyboard, and seconds."""

import time

# A press is a link, a button, a radio or a box, an option; a field is something typed.
SCREEN = {"width": 390, "height": 844}


class Hands:
    """A page used by keyboard alone; it counts, and each page must fit the screen."""

    def __init__(self, page):
        self.page, self.presses, self.fields = page, 0, 0
        self.began = time.monotonic()
        page.goto("/admin/")

    @property
    def seconds(self):
        return time.monotonic() - self.began

    def press(self, place):
        """Press what a locator finds, with the key that the keyboard has for it."""
        self.presses += 1
        kind = place.evaluate("element => element.type || element.localName")
        place.press("Space" if kind in ("checkbox", "radio", "summary") else "Enter")

    def link(self, name):
        self.press(self.page.get_by_role("link", name=name).first)

    def button(self, name):
        self.press(self.page.get_by_role("button", name=name).first)

    def write(self, place, words):
        self.fields += 1
        place.focus()
        place.press("ControlOrMeta+a")
        place.press("Delete")
        self.page.keyboard.type(words)

    def fits(self):
        """Tell whether the page is no wider than the screen."""
        width = self.page.evaluate("document.documentElement.scrollWidth")
        return width <= self.page.viewport_size["width"]

    def ends(self, most_presses, most_fields):
        """Hold the task to its number, and the page to the screen."""
        assert self.presses <= most_presses, f"{self.presses} presses"
        assert self.fields <= most_fields, f"{self.fields} fields"
        assert self.fits(), self.page.url
