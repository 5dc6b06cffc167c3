"""The first page: what is not yet public, the tasks of the account, and what waits for it."""

from .first_page import home_of

__all__ = ["home_of"]
