"""Passwords: which are refused, and the page of an invitation, on which the first is chosen."""

import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse, reverse_lazy
from django.utils.text import slugify
from django.utils.translation import gettext as _

from procedures.security import events

WORDS = Path(__file__).with_name("french_words.txt")
# So many words in a row cannot be guessed, and reading many more may take seconds.
LONGEST_COMMON = 500


class FrenchPasswordValidator:
    """Refuses a password that is only common words or rows of keys, doubled or with figures.

    A sentence of several words that are not on the list is what we want people to choose.
    """

    def validate(self, password, user=None):
        if is_common(password):
            raise ValidationError(
                _("Ce mot de passe est trop facile à deviner : c’est un mot très employé."),
                code="password_is_french",
            )

    def get_help_text(self):
        return _(
            "Votre mot de passe ne doit pas être un mot ou une suite de touches très employés."
        )


class LeakedPasswordValidator:
    """Refuses a password of a file of leaked ones, which the operator has put there.

    The file holds the SHA-1 of each password in capitals, sorted, one a line, as « Have I Been
    Pwned » gives them (what stands after a colon is not read). No service is asked.
    """

    def __init__(self, path):
        self.path = path

    def validate(self, password, user=None):
        if is_leaked(password, self.path):
            raise ValidationError(
                _("Ce mot de passe a déjà été volé sur un autre site. Choisissez-en un autre."),
                code="password_has_leaked",
            )

    def get_help_text(self):
        return _("Votre mot de passe ne doit pas avoir été volé sur un autre site.")


def is_common(password):
    """Tell whether a password is words of the list and figures, and nothing else.

    >>> is_common("Marseille2026!"), is_common("azertyazerty"), is_common("l'été à Brest 12")
    (True, True, True)
    >>> is_common("vingt-sept tournesols bleus")
    False
    """
    if len(password) > LONGEST_COMMON:
        return False
    text = slugify(password).replace("-", "")
    letters = re.sub(r"[\d_]", "", text)
    return bool(letters) and bool(_only_words().fullmatch(letters))


@cache
def _only_words():
    lines = WORDS.read_text(encoding="utf-8").split()
    known = sorted((slugify(one).replace("-", "") for one in lines), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, dict.fromkeys(known)))})+")


def is_leaked(password, path):
    """Look for the digest of a password in a sorted file, by halves: few reads of a large file."""
    digest = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with open(path, "rb") as file:
        low, high = 0, file.seek(0, 2)
        while low < high:
            middle = (low + high) // 2
            file.seek(middle)
            file.readline() if middle else None
            line = file.readline()[:40].upper()
            if line == digest:
                return True
            if line and line < digest:
                low = middle + 1
            else:
                high = middle
        file.seek(0)
        return file.readline()[:40].upper() == digest


class ChosenPasswordView(PasswordResetConfirmView):
    """Django's page of a lost password, for an account that an administrator opens.

    It takes the secret out of the address before it shows the form, and signs no account in: the
    login asks for the new password, and for the second factor.
    """

    template_name = "account/invitation.html"
    success_url = reverse_lazy("account_login")
    reset_url_token = "choisir"  # noqa: S105 - it stands in the address instead of the secret.

    def get_user(self, uidb64):
        user = super().get_user(uidb64)
        return user if user and user.is_active else None

    def get_success_url(self):
        """Return the login, which says what comes next.

        It leads a member of an association, who has no desk, to the dossiers.
        """
        dossiers = {} if self.user.is_staff else {"next": reverse("dossier_list")}
        return f"{self.success_url}?{urlencode({**dossiers, 'compte': 'choisi'})}"

    def form_valid(self, form):
        """Choose the password, once: of several who send one link at a time, the first does."""
        with transaction.atomic():
            held = get_user_model().objects.select_for_update().get(pk=self.user.pk)
            if held.password != self.user.password:
                self.validlink = False
                return self.render_to_response(self.get_context_data())
            response = super().form_valid(form)
            events.record(events.Kind.PASSWORD_CHANGED, form.user, about="par une invitation")
        return response
