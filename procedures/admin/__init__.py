"""The agents' desk: one file per file of models. Importing the package registers every model."""

from . import (  # noqa: F401
    accounts,
    between,
    cases,
    channels,
    departments,
    document_entries,
    documents,
    editions,
    examples,
    fees,
    hosts,
    inquiries,
    invariants,
    memberships,
    notices,
    orientations,
    overrides,
    procedures,
    questions,
    steps,
)
