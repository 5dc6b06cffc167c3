"""Two people on one entry: the second one is told, sees both versions, and loses nothing.

A form carries the signed values that it showed. If the entry has other values when the form comes
back, nothing is saved: the form is shown again with both people's changes, and carries the new
values.
"""

from copy import copy
from functools import partial

from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core import signing
from django.forms.models import _get_foreign_key
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from procedures.drafting.history.rows import last_change_of
from procedures.drafting.versions import draft
from procedures.publishing.journal import recording
from procedures.rights import rights_of

from .merging import merge, values_of

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
        # The lock of the journal is held, so that nobody writes between this check and the saving.
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
        return pk.isdecimal() and not self.model.objects.filter(pk=pk).exists()

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
        form, formsets = self._standing(request, obj)
        standing = values_of(form, formsets)
        if read and read["values"] == standing:
            return {}
        values, version = read and read["values"], partial(draft, rights_of(request))
        merged = merge(request.POST, values, form, formsets, version)
        if read and not merged.differences:
            # Both people wrote the same, or one person sent the form twice.
            return {}
        request.desk_held = CHANGED if read else UNKNOWN
        request.desk_version = _signed(obj, standing, self._fixed(request, obj))
        request.POST = merged.data
        since = parse_datetime(read["at"]) if read else None
        return {"desk_merge": merged, "desk_last": last_change_of(obj, since)}

    def _standing(self, request, obj):
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
        form = context["adminform"].form
        values = values_of(form, _changeable(request, obj, pairs))
        return _signed(obj, values, self._fixed(request, obj))

    def _fixed(self, request, obj):
        """Return the values that the form shows without sending, and a new entry would need."""
        names = [name for name in (self.key_column, *self.parents) if hasattr(obj, name)]
        columns = {name: obj._meta.get_field(name).attname for name in names}
        return {name: str(getattr(obj, column) or "") for name, column in columns.items()}

    def _offer_again(self, request, object_id, context):
        """Show what was typed for a deleted entry, in the form that creates a new one."""
        gone = self.model(pk=object_id)
        read = _read(request.POST.get(VERSION, ""), gone)
        data = request.POST.copy()
        for name, value in (read["fixed"] if read else {}).items():
            data.setdefault(name, value)
        for name in request.POST:
            if name.endswith("-INITIAL_FORMS"):
                data[name] = "0"
            elif name.endswith(("-id", *self._links_to_here(request))):
                data[name] = ""
        request.POST, request.desk_held = data, DELETED
        add = reverse(f"admin:procedures_{self.opts.model_name}_add")
        return super().changeform_view(request, None, add, context)

    def _links_to_here(self, request):
        """Return the suffixes of the fields in which lines name their entry."""
        inlines = self.get_inline_instances(request)
        keys = (_get_foreign_key(self.model, one.model, fk_name=one.fk_name) for one in inlines)
        return {f"-{key.name}" for key in keys}


class HeldForm:
    """A form that is shown again whatever it holds, since nothing of it is saved yet."""

    held = ""

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, self.held)
        return cleaned


def _changeable(request, obj, pairs):
    return [formset for formset, inline in pairs if inline.has_change_permission(request, obj)]


def _salt(obj):
    return f"desk.version:{obj._meta.model_name}:{obj.pk}"


def _signed(obj, values, fixed):
    read = {"values": values, "fixed": fixed, "at": timezone.now().isoformat()}
    return signing.dumps(read, salt=_salt(obj), compress=True)


def _read(version, obj):
    """Return the signed values that a form carries, or ``None`` if they are missing or forged."""
    try:
        return signing.loads(version, salt=_salt(obj))
    except signing.BadSignature:
        return None
