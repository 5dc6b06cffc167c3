"""Reads a page of the desk as a browser does: the data its form sends if nobody changes it."""

from html.parser import HTMLParser


def form_data(response):
    """Return {name: value or values} of the page's form."""
    return _read(response.content.decode())


def fields_of(html):
    """Return {name: values} of fields that stand in no page."""
    reader = _FormReader()
    reader.feed(f'<form method="post">{html}</form>')
    return reader.data


def _read(html):
    reader = _FormReader()
    reader.feed(html)
    return {name: values[0] if len(values) == 1 else values for name, values in reader.data.items()}


class _FormReader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.data = {}
        self.inside = False
        self.textarea = self.select = None

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        name = values.get("name")
        if tag == "form":
            self.inside = values.get("method") == "post" and values.get("id") != "logout-form"
        elif not self.inside:
            return
        elif tag == "textarea":
            self.textarea, self.text = name, ""
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in values and self.select:
            self._add(self.select, values.get("value", ""))
        elif tag == "input" and name:
            self._input(name, values)

    def _input(self, name, values):
        kind = values.get("type", "text")
        if kind in ("submit", "button") or (
            kind in ("checkbox", "radio") and "checked" not in values
        ):
            return
        self._add(name, values.get("value", "on" if kind == "checkbox" else ""))

    def handle_data(self, data):
        if self.textarea:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.textarea:
            # A browser drops the first line break, and sends CRLF.
            self._add(self.textarea, self.text.removeprefix("\n").replace("\n", "\r\n"))
            self.textarea = None
        elif tag == "select":
            self.select = None
        elif tag == "form":
            self.inside = False

    def _add(self, name, value):
        if "__prefix__" not in name:
            self.data.setdefault(name, []).append(value)
