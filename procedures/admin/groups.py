"""The groups of values of a fact."""

from django.contrib import admin
from django.core.exceptions import ValidationError

from procedures.drafting.words.names import Names
from procedures.engine.conditions.reader import typed_value
from procedures.engine.errors import Problem, nearest
from procedures.models import Group

from .base import DeskAdmin
from .columns import called, checked_on, to_translate
from .fields import said
from .forms import DeskForm
from .options import SOURCE


class GroupForm(DeskForm):
    def clean(self):
        cleaned = super().clean()
        fact, values = cleaned.get("fact"), cleaned.get("values")
        if fact:
            facts = Names().facts
            if fact not in facts:
                near = nearest(fact, facts)
                message = said(Problem("", "", f"« {fact} » n'est pas une information", near))
                self.add_error("fact", message)
            elif values:
                self._check_codes(facts[fact], values)
        return cleaned

    def _check_codes(self, info, values):
        """Check codes. Numbers and days are written as codes too, and are not checked."""
        if info.kind not in ("choice", "choices", "country", "commune"):
            return
        found = [typed_value(info, value) for value in values]
        faults = [said(Problem("", "", message, near)) for _, message, near in found if message]
        if faults:
            self.add_error("values", ValidationError(faults))


@admin.register(Group)
class GroupAdmin(DeskAdmin):
    form = GroupForm
    fieldsets = (
        (None, {"fields": (("key", "fact"), "position", "title", "synonyms", "values")}),
        SOURCE,
    )
    list_display = (called(Group, "title"), "fact", "count", checked_on, to_translate)
    list_filter = ("fact",)
    search_fields = ("key", "title_fr")

    @admin.display(description="valeurs")
    def count(self, obj):
        return len(obj.values)
