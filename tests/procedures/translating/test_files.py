"""Files for translators: what they hold, what comes back, and what is refused."""

import contextlib
import resource
import subprocess
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from procedures.translating import reading, workbook
from procedures.translating.reading import read_file
from procedures.translating.workbook import write_workbook
from procedures.xlsx import writable
from tests.procedures.engine.examples import examples

from .made import PLACE, filled, make_text

CHARACTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff")
TEXTS = st.text(CHARACTERS | st.just("\n"), min_size=1, max_size=60).filter(str.strip)
RISKY = ("a\ufffe", "=1+1", "+33 1", "-cmd|' /C calc'!A0", "@SUM(A1)", '=HYPERLINK("http://x")')


@examples(4)
@given(pairs=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=20))
def test_what_is_filled_in_comes_back(pairs):
    texts = [make_text(french, key=f"p{n}") for n, (french, _) in enumerate(pairs)]
    source = write_workbook(texts, "ar")
    told = iter([translation for _, translation in pairs])
    language, lines = read_file(filled(source, lambda _: next(told)))
    assert language == "ar"
    for line, text, (_, translation) in zip(lines, texts, pairs, strict=True):
        assert line.reference == text.reference
        assert workbook.as_written(line.text) == workbook.as_written(translation)
        assert line.mark == text.mark


def test_untouched_file_brings_nothing_new():
    texts = [make_text("Passeport", ar="جواز السفر"), make_text("Visa", key="visa")]
    _, lines = read_file(write_workbook(texts, "ar"))
    assert [line.text for line in lines] == ["", ""]


@pytest.mark.parametrize("risky", RISKY)
def test_no_text_of_a_workbook_is_a_formula(risky):
    text = make_text(risky, ar=risky)
    sheet = load_workbook(BytesIO(write_workbook([text], "ar"))).active
    shown = [cell for cell in sheet[2] if cell.value == writable(risky)]
    assert len(shown) == 2
    assert {(cell.data_type, cell.quotePrefix) for cell in shown} == {("s", True)}


def test_workbook_is_made_for_its_reader():
    sheet = load_workbook(BytesIO(write_workbook([make_text("Visa", ar="تأشيرة")], "ar"))).active
    heads = [cell.value for cell in sheet[1]]
    assert all(" / " in head for head in heads)
    assert sheet.freeze_panes == "C2"
    assert sheet.protection.sheet
    to_fill = sheet.cell(2, PLACE)
    assert not to_fill.protection.locked
    assert sheet["A2"].protection.locked
    assert (to_fill.alignment.wrap_text, to_fill.alignment.readingOrder) == (True, 2)


def test_english_column_is_not_turned():
    sheet = load_workbook(BytesIO(write_workbook([make_text("Visa")], "en"))).active
    assert sheet.cell(2, PLACE).alignment.readingOrder != 2


def test_lines_keep_their_places():
    texts = [make_text("Un", key="un"), make_text("Deux", key="deux")]
    _, lines = read_file(write_workbook(texts, "ar"))
    assert [line.place for line in lines] == ["ligne 2", "ligne 3"]


def archive(**members):
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return written.getvalue()


def with_member(name, content):
    """A workbook of ours in which one member is another."""
    written = BytesIO()
    source = zipfile.ZipFile(BytesIO(write_workbook([make_text("Visa")], "ar")))
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for member in source.namelist():
            made.writestr(member, content if member == name else source.read(member))
    return written.getvalue()


def plain_workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData>'
    "</worksheet>"
)
FOREIGN = ENTITIES.replace('"&a;&a;&a;"', 'SYSTEM "file:///etc/hostname"')
BROKEN = {
    "nothing": b"",
    "spaces": b" \n ",
    "words": b"Bonjour, voici les traductions.",
    "name of a file": b"/etc/hostname",
    "archive of something else": archive(**{"a.txt": "a"}),
    "cut archive": write_workbook([make_text("Visa")], "ar")[:900],
    "bomb": archive(**{"xl/worksheets/sheet1.xml": b"0" * (reading.LARGEST_UNPACKED + 1)}),
    "many members": archive(**{f"{number}.xml": "" for number in range(300)}),
    "entities": with_member("xl/worksheets/sheet1.xml", ENTITIES),
    "foreign entity": with_member("xl/worksheets/sheet1.xml", FOREIGN),
    "no XML": with_member("xl/workbook.xml", "<a"),
    "other columns": plain_workbook(["Nom", "Prénom"], ["a", "b"]),
    "empty workbook": plain_workbook(),
    "no language": plain_workbook([workbook.REFERENCE, workbook.TO_FILL], ["a", "b"]),
}


MEGABYTE = 1024 * 1024
STYLES = b'<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
CELLS = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
STRINGS = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
# Each is packed into less than 300 kB, and within the size that an archive may declare.
HUNGRY = {
    "styles": ("xl/styles.xml", STYLES + b"<xf/>" * (38 * MEGABYTE // 5)),
    "rows": ("xl/worksheets/sheet1.xml", CELLS + b"<row/>" * (10 * MEGABYTE // 6)),
    "strings": ("xl/sharedStrings.xml", STRINGS + b"<si/>" * (38 * MEGABYTE // 5)),
}


@pytest.mark.parametrize(("name", "content"), HUNGRY.values(), ids=HUNGRY)
def test_small_file_does_not_take_much_memory(name, content):
    source = with_member(name, content)
    assert len(source) < MEGABYTE
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with contextlib.suppress(workbook.UnreadableFile):
        read_file(source)
    # In kilobytes. The strings of a file that fits in the limit may be read.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * 1024


def test_program_that_reads_has_no_more_memory_than_it_was_given(monkeypatch):
    # Even if the sizes of the members are not looked at.
    monkeypatch.setattr(reading, "LARGEST_OTHER_MEMBER", 100 * MEGABYTE)
    monkeypatch.setattr(reading, "MEMORY", 200 * MEGABYTE)
    with pytest.raises(workbook.UnreadableFile, match="trop gros"):
        read_file(with_member(*HUNGRY["styles"]))


def test_one_long_text_that_many_cells_cite_is_refused():
    """11 kB of file were 500 MB of memory in the process of the desk."""
    strings = STRINGS + b"<si><t>" + b"x" * 32_000 + b"</t></si></sst>"
    row = b'<row><c t="s"><v>0</v></c></row>'
    sheet = CELLS + row * 5_000 + b"</sheetData></worksheet>"
    source = with_shared_strings(with_member("xl/worksheets/sheet1.xml", sheet), strings)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(workbook.UnreadableFile, match="trop gros"):
        read_file(source)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60 * 1024


def with_shared_strings(source, strings):
    """The same workbook, with shared strings that it did not have."""
    relations, types = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    told = f'<Relationship Id="rIdS" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    form = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{form}"/></Types>'
    written, archive_read = BytesIO(), zipfile.ZipFile(BytesIO(source))
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name in archive_read.namelist():
            content = archive_read.read(name)
            if name == relations:
                content = content.replace(b"</Relationships>", told.encode())
            if name == types:
                content = content.replace(b"</Types>", part.encode())
            made.writestr(name, content)
        made.writestr("xl/sharedStrings.xml", strings)
    return written.getvalue()


def test_file_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "PROCESSOR", 1)
    with pytest.raises(workbook.UnreadableFile, match="trop"):
        read_file(with_member(*HUNGRY["rows"]))


def test_few_files_are_read_at_once(monkeypatch):
    """Ten programs that may each take 512 MB would be five gigabytes."""
    running, most, never_more = [], [], threading.Event()

    def run(*arguments, **options):
        running.append(1)
        most.append(len(running))
        never_more.wait(2)
        running.pop()
        raise subprocess.TimeoutExpired("", 1)

    monkeypatch.setattr(reading.subprocess, "run", run)
    monkeypatch.setattr(reading, "TURN", 0.1)
    source = write_workbook([make_text("Un", key="un")], "ar")

    def reason(_):
        with pytest.raises(workbook.UnreadableFile) as error:
            read_file(source)
        return str(error.value)

    with ThreadPoolExecutor(10) as pool:
        reasons = list(pool.map(reason, range(10)))
    assert max(most) == reading.AT_ONCE
    assert reasons.count(reading.BUSY) == 10 - reading.AT_ONCE
    # Each gave its turn back, though it failed.
    assert reason(0) == reading.TOO_BIG


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN)
def test_broken_file_is_refused_with_a_reason(source):
    with pytest.raises(workbook.UnreadableFile) as error:
        read_file(source)
    assert str(error.value).startswith(("Ce ", "La première ligne", "Le titre"))


def test_file_that_is_too_big_is_refused_unread():
    with pytest.raises(workbook.UnreadableFile, match="trop gros"):
        read_file(b"#" * (workbook.LARGEST + 1))


def test_too_many_lines_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_LINES", 2)
    texts = [make_text("Un", key="un"), make_text("Deux", key="deux")]
    with pytest.raises(workbook.UnreadableFile, match="lignes"):
        read_file(write_workbook(texts, "ar"))


def test_language_of_a_workbook_is_that_of_its_column():
    heads = [workbook.REFERENCE, f"{workbook.TO_FILL} : anglais / English [en]"]
    language, (line,) = read_file(plain_workbook(heads, ["documents.yaml#a.title", 12]))
    assert (language, line.text, line.mark) == ("en", "12", "")
