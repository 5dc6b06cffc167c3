"""Passwords that are easy to guess in France, or that have leaked, are refused."""

import hashlib

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from portal.accounts.passwords import is_common, is_leaked


@pytest.mark.parametrize(
    "password",
    [
        "azertyuiop12345",
        "AzertyAzerty!",
        "bonjourbonjour",
        "Marseille20262026",
        "Été-2026-Été",
        "MotDePasse1234",
        "préfecture82000",
    ],
)
def test_what_everybody_would_try_is_refused(password):
    assert is_common(password)
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password", ["vingt-sept tournesols bleus", "Zq7!plume-Tarasque", "le chat boit du thé froid"]
)
def test_a_sentence_is_accepted(password):
    assert not is_common(password)
    validate_password(password)


def test_a_leaked_password_is_found_in_a_sorted_file(tmp_path, settings):
    leaked = [f"phrase volée numéro {number}" for number in range(500)]
    digests = sorted(hashlib.sha1(one.encode()).hexdigest().upper() for one in leaked)  # noqa: S324
    path = tmp_path / "leaked.txt"
    # Counts of one to five digits: the lines are not of one length.
    counted = (f"{one}:{10 ** (place % 5)}\n" for place, one in enumerate(digests))
    path.write_text("".join(counted))
    assert [one for one in leaked if not is_leaked(one, path)] == []
    others = [f"phrase gardée numéro {number}" for number in range(500)]
    assert [one for one in others if is_leaked(one, path)] == []
    validate_password(leaked[3])
    name = "portal.accounts.passwords.LeakedPasswordValidator"
    settings.AUTH_PASSWORD_VALIDATORS = [{"NAME": name, "OPTIONS": {"path": str(path)}}]
    with pytest.raises(ValidationError, match="déjà été volé"):
        validate_password(leaked[3])
    validate_password(others[3])
