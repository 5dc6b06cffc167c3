"""Who may work on which part: administrators decide."""

from django.contrib import admin

from procedures.models import DepartmentMembership

from .titles import PlainTitles


class AdministratorsOnly(PlainTitles):
    """Accounts and rights belong to administrators."""

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


class MembershipInline(AdministratorsOnly, admin.TabularInline):
    model = DepartmentMembership
    extra = 0


@admin.register(DepartmentMembership)
class MembershipAdmin(AdministratorsOnly, admin.ModelAdmin):
    list_display = ("user", "part", "role")
    list_filter = ("role", "department")
    list_select_related = ("user", "department")
    search_fields = ("user__email", "user__full_name", "department__code")
    autocomplete_fields = ("user", "department")

    @admin.display(description="partie", ordering="department__code")
    def part(self, obj):
        return obj.part
