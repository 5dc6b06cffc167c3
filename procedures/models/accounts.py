"""The type of an account, for annotations: the model that ``AUTH_USER_MODEL`` names.

The layers forbid importing ``portal``, where the model is; type checkers know it by this alias.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as Account
else:
    from django.contrib.auth.base_user import AbstractBaseUser as Account

__all__ = ["Account"]
