"""« Enregistrer et publier » on the page of an announcement: both succeed, or neither.

The form is first saved and undone, to check what it would publish while one reads how far that is.
"""

from functools import partial

from django import forms
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from procedures.drafting.problems.telling import sentences
from procedures.drafting.words.closing import LENGTHS, closing_sentence
from procedures.engine.errors import InvalidCatalogue
from procedures.models import NATIONAL, Notice, Site
from procedures.publishing.editions import one_notice
from procedures.publishing.editions import stored as editions
from procedures.publishing.parts import cutting as parts
from procedures.publishing.parts.families import family_title
from procedures.rights import rights_now, rights_of

from .forms import DeskForm
from .publication.planning import REFUSALS
from .publication.telling import show_now, tell
from .waiting import REHEARSAL, rehearsed

BUTTON = "_publier"
NOTHING = "Rien n'est enregistré ni publié."
WRITTEN_ALREADY = (
    "Cette annonce est déjà enregistrée, avec les mêmes jours. "
    "Ouvrez-la dans la liste des annonces."
)
LEFT_EMPTY = "Obligatoire, sauf si vous choisissez une fermeture."
WHICH_DAY = "Choisissez le jour de la fermeture."
HOW_LONG = "Choisissez d'abord, dans « Fermeture », combien de temps ce lieu est fermé."
ELSEWHERE = "Ce lieu est dans un autre département."


class Rehearsed(Exception):
    """The form is right: what it would publish is known, and its saving is undone."""

    def __init__(self, candidate, part):
        super().__init__(part)
        self.candidate = candidate
        self.key = (part, parts.digest(candidate[part]), editions.in_force(), timezone.localdate())


class ClosedPlaceField(forms.ModelChoiceField):
    """The place that is closed: the whole préfecture, or one where it receives people."""

    def __init__(self, queryset):
        super().__init__(
            queryset,
            label="Ce qui est fermé",
            required=False,
            empty_label="toute la préfecture",
            help_text="Un seul lieu ? La phrase le nomme, et l'annonce est montrée pour les "
            "démarches que ce lieu traite. Un seul guichet d'un lieu : écrivez-le dans le texte.",
        )

    def label_from_instance(self, obj):
        families = ", ".join(map(family_title, obj.handles))
        named = f"{obj.department.code} : {obj}"
        return f"{named} ({families})" if families else f"{named} (toutes les démarches)"


class NoticeForm(DeskForm):
    """``closing`` writes the sentence of a new announcement: of one that is there, one changes it.

    A first day that is written gives the last one, if nobody says another.
    """

    publishing = False
    refusal = ()
    # Those that the account may say closed: each request has a form class of its own, and no field.
    places = Site.objects.none()
    closing = forms.ChoiceField(
        label="Fermeture",
        required=False,
        choices=[("", "non, j'écris l'annonce moi-même"), *LENGTHS.items()],
        help_text="La phrase « La préfecture est fermée… » s'écrit seule, d'après les jours. "
        "Ajoutez la raison dans le texte si vous voulez, ou laissez-le vide.",
    )
    place = ClosedPlaceField(Site.objects.none())

    class Meta:
        help_texts = {"ends_on": "Ce jour compris. Vide : le premier jour seulement."}

    class Media:
        js = (forms.Script("admin-desk/days.js", type="module"),)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "place" in self.fields:
            self.fields["place"].queryset = self.places
        if self.instance.pk is None and not self.prefix and "text_fr" in self.fields:
            # The page of a new one asks for a closure too, whose sentence is enough.
            self.fields["text_fr"].required = False
            self.fields["text_fr"].help_text = LEFT_EMPTY

    def clean(self):
        cleaned = super().clean()
        first = cleaned.get("starts_on")
        if first and "starts_on" in self.changed_data and "ends_on" not in self.errors:
            cleaned["ends_on"] = cleaned.get("ends_on") or first
        self._check_place(cleaned)
        if cleaned.get("closing"):
            self._write_closing(cleaned)
        elif "text_fr" in self.fields and not cleaned.get("text_fr"):
            self.add_error("text_fr", self.fields["text_fr"].error_messages["required"])
        days = [cleaned.get(name) for name in one_notice.DAYS]
        written = not self.instance.pk or not {*one_notice.DAYS}.isdisjoint(self.changed_data)
        faults = one_notice.faults_of_dates(*days, publishing=self.publishing, written=written)
        for name, fault in faults.items():
            if name not in self.errors:
                self.add_error(name, fault)
        if self.publishing and cleaned.get("draft"):
            self.add_error("draft", "Décochez « en préparation » pour publier cette annonce.")
        if self._is_written_already(cleaned):
            self.add_error("text_fr", WRITTEN_ALREADY)
        for reason in self.refusal:
            self.add_error(None, reason)
        return cleaned

    def _check_place(self, cleaned):
        """Show a closure of one place for the procedures that this place handles, if it says so."""
        place = cleaned.get("place")
        if place is None:
            return
        if not cleaned.get("closing"):
            self.add_error("place", HOW_LONG)
        elif cleaned.get("department") not in (None, place.department):
            self.add_error("place", ELSEWHERE)
        elif not cleaned.get("families"):
            cleaned["families"] = list(place.handles)

    def _write_closing(self, cleaned):
        """Put the sentence of the closure before what else is said of it."""
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last:
            place = cleaned.get("place")
            named = str(place) if place else ""
            sentence = closing_sentence(first, last, cleaned["closing"], named)
            said = cleaned.get("text_fr") or ""
            cleaned["text_fr"] = f"{sentence} {said}".strip()
        elif "starts_on" not in self.errors and "ends_on" not in self.errors:
            self.add_error("starts_on", WHICH_DAY)

    def _is_written_already(self, cleaned):
        """Tell whether a new announcement says the same of the same days: a button pressed twice.

        Publishing may take long on a busy server, and whoever waits presses again.
        """
        if self.instance.pk or not all(map(cleaned.get, ("department", "text_fr"))):
            return False
        same = {name: cleaned.get(name) for name in ("department", "text_fr", *one_notice.DAYS)}
        return Notice.objects.filter(**same).exists()


class PublishesNotices:
    """The pages of announcements, for accounts that may publish their part."""

    form = NoticeForm

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        if request.method != "POST" or BUTTON not in request.POST:
            return view(request, object_id, form_url, extra_context)
        self._refuse_who_may_not(request, object_id)
        if object_id and object_id.isdigit():
            request.desk_former = one_notice.state_of(int(object_id))
        try:
            waits = self._rehearsed(request, view, object_id, form_url, extra_context)
            response = waits or view(request, object_id, form_url, extra_context)
        except InvalidCatalogue as error:
            request.desk_refusal = (NOTHING, *sentences(error.problems))
        except REFUSALS as error:
            request.desk_refusal = (NOTHING, str(error))
        else:
            show_now()
            return response
        # The saving was rolled back: show the form as it was typed, with the reasons.
        return view(request, object_id, form_url, extra_context)

    def _rehearsed(self, request, view, *asked):
        """Return the page on which one waits for the check, or that of a form to correct.

        ``None`` once it is checked: what the check refuses, the publication refuses too.
        """
        request.desk_rehearses = True
        try:
            return view(request, *asked)
        except Rehearsed as made:
            asked = ("notice", *made.key), partial(one_notice.rehearse, made.candidate)
        finally:
            request.desk_rehearses = False
        return rehearsed(self.admin_site, request, "Publier l'annonce", *asked, REHEARSAL, REFUSALS)

    def _refuse_who_may_not(self, request, object_id):
        """Refuse accounts that may not publish, before reading any data sent."""
        obj = self.get_object(request, unquote(object_id)) if object_id else None
        rights = rights_of(request)
        if obj is not None and not rights.may_publish(obj.part):
            raise PermissionDenied
        if object_id is None and not rights.publishable_parts:
            raise PermissionDenied

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.publishing = request.method == "POST" and BUTTON in request.POST
        form.refusal = getattr(request, "desk_refusal", ())
        form.places = self.places(request)
        return form

    def places(self, request):
        """Return the places that an account may say closed: those that the public knows."""
        mine = rights_of(request).parts_where("add", Notice)
        rows = Site.objects.filter(department__code__in=mine, draft=False)
        return rows.exclude(department__code=NATIONAL).select_related("department")

    def render_change_form(self, request, context, *args, **kwargs):
        rights, obj = rights_of(request), kwargs.get("obj")
        context["desk_may_publish"] = bool(
            rights.may_publish(obj.part) if obj else rights.publishable_parts
        )
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        self._publish(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        self._publish(request, obj)
        return super().response_change(request, obj)

    def _publish(self, request, obj):
        if BUTTON not in request.POST:
            return
        if not rights_of(request).may_publish(obj.part):
            raise PermissionDenied
        former = getattr(request, "desk_former", None)
        if request.desk_rehearses:
            raise Rehearsed(one_notice.candidate_of(obj, former=former), obj.part)
        request.desk_waits = None
        publication = one_notice.publish_notice(
            obj,
            author=request.user,
            former=former,
            permitted=lambda: rights_now(request).may_publish(obj.part),
        )
        tell(request, publication)
