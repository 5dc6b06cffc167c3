"""Between two cards: provisional papers, who asks for them, letters, the words of sites."""

from django import forms
from django.contrib import admin

from procedures.models import (
    Letter,
    LetterField,
    OnlineService,
    PaperUse,
    ProofAsker,
    ProofAskerRule,
    ProvisionalPaper,
    ServiceNeed,
    ServiceWay,
    SiteWording,
)
from procedures.models.base import Sourced

from .base import DeskAdmin, DeskInline, InsideAdmin
from .columns import called, checked_on, excerpt, to_translate
from .options import SOURCE

USE = (("position", "asker"), "verdict", "text")
BLANK = (("position", "key"), "kind", "label", "hint")
NEED = (("position", "icon", "optional"), "title", "text", "question", "without")
WAY = ("position", "title", "text")


class NamesOthers:
    """A form of an entry that may name a letter, one who asks, a site: chosen by its title."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return _chosen(db_field) or super().formfield_for_dbfield(db_field, request, **kwargs)


class AskerRuleInline(DeskInline):
    model = ProofAskerRule
    fieldsets = ((None, {"fields": ("position", "text")}),)


@admin.register(ProofAsker)
class AskerAdmin(DeskAdmin):
    fieldsets = ((None, {"fields": ("key", "title", "text", "icon")}), SOURCE)
    inlines = (AskerRuleInline,)
    list_display = (called(ProofAsker, "title"), checked_on, to_translate)
    search_fields = ("key", "title_fr", "text_fr")


class PaperUseInline(NamesOthers, DeskInline):
    model = PaperUse
    fieldsets = ((None, {"fields": USE}),)


@admin.register(ProvisionalPaper)
class ProvisionalPaperAdmin(NamesOthers, DeskAdmin):
    fieldsets = (
        (None, {"fields": ("key", "title", "when", "given", "shown_with", "proves")}),
        (
            "Ce qu'il permet",
            {
                "fields": (
                    *("stay", "stay_note", "stay_article", "work", "work_note", "work_article"),
                    *("travel", "travel_note", "lasts", "limits"),
                )
            },
        ),
        ("Quand il finit", {"fields": ("ending", "letter")}),
        SOURCE,
    )
    inlines = (PaperUseInline,)
    list_display = (
        *(called(ProvisionalPaper, "title"), "stay", "work", "travel", checked_on, to_translate),
    )
    search_fields = ("key", "title_fr", "given_fr")


class LetterFieldInline(DeskInline):
    model = LetterField
    fieldsets = ((None, {"fields": BLANK}),)


@admin.register(Letter)
class LetterAdmin(DeskAdmin):
    fieldsets = (
        (None, {"fields": ("key", "title", "meaning", "body")}),
        (
            "L'envoyer",
            {"fields": ("addressee", "way", "timing", "starts", "enclosures", "warning")},
        ),
        SOURCE,
    )
    inlines = (LetterFieldInline,)
    list_display = (called(Letter, "title"), checked_on, to_translate)
    search_fields = ("key", "title_fr", "body")


@admin.register(SiteWording)
class WordingAdmin(NamesOthers, DeskAdmin):
    fieldsets = (
        (None, {"fields": ("words", "key", "service", "typed", ("urgency", "common"))}),
        ("Ce que lit la personne", {"fields": ("meaning", "acts", "delay", "avoid", "letter")}),
        SOURCE,
    )
    list_display = ("words", "service", "urgency", checked_on, to_translate)
    list_filter = ("service", "urgency")
    search_fields = ("key", "words", "typed", "meaning_fr")


def _inline(shown, fields):
    """Return the lines of an entry on its page."""
    attributes = {"model": shown, "fieldsets": ((None, {"fields": fields}),)}
    return type(f"{shown.__name__}Inline", (DeskInline,), attributes)


@admin.register(OnlineService)
class OnlineServiceAdmin(NamesOthers, DeskAdmin):
    fieldsets = (
        (None, {"fields": ("key", "title", "kinds", "url", "files", "letter")}),
        SOURCE,
    )
    inlines = (_inline(ServiceNeed, NEED), _inline(ServiceWay, WAY))
    list_display = (called(OnlineService, "title"), checked_on, to_translate)
    search_fields = ("key", "title_fr", "url")


def _inside(model, parent, text, fields):
    """Return the admin of the lines of an entry, which their history and translations open."""
    sources = (SOURCE,) if issubclass(model, Sourced) else ()
    attributes = {
        "parents": (parent,),
        "fieldsets": ((None, {"fields": (parent, *fields)}), *sources),
        "list_display": (excerpt(model, text), parent, to_translate),
        "list_select_related": (parent,),
        "search_fields": (f"{text}_fr",),
    }
    return type(f"{model.__name__}Admin", (NamesOthers, InsideAdmin), attributes)


for _model, _parent, _text, _fields in (
    (ProofAskerRule, "asker", "text", ("position", "text")),
    (PaperUse, "provisional_paper", "text", USE),
    (LetterField, "letter", "label", BLANK),
    (ServiceNeed, "online_service", "title", NEED),
    (ServiceWay, "online_service", "title", WAY),
):
    admin.site.register(_model, _inside(_model, _parent, _text, _fields))


def _chosen(db_field):
    """Return the list of the entries that a column of names may hold, or ``None`` for others."""
    kinds = {"asker": ProofAsker, "letter": Letter, "service": OnlineService}
    kind = kinds.get(db_field.name)
    if kind is None or db_field.is_relation or db_field.choices:
        return None
    listed = [(one.key, str(one)) for one in kind.objects.all()]
    return forms.ChoiceField(
        choices=[("", "aucun"), *listed],
        label=db_field.verbose_name.capitalize(),
        required=not db_field.blank,
        help_text=db_field.help_text,
    )
