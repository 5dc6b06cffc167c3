"""Prints the rows of a workbook (XLSX) as JSON: a program of its own, which may be killed.

    python sheet_rows.py <most rows> <bytes of memory> <seconds of processor>  < book.xlsx

The program prints ``{"rows": [[number, [cell, …]], …]}``, or ``{"refused": reason}``. It ends with
another status than 0 if the workbook needs more memory or time than that. It imports nothing of the
project: what reads a stranger's file holds no key and no connection to the database.
"""

import io
import json
import resource
import sys

from openpyxl import load_workbook

MOST_COLUMNS = 20
# The shipped catalogue's own workbook holds 1.3 million characters. One long text that many cells
# cite weighs nothing in the file, and everything in what is printed here.
MOST_CHARACTERS = 10_000_000
TOO_MANY = "too many rows"
TOO_LONG = "too many characters"
UNREADABLE = "unreadable"


def main(most_rows, memory, seconds):
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    print(json.dumps(read(sys.stdin.buffer.read(), most_rows)))


def read(source, most_rows):
    try:
        book = load_workbook(io.BytesIO(source), read_only=True, data_only=True, keep_links=False)
        rows, characters = [], 0
        sheet = book.worksheets[0]
        # The size that the file declares for itself is not trusted.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            if number > most_rows:
                return {"refused": TOO_MANY}
            cells = ["" if value is None else str(value) for value in row]
            characters += sum(map(len, cells))
            if characters > MOST_CHARACTERS:
                return {"refused": TOO_LONG}
            rows.append((number, cells))
    except MemoryError:
        raise
    # A crafted file can make openpyxl raise almost any exception.
    except Exception:
        return {"refused": UNREADABLE}
    return {"rows": rows}


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:4]))
