"""The last proof of identity of an account, in the session that it uses."""

import time

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings


def last_proof(request):
    """Return the moment of the last password, code or key of this session, 0 if there is none."""
    records = get_authentication_records(request, request.user)
    return max((record["at"] for record in records), default=0)


def is_recent(request):
    """Tell whether the account of a request has just shown who it is."""
    return time.time() - last_proof(request) < settings.ASKED_AGAIN_AFTER


def has_second_factor(user):
    """Tell whether an account has an application of codes or a key: codes of recovery are none."""
    return is_mfa_enabled(user, [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
