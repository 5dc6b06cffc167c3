"""The memberships: administrators decide who works on which part."""

from collections import defaultdict

from django import forms
from django.apps import apps
from django.contrib import admin
from django.db.models import Count, Q
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst, slugify

from procedures.models import DepartmentMembership, Role, SecurityEvent
from procedures.roles import ROLES
from procedures.security import events
from procedures.security.members import OF_THE_DESK

from .read_only import ReadOnly
from .unpublished_notice import PlainTitles

WORDS = {
    "view": "lire",
    "add": "ajouter",
    "change": "modifier",
    "delete": "supprimer",
    "publish": "publier",
}
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


@admin.register(Role)
class RoleAdmin(ReadOnly, AdministratorsOnly, admin.ModelAdmin):
    """The pages of roles. A role is the same everywhere: only memberships differ."""

    fields = ("name", "sentence", "abilities")
    list_display = ("name", "sentence", "members")
    search_fields = ("name",)
    actions = None

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_count=Count("memberships"))

    @admin.display(description="en une phrase")
    def sentence(self, obj):
        return SENTENCES.get(obj.name, "-")

    @admin.display(description="comptes", ordering="member_count")
    def members(self, obj):
        return obj.member_count

    @admin.display(description="ce qu'il permet, là où la personne travaille")
    def abilities(self, obj):
        rows = format_html_join(
            "", '<tr><th scope="row">{}</th><td>{}</td></tr>', abilities_of(obj)
        )
        head = format_html(
            '<tr><th scope="col">{}</th><th scope="col">{}</th></tr>', "Contenu", "Peut"
        )
        return format_html("<table><thead>{}</thead><tbody>{}</tbody></table>", head, rows)


def abilities_of(role):
    """Return [(content, what may be done with it)] of a role, in words."""
    actions = defaultdict(set)
    for permission in role.permissions.select_related("content_type"):
        kind = permission.content_type
        actions[kind.app_label, kind.model].add(permission.codename.split("_")[0])
    lines = []
    for place, found in actions.items():
        label = capfirst(apps.get_model(*place)._meta.verbose_name_plural)
        lines.append((label, ", ".join(word for one, word in WORDS.items() if one in found)))
    return sorted(lines, key=lambda line: slugify(line[0]))


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


@admin.register(SecurityEvent)
class SecurityEventAdmin(ReadOnly, AdministratorsOnly, admin.ModelAdmin):
    fields = ("at", "kind", "name", "about", "part")
    list_display = ("at", "kind", "name", "about", "part")
    list_filter = ("kind", "at")
    search_fields = ("name", "about", "part")
    search_help_text = "Un compte, un site, une partie."
    actions = None

    def changelist_view(self, request, extra_context=None):
        title = {"title": "Journal de sécurité"}
        return super().changelist_view(request, {**title, **(extra_context or {})})
