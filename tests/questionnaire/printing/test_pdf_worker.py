"""A process beside draws what it is sent, begins again when it was ended, and ends with ours."""

import io
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from pypdf import PdfReader

from questionnaire.printing.drawing import NICE, DrawnBeside, NothingDrawn, receive, send

PAGE = '<!doctype html><html lang="fr"><head><title>Liste</title></head><body>{}</body></html>'


@pytest.fixture
def beside():
    drawn = DrawnBeside()
    yield drawn
    drawn.end()


def words(content):
    (page,) = PdfReader(io.BytesIO(content)).pages
    return page.extract_text().split()[0]


def test_each_page_comes_back_drawn_and_the_process_begins_again_if_it_ended(beside):
    assert words(beside.pdf(PAGE.format("Première"))) == "Première"
    first = beside._process
    assert words(beside.pdf(PAGE.format("Deuxième"))) == "Deuxième"
    assert beside._process is first
    first.kill()
    first.wait()
    assert words(beside.pdf(PAGE.format("Troisième"))) == "Troisième"
    assert beside._process is not first


def test_pages_go_before_drawings(beside):
    """With fifty clients who ask for PDFs, one page of twenty took more than two seconds."""
    beside.pdf(PAGE.format("Liste"))
    mine = os.getpriority(os.PRIO_PROCESS, 0)
    assert os.getpriority(os.PRIO_PROCESS, beside._process.pid) == mine + NICE


def test_what_cannot_be_drawn_says_nothing_of_the_page(beside, monkeypatch):
    monkeypatch.setattr(beside, "_ask", lambda _page: b"")
    with pytest.raises(NothingDrawn) as raised:
        beside.pdf(PAGE.format("Secret"))
    assert str(raised.value) == ""


def test_a_page_that_never_ends_keeps_no_other_from_being_drawn(beside):
    assert words(beside.pdf(PAGE.format("Première"))) == "Première"
    beside._process.send_signal(signal.SIGSTOP)
    usual, beside.seconds = beside.seconds, 0.1
    ended = []

    def draw():
        with pytest.raises(BrokenPipeError):
            beside.pdf(PAGE.format("Jamais"))
        ended.append(True)

    threading.Thread(target=draw, daemon=True).start()
    deadline = time.monotonic() + 30
    while not ended and time.monotonic() < deadline:
        time.sleep(0.1)
    assert ended
    beside.seconds = usual
    assert words(beside.pdf(PAGE.format("Suivante"))) == "Suivante"


def test_half_a_page_is_no_page():
    whole = io.BytesIO()
    send(whole, b"%PDF-1.7")
    with pytest.raises(BrokenPipeError):
        receive(io.BytesIO(whole.getvalue()[:-1]))


def test_it_ends_with_the_process_that_began_it():
    command = [sys.executable, "-m", "questionnaire.printing.drawing"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    send(child.stdin, PAGE.format("Une").encode())
    assert receive(child.stdout).startswith(b"%PDF")
    child.stdin.close()
    child.stdout.close()
    assert child.wait(60) == 0
