"""The e-mail addresses that texts hold: without one, « par courriel » is no way to file."""

import re

EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def lacks_email(kind: str, url: str, *texts: str | None) -> bool:
    """Tell whether a channel is by e-mail, without an address or a page where one stands.

    >>> lacks_email("email", "", "Écrivez-nous.", None)
    True
    >>> lacks_email("email", "", "Écrivez à depot@prefecture.example.")
    False
    """
    return kind == "email" and not url and not any(EMAIL.search(one or "") for one in texts)
