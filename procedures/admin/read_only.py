"""Pages on which nothing is ever added, changed or removed."""

from django.contrib.admin.options import BaseModelAdmin


class ReadOnly(BaseModelAdmin):
    """Put before the class that says who may read."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
