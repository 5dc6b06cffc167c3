"""The « Traductions » page of an entry: its French texts and those of its lines, translated."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import get_language_info

from procedures.drafting.history.rows import last_change_of
from procedures.engine.schema.texts import text_hash
from procedures.models import TranslationStatus
from procedures.publishing.journal import recording
from procedures.rights import rights_of
from procedures.translation import TEXTS

from .columns import LANGUAGES

SHORT = 80


@dataclass
class TextVersion:
    """A text in one language, with what was typed for it."""

    name: str
    language: str
    language_name: str
    direction: str
    text: str
    status: TranslationStatus
    longest: int | None
    error: str = ""
    # Somebody else's version of the text, if both must be compared.
    other: str = ""

    def __post_init__(self):
        self.was = text_hash(self.text.strip())

    @property
    def may_be_confirmed(self):
        """Whether the text exists and is not reviewed against the present French text."""
        return self.text and self.status != TranslationStatus.REVIEWED


@dataclass
class EntryText:
    """A French text of an entry, and its versions in other languages."""

    owner: models.Model
    column: str
    label: str
    french: str
    mark: str
    versions: list = field(default_factory=list)

    @property
    def name(self):
        return f"{self.owner._meta.model_name}-{self.owner.pk}-{self.column}"

    @property
    def is_long(self):
        return len(self.french) > SHORT


def texts_of(obj):
    """Return the texts of an entry and of the entries inside it, in reading order."""
    texts = [_text(obj, column) for column in TEXTS.get(type(obj), ())]
    texts = [text for text in texts if text.french]
    for relation in obj._meta.related_objects:
        if relation.on_delete is models.CASCADE and relation.related_model in TEXTS:
            children = getattr(obj, relation.get_accessor_name())
            for child in children.order_by("position", "pk"):
                texts += texts_of(child)
    return texts


def _text(obj, column):
    french = getattr(obj, f"{column}_{settings.LANGUAGE_CODE}") or ""
    source = type(obj)._meta.get_field(column)
    text = EntryText(obj, column, capfirst(source.verbose_name), french, obj.french_hash(column))
    for code, name in LANGUAGES:
        version = TextVersion(
            name=f"{text.name}-{code}",
            language=code,
            language_name=name,
            direction="rtl" if get_language_info(code)["bidi"] else "ltr",
            text=getattr(obj, f"{column}_{code}") or "",
            status=obj.translation_status(column, code),
            longest=source.max_length,
        )
        text.versions.append(version)
    return text


def translations_view(model_admin, request, object_id):
    """Show the texts. POST saves those that were changed or confirmed."""
    if request.method != "POST":
        return _view(model_admin, request, object_id)
    # The lock of the journal is held, so that no act writes between the reading and the saving.
    with recording(request.user, how="traduction"):
        return _view(model_admin, request, object_id)


def _view(model_admin, request, object_id):
    obj = model_admin.get_object(request, unquote(object_id))
    if obj is None:
        if request.method == "POST" and model_admin.is_gone(object_id):
            return _lost(model_admin, request)
        raise Http404
    if not model_admin.has_view_permission(request, obj):
        raise PermissionDenied
    texts, lost = texts_of(obj), []
    if request.method == "POST":
        if not model_admin.has_change_permission(request, obj):
            raise PermissionDenied
        lost = lost_texts(request, texts)
        if save_all(request, obj, texts, lost):
            return redirect(request.path)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Traductions",
        "subtitle": str(obj),
        "opts": model_admin.opts,
        "original": obj,
        "groups": grouped(texts),
        "lost": lost,
        "may_edit": rights_of(request).may_edit(obj.part),
    }
    return TemplateResponse(request, "admin/desk/translations.html", context)


def grouped(texts):
    """Return [(name of an entry, its texts)]."""
    groups = []
    for text in texts:
        if not groups or groups[-1][0] != text.owner:
            groups.append((text.owner, []))
        groups[-1][1].append(text)
    return [(f"{owner._meta.verbose_name} « {owner} »", inside) for owner, inside in groups]


def _lost(model_admin, request):
    """Return a page with what was typed for an entry that was deleted."""
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Cette fiche n'existe plus",
        "lost": lost_texts(request, []),
    }
    return TemplateResponse(request, "admin/history/lost.html", context, status=404)


def lost_texts(request, texts):
    """Return what was typed for texts whose line was removed meanwhile."""
    known = {version.name for text in texts for version in text.versions}
    names = (name.removesuffix("-was") for name in request.POST if name.endswith("-was"))
    typed = [(name, _typed(request, name)) for name in names if name not in known]
    return [text for name, text in typed if text and text_hash(text) != request.POST[f"{name}-was"]]


def save_all(request, obj, texts, lost=()):
    """Save what was typed, all or nothing; return whether it was saved."""
    changes = []
    for text in texts:
        for version in text.versions:
            if _is_changed(request, text, version):
                changes.append((text, version))
    if lost or any(version.error for _, version in changes):
        messages.error(request, "Rien n'est enregistré : voyez les textes marqués.")
        return False
    for text, version in changes:
        owner = text.owner
        owner.set_translation(
            text.column, version.language, version.text, TranslationStatus.REVIEWED
        )
        owner.save(update_fields=[f"{text.column}_{version.language}", "translation_states"])
    if changes:
        LogEntry.objects.log_actions(
            request.user.pk, [obj], CHANGE, f"Traductions : {len(changes)}.", single_object=True
        )
    count = len(changes)
    done = f"{count} traduction{'s' * (count > 1)} enregistrée{'s' * (count > 1)}."
    messages.success(request, done if count else "Rien n'a changé.")
    return True


def _is_changed(request, text, version):
    """Read what was typed for one text, and return whether to save it."""
    typed = _typed(request, version.name)
    if typed is None:
        return False
    stored, was = version.text, request.POST.get(f"{version.name}-was")
    confirmed = bool(typed) and f"{version.name}-relue" in request.POST
    if typed == stored and not confirmed:
        return False
    if was != version.was and text_hash(typed) == was and not confirmed:
        # Only somebody else has changed it.
        return False
    version.text = typed
    if request.POST.get(f"{text.name}-mark") != text.mark:
        version.error = "Le texte français vient de changer : relisez-le, puis enregistrez."
    elif was != version.was:
        version.error, version.other = _describe(text.owner), stored or "(vide)"
    elif version.longest and len(typed) > version.longest:
        version.error = f"Ce texte est trop long : {version.longest} caractères au plus."
    return True


def _typed(request, name):
    typed = request.POST.get(name)
    return None if typed is None else typed.replace("\r\n", "\n").strip()


def _describe(owner):
    change = last_change_of(owner)
    who = f"{change.author or 'Le programme'} a changé" if change else "Quelqu'un a changé"
    return f"{who} cette traduction. La vôtre est gardée : comparez, puis enregistrez."
