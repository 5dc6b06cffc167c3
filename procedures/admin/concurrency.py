"""Two agents on one entry: a form never writes over what it has not shown.

A form carries, signed, the values that it showed. If the entry has others when it comes back,
nothing is saved: the form is shown again with what was typed, and with the present values where
nothing was typed. It then carries the present values, so that saving it again is a choice.
"""

from copy import copy

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core import signing
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from procedures.drafting.history.history_text import HistoryFormatter
from procedures.drafting.history.rows import changes_since
from procedures.models.base import is_key
from procedures.publishing.journal import recording

from .merging import Merge, rows_of, shown

VERSION = "_version"
UNKNOWN = (
    "Rien n'est enregistré : cette page ne dit pas de quelle version de la fiche elle part. "
    "Ce que vous avez écrit est gardé. Comparez, puis enregistrez."
)
CHANGED = "Rien n'est encore enregistré : la fiche a changé pendant que vous la modifiiez."
DELETED = (
    "Rien n'est enregistré : cette fiche a été supprimée pendant que vous la modifiiez. "
    "Ce que vous avez écrit est gardé : enregistrez pour créer la fiche de nouveau."
)


class Concurrent:
    """A page that refuses to overwrite values that it has not shown."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if request.method != "POST" or object_id is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        # The lock of the journal is held, so that no act writes between this check and the saving.
        with recording(request.user):
            obj = self.get_object(request, unquote(object_id))
            context = dict(extra_context or {})
            if obj is None and self.is_gone(object_id) and self.has_add_permission(request):
                return self._offer_again(request, object_id, context)
            if obj is not None and self.has_change_permission(request, obj):
                context |= self._held(request, obj)
            return super().changeform_view(request, object_id, form_url, context)

    def is_gone(self, object_id):
        """Tell whether an entry was deleted, and not merely hidden from the account."""
        pk = unquote(object_id)
        return is_key(self.model, pk) and not self.model.objects.filter(pk=pk).exists()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        held = getattr(request, "desk_held", "")
        return type(form)(form.__name__, (HeldForm, form), {"held": held}) if held else form

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        if obj is not None and self.has_change_permission(request, obj):
            context["desk_version"] = self._version(request, obj, context)
        return super().render_change_form(request, context, *args, **kwargs)

    def _held(self, request, obj):
        """Return what the page adds if the entry changed, which keeps the form from being saved."""
        read = _read(request.POST.get(VERSION, ""), obj)
        form, formsets = self._present(request, obj)
        values = _values(form, formsets)
        if read and read["values"] == values:
            return {}
        merged = Merge(request.POST.copy(), read["values"] if read else {}).add(form, formsets)
        if read and not (merged.both or merged.theirs):
            # Both wrote the same, or one agent sent the form twice.
            return {}
        request.desk_held = CHANGED if read else UNKNOWN
        request.desk_version = self._signed(obj, values)
        request.POST = merged.data
        acts = changes_since(obj, parse_datetime(read["at"])) if read else ()
        formatter = HistoryFormatter() if acts else None
        return {"desk_merge": merged, "desk_acts": [(one, formatter.of_act(one)) for one in acts]}

    def _present(self, request, obj):
        """Return the form and the lines as a page opened now would show them."""
        fresh = copy(request)
        fresh.method = "GET"
        fields = flatten_fieldsets(self.get_fieldsets(fresh, obj))
        form = self.get_form(fresh, obj, change=True, fields=fields)(instance=obj)
        formsets, inlines = self._create_formsets(fresh, obj, change=True)
        return form, _changeable(request, obj, zip(formsets, inlines, strict=True))

    def _version(self, request, obj, context):
        known = getattr(request, "desk_version", None)
        if known or request.method == "POST":
            return known or request.POST.get(VERSION, "")
        pairs = [(one.formset, one.opts) for one in context["inline_admin_formsets"]]
        formsets = _changeable(request, obj, pairs)
        return self._signed(obj, _values(context["adminform"].form, formsets))

    def _signed(self, obj, values):
        """Return the values shown, and those without which a deleted entry would not come back."""
        names = [name for name in (self.key_column, *self.parents) if hasattr(obj, name)]
        columns = {name: obj._meta.get_field(name).attname for name in names}
        fixed = {name: str(getattr(obj, column) or "") for name, column in columns.items()}
        read = {"values": values, "fixed": fixed, "at": timezone.now().isoformat()}
        return signing.dumps(read, salt=_salt(obj), compress=True)

    def _offer_again(self, request, object_id, context):
        """Show what was typed for a deleted entry, in the form that creates a new one."""
        read = _read(request.POST.get(VERSION, ""), self.model(pk=object_id))
        data = request.POST.copy()
        for name, value in (read["fixed"] if read else {}).items():
            data.setdefault(name, value)
        inlines = self.get_inline_instances(request)
        keys = {f"-{one.get_formset(request).fk.name}" for one in inlines}
        for name in request.POST:
            if name.endswith("-INITIAL_FORMS"):
                data[name] = "0"
            elif name.endswith(("-id", *keys)):
                data[name] = ""
        request.POST, request.desk_held = data, DELETED
        add = reverse(f"admin:procedures_{self.opts.model_name}_add")
        return super().changeform_view(request, None, add, context)


class HeldForm:
    """A form that is shown again whatever it holds, since nothing of it is saved yet."""

    held = ""

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, self.held)
        return cleaned


def _values(form, formsets):
    return {row: shown(one) for row, one in rows_of(form, formsets)}


def _changeable(request, obj, pairs):
    return [formset for formset, inline in pairs if inline.has_change_permission(request, obj)]


def _salt(obj):
    return f"desk.version:{obj._meta.model_name}:{obj.pk}"


def _read(version, obj):
    """Return what a form carries, signed, or ``None`` if it is missing or forged."""
    try:
        return signing.loads(version, salt=_salt(obj))
    except signing.BadSignature:
        return None
