"""The words of a telephone number of an orientation; agents see them before they publish."""

from __future__ import annotations

# More numbers than these in the first look, and it is unclear which one to call.
FIRST_CALLS = 3
SCHEMES = {"telephone": "tel", "sms": "sms"}


def address_of_call(number: str, kind: str) -> str:
    """Return the address that a number opens when it is tapped.

    >>> address_of_call("116 006", "")
    'tel:116006'
    """
    return f"{SCHEMES.get(kind, 'tel')}:{number.replace(' ', '')}"


def icon_of_call(kind: str) -> str:
    return "mail" if kind == "sms" else "phone"
