"""The check of a catalogue, which the publication then finds done."""

from procedures.publishing.checks import kept as checks
from procedures.publishing.editions import stored as editions


def problems_of(plain, digest, today):
    """Return every problem of a catalogue, from what is kept if it was checked already."""
    return checks.problems_of(plain, digest, today, editions.in_force())


def is_checked(digest, today):
    """Tell whether the check of a catalogue is kept here: to make it takes seconds."""
    return checks.is_checked(digest, today, editions.in_force())
