"""The memberships: administrators decide who works on which part."""

from django import forms
from django.contrib import admin
from django.db.models import Q

from procedures.models import DepartmentMembership
from procedures.roles import ROLES
from procedures.security import events
from procedures.security.members import OF_THE_DESK

from .titles import PlainTitles

# The roles that the list offers, with a sentence each. Groups made by hand are no roles.
SENTENCES = {grant.name: grant.sentence for grant in ROLES}


class AdministratorsOnly(PlainTitles):
    """Pages for administrators only: accounts and rights."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_add_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)


def note_rights(request, verb, membership):
    """Write in the journal of security that somebody gave rights, or took them back."""
    about = f"{verb} : {membership.user.email}, {membership.group.name}"
    events.record(events.Kind.ROLE_CHANGED, request.user, about=about, parts=[membership.part])


class RoleChoiceField(forms.ModelChoiceField):
    """The roles, each with the sentence that says what it may do."""

    def label_from_instance(self, role):
        sentence = SENTENCES.get(role.name)
        return f"{role.name} : {sentence}" if sentence else role.name


class MembershipOptions(AdministratorsOnly):
    # Radio buttons, because a drop-down list would cut the sentences of the roles.
    radio_fields = {"group": admin.VERTICAL}

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "group":
            kwargs["form_class"] = RoleChoiceField
            known = Q(name__in=SENTENCES) | Q(memberships__isnull=False)
            kwargs["queryset"] = db_field.related_model.objects.filter(known).distinct()
        if db_field.name == "user":
            kwargs["queryset"] = db_field.related_model.objects.filter(OF_THE_DESK)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class MembershipInline(MembershipOptions, admin.StackedInline):
    model = DepartmentMembership
    extra = 0
    fields = (("department", "group"),)


@admin.register(DepartmentMembership)
class MembershipAdmin(MembershipOptions, admin.ModelAdmin):
    list_display = ("user", "part", "group")
    list_filter = ("group", "department")
    list_select_related = ("user", "department", "group")
    search_fields = ("user__email", "user__full_name", "department__code")

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        note_rights(request, "changé" if change else "donné", obj)

    def log_deletions(self, request, queryset):
        for row in queryset:
            note_rights(request, "retiré", row)
        return super().log_deletions(request, queryset)

    @admin.display(description="partie", ordering="department__code")
    def part(self, obj):
        return obj.part
