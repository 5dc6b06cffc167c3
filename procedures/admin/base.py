"""The base classes of the pages: who may open and change them, and the warnings after a change."""

from django.contrib import admin, messages
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join

from procedures.drafting.comparing.made_public import is_published, may_be_prepared
from procedures.drafting.places import is_about, part_of
from procedures.drafting.problems.problem_text import sentences
from procedures.drafting.trying.answers import mistakes_in
from procedures.drafting.versions import own_drafts, version_of
from procedures.models import NATIONAL, ConditionField, Department
from procedures.models.base import Identified, Preparable
from procedures.publishing.content import content_now
from procedures.rights import rights_of
from procedures.translation import TEXTS

from .addresses import ADDRESSES
from .columns import OwnRows, SourceFilter, TranslationFilter
from .concurrency import Concurrent
from .conditions.widget import TellsNeverTrue
from .history.entry_page import Recorded
from .options import DeskOptions, in_words
from .searching.elsewhere import TellsElsewhere
from .searching.national import TellsNational
from .setting_aside import MovedByButtons, set_aside, unfold_mistakes, without_place
from .translations import translations_view
from .unpublished_notice import PlainTitles, Previewed, TellsWaiting
from .uses.addresses import uses_url
from .uses.names import TellsUses
from .watching.acts import dead_links_of

MOST_SHOWN = 8
IN_PREPARATION = (
    "C'est en préparation : vous seul le voyez, dans « Essayer » et « Vérifier ». Quand c'est "
    "prêt, décochez « en préparation » et enregistrez."
)
# The parts from which a list may be filtered by département.
MANY_PARTS = 3
# A list of fewer rows has no filters; what an address of it may say besides.
FEW_ROWS, SEARCHED = 20, {"q", "o", "p", "e"}


class DeskAdmin(
    Recorded,
    Previewed,
    Concurrent,
    PlainTitles,
    TellsUses,
    TellsWaiting,
    TellsElsewhere,
    TellsNeverTrue,
    DeskOptions,
    admin.ModelAdmin,
):
    """The page of an entry, open to the members of its part. ``listed`` puts it in the menu."""

    listed = True
    list_per_page = 50
    view_on_site = False
    # The path to the code of the entry's département; empty for national content.
    part_lookup = ""
    parents = ()
    key_column = "key"
    # Whether the inner name and the place stand folded at the end of the form.
    sets_aside = True

    def get_queryset(self, request):
        queryset = super().get_queryset(request)
        rights = rights_of(request)
        if not rights.parts:
            return queryset.none()
        if not self.part_lookup or request.user.is_superuser:
            return queryset
        return queryset.filter(self.visible(rights.visible_parts))

    def visible(self, parts):
        """Return the condition under which an entry belongs to one of the parts."""
        return Q(**{f"{self.part_lookup}__in": parts})

    def has_module_permission(self, request):
        return self.listed and self.has_view_permission(request)

    def has_add_permission(self, request):
        return self._may_write(request, "add")

    def _may_write(self, request, action, obj=None):
        """Tell whether the account may do ``action``: on a row, or without a row in some part."""
        rights = rights_of(request)
        if obj is None and self.part_lookup:
            return bool(rights.parts_where(action, self.model))
        return rights.may_edit(NATIONAL if obj is None else obj.part, self.model, action)

    def get_readonly_fields(self, request, obj=None):
        fixed = [*super().get_readonly_fields(request, obj)]
        if obj is not None:
            # An entry never moves to another parent, because its place decides who may change it.
            fixed += [name for name in self.parents if name not in fixed]
            local = isinstance(obj, Identified)
            named = not may_be_prepared(obj) if local else is_published(obj)
            if self.key_column not in fixed and named:
                fixed.append(self.key_column)
        return fixed

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.remote_field.model is Department and not request.user.is_superuser:
            editable = rights_of(request).parts_where("add", self.model)
            kwargs["queryset"] = Department.objects.filter(code__in=editable)
            if len(editable) == 1:
                # Nothing is asked where one answer is possible.
                kwargs.setdefault("initial", kwargs["queryset"].values_list("pk", flat=True).first)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_list_display(self, request):
        return in_words(self.model, super().get_list_display(request))

    @property
    def may_be_draft(self):
        return issubclass(self.model, Preparable)

    def get_fieldsets(self, request, obj=None):
        """Return the fieldsets, with « en préparation » at the end of the first one.

        What the public reads already would go from it: it has no such box.
        """
        fieldsets = super().get_fieldsets(request, obj)
        if self.parents:
            fieldsets = without_place(fieldsets)
        if self.sets_aside:
            fieldsets = set_aside(fieldsets, self.inner)
        if not self.may_be_draft or not (obj is None or obj.draft or may_be_prepared(obj)):
            return fieldsets
        (title, options), *rest = fieldsets
        return [(title, {**options, "fields": (*options["fields"], "draft")}), *rest]

    def _is_short(self, request):
        """Tell whether a list is read at a glance: it has no filters, nor boxes to remove rows.

        One that was asked for with a filter, or sent, keeps them.
        """
        if request.method != "GET" or not {*request.GET} <= SEARCHED:
            return False
        if not hasattr(request, "desk_short"):
            request.desk_short = self.get_queryset(request).count() < FEW_ROWS
        return request.desk_short

    def get_actions(self, request):
        found = super().get_actions(request)
        # What is done to several at once needs boxes; to remove a few of them does not.
        return {} if {*found} <= {"delete_selected"} and self._is_short(request) else found

    def get_list_filter(self, request):
        if self._is_short(request):
            return []
        filters = [*super().get_list_filter(request)]
        if self.may_be_draft:
            filters.append("draft")
        if self.model in TEXTS:
            filters.append(TranslationFilter)
        if any(field.name == "source_checked_on" for field in self.opts.fields):
            filters.append(SourceFilter)
        return filters

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_translations"
        view = self.admin_site.admin_view(self.translations_view)
        own = [path("<path:object_id>/traductions/", view, name=name)] if self.is_translated else []
        return own + super().get_urls()

    @property
    def is_translated(self):
        return self.model in TEXTS

    def translations_view(self, request, object_id):
        return translations_view(self, request, object_id)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        if "_saveasnew" in request.POST and not self.save_as:
            # Django obeys this button even if the page does not offer it, and then fails.
            raise BadRequest("Cette page n'enregistre pas de copie.")
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        models = [self.model, *(inline.model for inline in self.get_inline_instances(request, obj))]
        context["desk_has_conditions"] = any(
            isinstance(field, ConditionField) for model in models for field in model._meta.fields
        )
        context["desk_translated"] = self.is_translated
        context["desk_uses_url"] = uses_url(obj) if obj is not None else ""
        context["desk_dead_links"] = dead_links_of(obj) if obj else []
        context["desk_mistakes"] = _mistakes(context)
        unfold_mistakes(context["adminform"])
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        self.warn(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self.warn(request, obj)
        return super().response_change(request, obj)

    def response_delete(self, request, obj_display, obj_id):
        self.warn(request, None)
        return super().response_delete(request, obj_display, obj_id)

    def warn(self, request, obj):
        """Tell the agent what is now wrong in the entry, and whether something else is."""
        rights = rights_of(request)
        now = content_now()
        # What « Essayer » and the builder of conditions compile too, so once for all of them.
        written = version_of(now.with_drafts(own_drafts(request.user, now)))
        problems = _seen(written.problems, rights)
        own = [one for one in problems if obj is not None and is_about(one, obj)]
        others = [one for one in problems if one not in own]
        if others:
            # A draft does not block a publication.
            public = _seen(version_of(now.by_part).problems, rights)
            others = [one for one in public if one not in own]
        if own:
            lines = format_html_join(
                "", "<li>{}</li>", ((one,) for one in sentences(own[:MOST_SHOWN]))
            )
            text = "Enregistré, mais à corriger avant de publier :"
            if getattr(obj, "draft", False):
                text = "Enregistré, en préparation. Il faudra encore corriger :"
            messages.warning(request, format_html("{}<ul>{}</ul>", text, lines))
        elif self.may_be_draft and getattr(obj, "draft", False):
            messages.info(request, IN_PREPARATION)
        if others:
            check = reverse("admin:desk_check")
            text = "Le catalogue a un problème qui empêche de publier."
            link = format_html('{} <a href="{}">Vérifier le catalogue</a>', text, check)
            messages.warning(request, link)
        self.warn_of_never_true(request)


def _mistakes(context):
    """Return what keeps the page of an entry from being saved, in the order of its fields."""
    if not context.get("errors"):
        return []
    lines = [form for one in context["inline_admin_formsets"] for form in one.formset.forms]
    return [one for form in (context["adminform"].form, *lines) for one in mistakes_in(form)]


def _seen(problems, rights):
    """Return the problems that keep from publishing, of the parts that an account sees."""
    return [one for one in problems if one.blocking and rights.may_view(part_of(one))]


class LocalAdmin(TellsNational, DeskAdmin):
    """The page of an entry of a département."""

    part_lookup = "department__code"
    parents = ("department",)
    list_select_related = ("department",)
    narrowed = True

    def get_list_filter(self, request):
        filters = super().get_list_filter(request)
        if not self.narrowed:
            return filters
        rights = rights_of(request)
        if len(rights.visible_parts) < MANY_PARTS:
            # One's own and the nation's: the first filter tells them apart.
            filters = [one for one in filters if one != "department"]
        return [OwnRows, *filters]


class InsideAdmin(DeskAdmin):
    """The page of an entry inside another one, from which it is reached."""

    listed = False

    def _response_post_save(self, request, obj):
        return redirect(ADDRESSES.of(self.parent_of(obj)))

    def parent_of(self, obj):
        """Return the entry around an entry."""
        return next(filter(None, (getattr(obj, name) for name in self.parents)))

    def render_change_form(self, request, context, *args, **kwargs):
        obj = kwargs.get("obj")
        if obj is not None:
            parent = self.parent_of(obj)
            context |= {"desk_parent": parent, "desk_parent_url": ADDRESSES.of(parent)}
        return super().render_change_form(request, context, *args, **kwargs)


class DeskInline(MovedByButtons, DeskOptions, admin.StackedInline):
    """The entries inside an entry, each folded to one line, with the editors of their own pages."""

    template = "admin/edit_inline/folded.html"
    extra = 0
    show_change_link = True
    # Whether the lines that are there already are open too.
    unfolded = False
    inner = ("key",)

    def get_fieldsets(self, request, obj=None):
        return set_aside(super().get_fieldsets(request, obj), self.inner)

    def has_add_permission(self, request, obj=None):
        return self._may_write(request, "add", obj)

    def _may_write(self, request, action, obj):
        if obj is not None:
            return rights_of(request).may_edit(obj.part, self.model, action)
        parent = self.admin_site.get_model_admin(self.parent_model)
        writable = rights_of(request).parts_where("add", self.model)
        return bool(writable) and parent.has_add_permission(request)
