"""Prints the entries of a PO file as JSON: a program of its own, which may be killed.

    python po_entries.py <most entries> <bytes of memory> <seconds of processor>  < ar.po

The program prints ``{"language": code, "entries": [[line, reference, French, text, comment,
unsure], …]}``, or ``{"refused": reason}``, and ends as ``sheet_rows.py`` does. polib takes hours
for a file of two million lines of comment: it reads them in the square of their number.
"""

import json
import resource
import sys

import polib

TOO_MANY = "too many texts"
UNREADABLE = "unreadable"


def main(most_entries, memory, seconds):
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    print(json.dumps(read(sys.stdin.buffer.read().decode(), most_entries)))


def read(written, most_entries):
    try:
        # polib opens a string that looks like a file name; a string with a line break never does.
        po = polib.pofile(f"#\n{written}", encoding="utf-8")
    except MemoryError:
        raise
    # A crafted file can make polib raise almost any exception.
    except Exception:
        return {"refused": UNREADABLE}
    if len(po) > most_entries:
        return {"refused": TOO_MANY}
    entries = [
        # One line was added above, before those of the file.
        (one.linenum - 1, one.msgctxt or "", one.msgid, one.msgstr, one.comment, one.fuzzy)
        for one in po
        if not one.obsolete
    ]
    return {"language": po.metadata.get("Language", "").strip(), "entries": entries}


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
