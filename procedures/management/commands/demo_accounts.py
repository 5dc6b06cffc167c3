"""``manage.py demo_accounts``: creates one account per role, to try the desk on one's machine."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from procedures.models import Department, DepartmentMembership, Role

PASSWORD = "demonstration-guichet"  # noqa: S105 - known to all, hence refused when DEBUG is off.


@dataclass(frozen=True, slots=True)
class Account:
    """A demonstration account. Without a part, it may do everything."""

    email: str
    role: str
    part: str = ""
    group: str = Role.PUBLISHER


ACCOUNTS = (
    Account("administration@guichet.example", "administrateur du site"),
    Account("redaction@guichet.example", "publication nationale", "national"),
    Account("edition@guichet.example", "éditeur national", "national", Role.NATIONAL_EDITOR),
    Account("agent82@guichet.example", "publication du 82", "82"),
    Account("agent34@guichet.example", "publication du 34", "34"),
    Account("redacteur82@guichet.example", "agent du 82", "82", Role.DEPARTMENT_AGENT),
    Account("lecture@guichet.example", "lecture du 82", "82", Role.READER),
)


class Command(BaseCommand):
    help = "Crée les comptes de démonstration (refusé quand DEBUG est désactivé)."

    def handle(self, **options):
        if not settings.DEBUG:
            raise CommandError(
                "DEBUG est désactivé : les comptes de démonstration ont un mot de passe connu de "
                "tous. Créez un vrai compte : manage.py createsuperuser."
            )
        for account in ACCOUNTS:
            protect(create(account))
        code = (
            f", code : {settings.MFA_TOTP_INSECURE_BYPASS_CODE}" if settings.SECOND_FACTOR else ""
        )
        self.stdout.write(f"Comptes de démonstration (mot de passe : {PASSWORD}{code})")
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.email:32} {account.role}")


@transaction.atomic
def create(account):
    """Create what is missing of an account, and return it. One that exists keeps its password."""
    users = get_user_model().objects
    user = users.filter(email=account.email).first()
    if user is None:
        details = {"full_name": f"Démonstration : {account.role}"}
        make = users.create_user if account.part else users.create_superuser
        user = make(account.email, PASSWORD, **details)
    if account.part:
        join(user, account.part, account.group)
    return user


def protect(user):
    """Give an account the factor that is asked of agents, unless it has one already.

    Its secret is thrown away: on a developer's machine the code of the settings opens it.
    """
    if settings.SECOND_FACTOR and not Authenticator.objects.filter(user=user).exists():
        TOTP.activate(user, generate_totp_secret())


def join(user, part, group):
    if part == "national":
        department = None
    else:
        department = Department.objects.filter(code=part).first()
        # The catalogue lacks this département: an agent without rights would puzzle people.
        if department is None:
            return
    role = Role.objects.get(name=group)
    DepartmentMembership.objects.get_or_create(
        user=user, department=department, defaults={"group": role}
    )
