"""The accounts of agents: an e-mail address, a password, and the parts they work on."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group

from .memberships import AdministratorsOnly, MembershipInline

# Memberships give the rights, and roles.py shows the groups: on Django's page, an administrator
# could change permissions that the next migration sets again.
if admin.site.is_registered(Group):
    admin.site.unregister(Group)


class AccountCreationForm(AdminUserCreationForm):
    class Meta:
        model = get_user_model()
        fields = ("email", "full_name")


@admin.register(get_user_model())
class AccountAdmin(AdministratorsOnly, UserAdmin):
    add_form = AccountCreationForm
    fieldsets = (
        (None, {"fields": ("email", "full_name", "password")}),
        ("Accès", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Dates", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("email", "full_name", "usable_password", "password1", "password2")}),
    )
    readonly_fields = ("last_login", "date_joined")
    inlines = (MembershipInline,)
    ordering = ("email",)
    list_display = ("email", "full_name", "parts", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "memberships__group", "memberships__department")
    search_fields = ("email", "full_name")
    filter_horizontal = ()

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .prefetch_related("memberships__department", "memberships__group")
        )

    @admin.display(description="parties")
    def parts(self, obj):
        rows = obj.memberships.all()
        return ", ".join(f"{row.part} ({row.group})" for row in rows) or "-"
