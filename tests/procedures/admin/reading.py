"""Reads a page of the desk as a person does: its words, and those that a screen reader says."""

from html.parser import HTMLParser

from django.contrib.messages import get_messages

# What no person reads as words of the desk: what agents typed themselves, scripts, drawings.
UNREAD = ("script", "style", "textarea", "svg")
# They have no end tag.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "wbr"}
SPOKEN = ("aria-label", "title", "placeholder", "alt")


def words_of(html):
    """Return the words of a page, one text a line."""
    reader = _Reader()
    reader.feed(html)
    return "\n".join(" ".join(text.split()) for text in reader.said if text.strip())


def said(response):
    """Return the messages that a page shows."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.said, self.unread = [], 0
        # The open tags inside one whose words are for somebody who reads another language.
        self.elsewhere = []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if self.elsewhere or values.get("lang", "fr") != "fr":
            self.elsewhere += [] if tag in VOID else [tag]
            return
        self.said += [values[name] for name in SPOKEN if values.get(name)]
        if tag == "input" and values.get("type") in ("submit", "button", "reset"):
            self.said.append(values.get("value", ""))
        if tag in UNREAD:
            self.unread += 1

    def handle_endtag(self, tag):
        if self.elsewhere:
            while self.elsewhere and self.elsewhere.pop() != tag:
                pass
        elif tag in UNREAD:
            self.unread -= 1

    def handle_data(self, data):
        if not self.unread and not self.elsewhere:
            self.said.append(data)
