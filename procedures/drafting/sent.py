"""The fields of a page as somebody sent them: what is read of them knows no web."""

from typing import Any, Protocol


class Sent(Protocol):
    """What was sent: several texts may have one name. A ``QueryDict`` is one."""

    def __contains__(self, name: object, /) -> bool: ...

    def get(self, name: str, default: str | None = None, /) -> Any:
        """Return the last text under a name."""

    def getlist(self, name: str, /) -> list[str]:
        """Return every text under a name."""
