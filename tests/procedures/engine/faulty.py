"""The whole catalogue with one fault at a time, and the expected problem."""

import pytest


class Faults(list):
    """Edits of the whole catalogue, as parameters of a test."""

    def register(self, *said):
        """Add an edit, with the problems that are to be reported."""

        def add(edit):
            self.append(pytest.param(edit, list(said), id=edit.__name__))
            return edit

        return add


def carte(plain):
    return plain["procedures"][0]


def tarn(plain):
    return plain["departments"]["82"]
