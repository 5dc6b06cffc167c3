"""Inviting somebody into an association: a link for one person, once, for three days."""

from __future__ import annotations

import secrets
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from questionnaire.models import Invitation, Member, MemberRole, Organisation

from .acts import DossierAct, note
from .sealing import new_key, token_digest

LIFETIME = timedelta(hours=72)


class InvitationClosed(Exception):
    """The link was used, is too old, was withdrawn, or never was one."""


def create_organisation(name: str, departments: list[str]) -> Organisation:
    """Create an association, with a key of its own."""
    return Organisation.objects.create(name=name, departments=departments, wrapped_key=new_key())


def invite(organisation: Organisation, email: str, role: str = MemberRole.MEMBER) -> str:
    """Return the token of a new link for one address; its earlier links open nothing any more."""
    token = secrets.token_urlsafe(32)
    address = email.strip().lower()
    with transaction.atomic():
        organisation.invitations.filter(email=address).delete()
        Invitation.objects.create(
            organisation=organisation,
            email=address,
            role=role,
            digest=token_digest(token),
            expires_at=timezone.now() + LIFETIME,
        )
    return token


def open_invitations(organisation: Organisation) -> QuerySet[Invitation]:
    """Return the invitations whose link still opens; those that expired are deleted at night."""
    return organisation.invitations.filter(expires_at__gt=timezone.now())


def invitation_of(token: str) -> Invitation:
    """Return the invitation that a link holds, or raise ``InvitationClosed``."""
    found = (
        Invitation.objects.select_related("organisation")
        .filter(
            digest=token_digest(token),
            expires_at__gt=timezone.now(),
            organisation__suspended_at=None,
        )
        .first()
    )
    if found is None:
        raise InvitationClosed
    return found


def accept(invitation: Invitation, full_name: str, password: str) -> Member:
    """Make the account of the invited person. Of two requests at once, one makes it.

    A link for an address that has an account is used up too, and noted: a visitor cannot find out
    with one link, tried again and again, who works elsewhere. Raises ``InvitationClosed``.
    """
    try:
        with transaction.atomic():
            _use_up(invitation)
            account = get_user_model().objects.create_user(
                invitation.email, password, full_name=full_name, is_staff=False
            )
            member = Member.objects.create(
                organisation=invitation.organisation, account=account, role=invitation.role
            )
            note(invitation.organisation, member, DossierAct.JOINED)
            return member
    except IntegrityError as error:
        # The address has an account: the link of another association may make it in this instant.
        with transaction.atomic():
            _use_up(invitation)
            note(invitation.organisation, None, DossierAct.NOT_JOINED, invitation.email)
        raise InvitationClosed from error


def _use_up(invitation: Invitation) -> None:
    """Delete an invitation; only one of two requests at once does, the other raises."""
    deleted, _by_model = Invitation.objects.filter(pk=invitation.pk).delete()
    if not deleted:
        raise InvitationClosed


def names_borne(organisation: Organisation) -> list[str]:
    """Return the names under which the members of an association know each other."""
    return [str(member) for member in organisation.members.select_related("account")]


def who_may_come_back(organisation: Organisation) -> QuerySet[Member]:
    """Return the members who may be given a new password.

    An agent has the desk for a lost password, and is no member while it lasts.
    """
    return organisation.members.select_related("account").filter(
        account__is_active=True, account__is_staff=False
    )


def with_factors(organisation: Organisation) -> QuerySet[Member]:
    """Return the members of an association; ``has_factor`` tells who has a second factor."""
    factors = Authenticator.objects.filter(user=OuterRef("account"))
    return organisation.members.select_related("account").annotate(has_factor=Exists(factors))


def take_factors_away(member: Member) -> None:
    """Take the second factors of a member away, who then chooses another."""
    Authenticator.objects.filter(user=member.account).delete()


def administrator_called(organisation: Organisation, email: str) -> Member | None:
    """Return who administers an association under an address, if the account may enter."""
    members = who_may_come_back(organisation)
    return members.filter(role=MemberRole.ADMINISTRATOR, account__email=email).first()


def has_account(email: str) -> bool:
    return get_user_model().objects.filter(email=email).exists()


def remove(member: Member) -> None:
    """Take somebody out at once: without an account, no session of theirs opens anything.

    Who has become an agent meanwhile keeps the account of the desk, which is not the association's.
    """
    if member.account.is_staff:
        member.delete()
    else:
        member.account.delete()


def is_last_administrator(member: Member) -> bool:
    """Tell whether an association would be left without anybody to run it."""
    others = member.organisation.members.filter(role=MemberRole.ADMINISTRATOR).exclude(pk=member.pk)
    return member.is_administrator and not others.exists()
