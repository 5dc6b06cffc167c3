"""The page of an invitation: the invited person chooses a password, once, within three days."""

from urllib.parse import urlencode

from django.contrib.auth.views import PasswordResetConfirmView
from django.urls import reverse, reverse_lazy

from procedures.security import events


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
        """Lead a member of an association, who has no desk, to the dossiers after the login."""
        login = str(self.success_url)
        dossiers = urlencode({"next": reverse("dossier_list")})
        return login if self.user.is_staff else f"{login}?{dossiers}"

    def form_valid(self, form):
        response = super().form_valid(form)
        events.record(events.Kind.PASSWORD_CHANGED, form.user, about="par une invitation")
        return response
