"""Visitors who walk through the site all day, and what they got."""

import http.cookiejar
import random
import re
import statistics
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

PAGES = ["/fr/", "/ar/", "/en/", "/fr/demarches/", "/fr/prefectures/", "/fr/34/", "/sitemap.xml"]
PATIENCE = 30
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FORM = re.compile(r'<form[^>]*method="post"[^>]*>', re.IGNORECASE)
ACTION = re.compile(r'action="([^"]*)"')
INPUT = re.compile(r"<input[^>]*>")
NAME, VALUE = re.compile(r'name="([^"]+)"'), re.compile(r'value="([^"]*)"')
# What is typed where nothing can be ticked; a number elsewhere.
TYPED = {"nationality": "Maroc", "birth_country": "Maroc", "commune": "Montpellier"}
KINDS = ("radio", "checkbox", "text")
DATE = {"_day": "15", "_month": "6", "_year": "2027"}
# More questions than anybody is asked: a walk that goes on is a circle.
LONGEST = 20


def p95(seconds):
    """Return what nineteen requests of twenty take at most."""
    return sorted(seconds)[int(len(seconds) * 0.95)]


@dataclass
class Told:
    """What all visitors got: seconds of each request by kind, and the ones that failed."""

    seconds: dict = field(default_factory=dict)
    failures: list = field(default_factory=list)
    finished: int = 0

    def note(self, kind, status, seconds, when):
        self.seconds.setdefault(kind, []).append(seconds)
        if status != 200:
            self.failures.append((round(when, 1), kind, status, round(seconds, 1)))

    @property
    def number(self):
        return sum(map(len, self.seconds.values()))

    def table(self):
        lines = [f"{'page':<12}{'requests':>10}{'median':>10}{'p95':>10}{'longest':>10}"]
        for kind, found in sorted(self.seconds.items()):
            columns = (statistics.median(found), p95(found), max(found))
            times = "".join(f"{1000 * one:>7.0f} ms" for one in columns)
            lines.append(f"{kind:<12}{len(found):>10}{times}")
        return "\n".join(lines)


class Visitor(threading.Thread):
    """Reads pages, and answers questions at random, with a browser's cookies."""

    def __init__(self, url, told, started, stop, seed):
        super().__init__(daemon=True)
        self.url, self.told, self.started, self.stop = url, told, started, stop
        self.draw = random.Random(seed)  # noqa: S311 - no secret is drawn.

    def run(self):
        while not self.stop.is_set():
            browser = build_opener(HTTPCookieProcessor(http.cookiejar.CookieJar()))
            for page in self.draw.sample(PAGES, 3):
                self.ask(browser, self.url + page, "page")
            self.walk(browser)

    def walk(self, browser):
        """Start a run, and answer until there is an answer to read."""
        page, at = self.ask(browser, f"{self.url}/fr/", "page")
        for _ in range(LONGEST):
            if self.stop.is_set() or not page or "/resultat/" in at:
                self.told.finished += "/resultat/" in at
                return
            if "/verifier/" in at:
                page, at = self.ask(browser, at.replace("/verifier/", "/resultat/"), "answer")
                continue
            # The page's own question has no action; before it stand the ways out.
            forms = [one for one in FORM.findall(page) if "/quitter/" not in one]
            form = next((one for one in forms if "novalidate" in one), forms[0] if forms else "")
            token = TOKEN.search(page)
            if not token or not form:
                return
            sent = {"csrfmiddlewaretoken": token[1], **self.answer(page, at.split("/")[-2])}
            target = urljoin(at, action[1] if (action := ACTION.search(form)) else at)
            page, at = self.ask(browser, target, "question", sent, referer=at)

    def answer(self, page, question):
        """Return what is sent: a box drawn among those of the page, else something typed."""
        inputs = [one for one in INPUT.findall(page) if 'type="hidden"' not in one]
        kinds = {kind: [one for one in inputs if f'type="{kind}"' in one] for kind in KINDS}
        boxes = kinds["radio"] or (kinds["checkbox"] if not kinds["text"] else [])
        if boxes:
            box = self.draw.choice(boxes)
            return {NAME.search(box)[1]: VALUE.search(box)[1]}
        named = [NAME.search(one)[1] for one in kinds["text"]]
        typed = TYPED.get(question, "30")
        return {name: DATE.get(name[name.rfind("_") :], typed) for name in named}

    def ask(self, browser, url, kind, data=None, referer=None):
        """Send one request, and return (page, address where it ended)."""
        body = urlencode(data).encode() if data is not None else None
        request = Request(url, data=body, headers={"Referer": referer} if referer else {})  # noqa: S310
        begun, status, page, at = time.monotonic(), 0, "", url
        try:
            with browser.open(request, timeout=PATIENCE) as response:
                status, page, at = response.status, response.read().decode(), response.url
        except HTTPError as error:
            status = error.code
            error.close()
        except (URLError, OSError, HTTPException):
            status = 0  # Nothing came, or half of it.
        now = time.monotonic()
        self.told.note(kind, status, now - begun, now - self.started)
        return page, at
