"""The rights of each role, read-only: procedures/roles.py decides, each migration applies it."""

from collections import defaultdict

from django.apps import apps
from django.contrib import admin
from django.db.models import Count
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst, slugify

from procedures.models import Role

from .memberships import SENTENCES, AdministratorsOnly
from .read_only import ReadOnly

WORDS = {
    "view": "lire",
    "add": "ajouter",
    "change": "modifier",
    "delete": "supprimer",
    "publish": "publier",
}


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
