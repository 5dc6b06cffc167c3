"""The pages beside an account: its invitation, and the journal of security as a file."""

from .exporting import export_security_page
from .inviting import (
    OF_ASSOCIATION,
    begin_anew,
    invitation_page,
)

__all__ = [
    "OF_ASSOCIATION",
    "begin_anew",
    "export_security_page",
    "invitation_page",
]
