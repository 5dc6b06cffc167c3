"""The adapters of allauth: no sign-up, texts of the site, no address in any log."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth import get_user_model
from django.core.signing import BadSignature
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.proconnect import adapter
from procedures.qr import picture_of

from .limits import address_of
from .second_factor import closed, is_recent, opened


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by administrators, and asked again only when the last proof is old."""

    def is_open_for_signup(self, request):
        return False

    def get_client_ip(self, request):
        return address_of(request)

    def is_reauthentication_required(self, *, app, **kwargs):
        return not is_recent(context.request)

    def get_login_redirect_url(self, request):
        """Lead a member of an association, who has no desk, to the dossiers."""
        if request.user.is_staff:
            return super().get_login_redirect_url(request)
        return reverse("dossier_list")

    def get_logout_redirect_url(self, request):
        """Return the page that closes the session of ProConnect too, if it was used."""
        if adapter.noted(request):
            return reverse("proconnect_way_out")
        return super().get_logout_redirect_url(request)

    def logout(self, request):
        left = adapter.noted(request)
        super().logout(request)
        adapter.keep(request, left)

    def send_mail(self, template_prefix, email, context):
        """Send nothing: the site has no mail, and the journal of security tells the rest."""

    def add_message(self, request, level, *args, **kwargs):
        """Say nothing: the next page shows what was done."""


class FactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of factors enciphered, and draws their code as part of the page."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "too_many_codes": _("Trop de codes faux. Attendez une heure, ou utilisez une clé."),
    }

    def encrypt(self, text):
        return closed(text)

    def decrypt(self, encrypted_text):
        # Imported here: that module reads this one while it is imported.
        from allauth.mfa.totp.internal.auth import generate_totp_secret

        try:
            return opened(encrypted_text)
        except BadSignature:
            # The key of the site is another one: no code may open, not even that of an empty text.
            return generate_totp_secret()

    def build_totp_svg(self, url):
        return picture_of(url, error="m")


class OtherLoginAdapter(DefaultSocialAccountAdapter):
    """A sign-in by another service enters an account that exists, and makes none."""

    def is_open_for_signup(self, request, sociallogin):
        return False

    def pre_social_login(self, request, sociallogin):
        """Bind what comes from elsewhere to the agent's account with the same verified address.

        That of an association is not the State's: its password was chosen by the invited person.
        """
        if sociallogin.is_existing:
            return
        emails = [one.email for one in sociallogin.email_addresses if one.verified]
        manager = get_user_model().objects
        known = [manager.normalize_email(one) for one in emails]
        account = manager.filter(email__in=known, is_active=True, is_staff=True).first()
        if account is None:
            closed_page = render(request, "account/signup_closed.html", status=403)
            raise ImmediateHttpResponse(closed_page)
        sociallogin.connect(request, account)
