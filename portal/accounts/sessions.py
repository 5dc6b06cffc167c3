"""The list of open sessions names devices and days, never an address; what is over goes."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils import timezone

from .second_factor import CLOCKS_APART

NO_ADDRESS = "0.0.0.0"  # noqa: S104 - nothing listens there: the column must hold an address.
# What a browser says of itself, and what people call it. The first that is found.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "Firefox": "Firefox",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS": "macOS",
    "Linux": "Linux",
}


@receiver(pre_save, sender=UserSession, dispatch_uid="portal.accounts.sessions")
def forget_the_address(sender, instance, **kwargs):
    instance.ip = NO_ADDRESS
    instance.user_agent = device(instance.user_agent)


def erase_ended():
    """Delete sessions that are over, and what was noted of them; return how many they were.

    A browser closed without logging out leaves both in the database for ever, and so does
    each try to log in. What ends later than any session made now was made by a clock ahead.
    """
    now = timezone.now()
    latest = now + timedelta(seconds=settings.SESSION_COOKIE_AGE + CLOCKS_APART)
    over = Q(expire_date__lt=now) | Q(expire_date__gt=latest)
    number, _ = Session.objects.filter(over).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
    return number


def device(user_agent):
    """Return a browser and its system, as people call them, of what a browser says of itself.

    >>> device("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0")
    'Firefox, Windows'
    >>> device("Firefox, Windows"), device("curl/8.5")
    ('Firefox, Windows', '')
    """
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next(
        (name for sign, name in SYSTEMS.items() if sign in user_agent or name in user_agent), ""
    )
    return ", ".join(filter(None, (browser, system)))
