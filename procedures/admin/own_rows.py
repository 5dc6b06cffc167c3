"""Lists of what départements say begin with what the account may change; the rest is one press."""

from django.contrib import admin

from procedures.rights import rights_of


class OwnRows(admin.SimpleListFilter):
    """A filter that keeps, until one asks for more, to the parts where the account may write.

    Who may change everything of the list, or nothing of it, has no such filter.
    """

    title = "ce que vous lisez"
    parameter_name = "lire"
    EVERYTHING = "tout"

    def __init__(self, request, params, model, model_admin):
        rights = rights_of(request)
        self.own = rights.parts_where("change", model)
        self.lookup = f"{model_admin.part_lookup}__in"
        self.narrows = not request.user.is_superuser and bool(self.own)
        self.narrows = self.narrows and bool(rights.visible_parts - set(self.own))
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(self.EVERYTHING, "tout ce que vous pouvez lire")] if self.narrows else []

    def choices(self, changelist):
        first, *others = super().choices(changelist)
        yield {**first, "display": "ce que vous changez"}
        yield from others

    def queryset(self, request, queryset):
        if not self.narrows or self.value() == self.EVERYTHING:
            return queryset
        return queryset.filter(**{self.lookup: self.own})
