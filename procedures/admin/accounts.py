"""The accounts of agents: an e-mail address, and the parts they work on.

No administrator types a password: the person chooses it with the link of an invitation.
"""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html

from procedures.security import events
from procedures.security.members import OF_THE_DESK, is_of_association

from .memberships import AdministratorsOnly, MembershipInline, note_rights
from .options import in_words
from .people import (
    OF_ASSOCIATION,
    begin_anew,
    invitation_page,
)

# Memberships give the rights, and roles.py shows the groups: on Django's page, an administrator
# could change permissions that the next migration sets again.
if admin.site.is_registered(Group):
    admin.site.unregister(Group)


class AccountCreationForm(forms.ModelForm):
    class Meta:
        model = get_user_model()
        fields = ("email", "full_name")


@admin.register(get_user_model())
class AccountAdmin(AdministratorsOnly, UserAdmin):
    add_form_template = None
    form = forms.ModelForm
    add_form = AccountCreationForm
    fieldsets = (
        (None, {"fields": ("email", "full_name", "invitation")}),
        ("Accès", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "full_name")}),)
    readonly_fields = ("invitation", "last_login", "date_joined")
    inlines = (MembershipInline,)
    ordering = ("email",)
    list_display = ("email", "full_name", "parts", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "memberships__group", "memberships__department")
    search_fields = ("email", "full_name")
    filter_horizontal = ()

    def get_urls(self):
        """Return the pages of accounts, without that where a password is typed for somebody."""

        def invite(request, pk):
            return invitation_page(self.admin_site, request, pk)

        own = path(
            "<int:pk>/invitation/",
            self.admin_site.admin_view(invite),
            name="portal_user_invitation",
        )
        return [own, *super(UserAdmin, self).get_urls()]

    def get_queryset(self, request):
        """Return the accounts of agents: the members of associations are not shown here."""
        return (
            super()
            .get_queryset(request)
            .filter(OF_THE_DESK)
            .prefetch_related("memberships__department", "memberships__group")
        )

    def get_list_display(self, request):
        return in_words(self.model, super().get_list_display(request))

    def save_model(self, request, obj, form, change):
        becomes_agent = change and "is_staff" in form.changed_data and obj.is_staff
        if becomes_agent or not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        labels = [str(obj._meta.get_field(one).verbose_name) for one in form.changed_data]
        about = f"{obj.email} : {', '.join(labels)}" if change else f"{obj.email} : nouveau compte"
        if labels or not change:
            events.record(events.Kind.ACCOUNT_CHANGED, request.user, about=about)
        if becomes_agent:
            begin_anew(request, obj)

    def save_formset(self, request, form, formset, change):
        super().save_formset(request, form, formset, change)
        for verb, rows in (
            ("donné", formset.new_objects),
            ("changé", [row for row, _ in formset.changed_objects]),
            ("retiré", formset.deleted_objects),
        ):
            for row in rows:
                note_rights(request, verb, row)

    def log_deletions(self, request, queryset):
        for account in queryset:
            events.record(
                events.Kind.ACCOUNT_CHANGED, request.user, about=f"{account.email} : supprimé"
            )
        return super().log_deletions(request, queryset)

    def response_add(self, request, obj, post_url_continue=None):
        """Lead to the invitation: without it, the new account has no password."""
        super().response_add(request, obj, post_url_continue)
        return redirect("admin:portal_user_invitation", obj.pk)

    @admin.display(description="mot de passe")
    def invitation(self, obj):
        if is_of_association(obj):
            return OF_ASSOCIATION
        return format_html(
            '<a href="{}">Donner un lien pour choisir un mot de passe</a>',
            reverse("admin:portal_user_invitation", args=[obj.pk]),
        )

    @admin.display(description="parties")
    def parts(self, obj):
        rows = obj.memberships.all()
        return ", ".join(f"{row.part} ({row.group})" for row in rows) or "-"
