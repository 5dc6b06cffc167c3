"""The pages beside an account: its invitation, and the journal of security as a file."""

from .exporting import export_security_page
from .inviting import (
    NOT_YET_AN_AGENT,
    OF_ASSOCIATION,
    begin_anew,
    invitation_page,
    is_of_association,
)

__all__ = [
    "NOT_YET_AN_AGENT",
    "OF_ASSOCIATION",
    "begin_anew",
    "export_security_page",
    "invitation_page",
    "is_of_association",
]
