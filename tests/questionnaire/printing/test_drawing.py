"""What draws reads the page and nothing else; without its libraries it says so once."""

import io
import socket
import sys

import pytest
from pypdf import PdfReader

from questionnaire.printing import drawing as module
from questionnaire.printing.drawing import NothingElse, can_draw, drawing

GREEDY = """<!doctype html><html lang="fr"><head><title>Liste</title>
<link rel="stylesheet" href="http://192.0.2.1/a.css"><style>@import url("file:///etc/passwd");
body {{ background: url("http://192.0.2.1/b.png") }}</style></head>
<body><p>Bonjour</p><img alt="" src="file://{file}"><object data="http://192.0.2.1/c.svg"></object>
<svg width="9" height="9"><use href="http://192.0.2.1/d.svg#e"></use></svg></body></html>"""


def test_no_address_and_no_file_is_asked(monkeypatch, tmp_path):
    def refuse(*_arguments, **_options):
        raise AssertionError("the network was asked")

    picture = tmp_path / "picture.svg"
    picture.write_text('<svg xmlns="http://www.w3.org/2000/svg"><text>secret</text></svg>', "utf-8")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    asked = []
    fetcher = drawing()._fetcher
    monkeypatch.setattr(type(fetcher), "fetch", noting(asked, type(fetcher).fetch))
    content = drawing().pdf(GREEDY.format(file=picture))
    assert content.startswith(b"%PDF")
    assert b"/Image" not in content
    assert len(asked) >= 3


def noting(asked, fetch):
    def noted(self, url, headers=None):
        asked.append(url)
        with pytest.raises(NothingElse):
            fetch(self, url, headers)
        raise NothingElse

    return noted


def test_without_its_libraries_nothing_is_drawn_and_the_log_says_it_once(monkeypatch, caplog):
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    module.drawing.cache_clear()
    try:
        assert [can_draw(), can_draw()] == [False, False]
    finally:
        module.drawing.cache_clear()
    assert [one.message.partition(":")[0] for one in caplog.records] == ["no PDF can be drawn"]


FROM_RIGHT = """<html lang="ar" dir="rtl"><title>x</title><body><p>
<span class="document__title">جواز السفر</span>
<span class="document__french" lang="fr" dir="ltr">Passeport</span></p></body></html>"""


def test_point_stands_between_a_name_in_arabic_and_the_same_in_french():
    """Before a French name it would stand at the far end of a line from right to left."""
    places = {}

    def note(words, _matrix, at, *_font):
        for one in ("·", "Passeport"):
            if one in words:
                places[one] = at[4]

    (page,) = PdfReader(io.BytesIO(drawing().pdf(FROM_RIGHT))).pages
    page.extract_text(visitor_text=note)
    assert places["Passeport"] < places["·"]
