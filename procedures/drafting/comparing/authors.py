"""The authors of the changes made since a part was published, from the journal."""

from datetime import datetime

from procedures.models.accounts import Account
from procedures.publishing.editions.writers import writers_since_publication
from procedures.publishing.parts.changes import ContentChange


class Authors:
    """The last person who changed each entry of a part since it was published."""

    def __init__(self, part: str) -> None:
        self._writers = writers_since_publication(part)

    def of(self, change: ContentChange) -> tuple[Account, datetime] | None:
        """Return (user, moment) of a change; ``None`` if the journal does not know its author."""
        row = self._writers.last_of(change)
        return (row.author, row.at) if row is not None and row.author else None


class NoAuthors(Authors):
    """No authors: the changes of a frozen edition are not attributed one by one."""

    def __init__(self) -> None:
        pass

    def of(self, change: ContentChange) -> tuple[Account, datetime] | None:
        return None
