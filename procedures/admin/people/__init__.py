"""The pages beside an account: its invitation, and the journal of security as a file."""

from .inviting import (
    OF_ASSOCIATION,
    begin_anew,
    export_security_page,
    invitation_page,
)

__all__ = [
    "OF_ASSOCIATION",
    "begin_anew",
    "export_security_page",
    "invitation_page",
]
