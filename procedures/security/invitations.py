"""The link with which a person chooses a password that is known to no other."""

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


def invitation_path(account):
    """Return the address of an invitation: it serves until the account has another password."""
    uid = urlsafe_base64_encode(force_bytes(account.pk))
    token = default_token_generator.make_token(account)
    return reverse("account_invitation", args=[uid, token])
