"""Messages for the next page of the desk, in a cookie that belongs to this host only.

Not in the session: an agent who has just left has none, and a busy database would lose them.
"""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookieStorage(CookieStorage):
    """Django's own, which would be called « messages » over HTTPS too."""

    @property
    def cookie_name(self):
        return settings.MESSAGES_COOKIE_NAME


class MessageStorage(FallbackStorage):
    storage_classes = (NamedCookieStorage, SessionStorage)
