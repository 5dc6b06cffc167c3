"""The forms of an announcement that one writes, and of a closure, whose sentence is made."""

from django import forms
from django.contrib.admin.widgets import AdminRadioSelect
from django.utils import timezone

from procedures.engine.values.department import CLOSED, REASONS
from procedures.exchange.columns import languages
from procedures.models import NATIONAL, Notice, Site
from procedures.models.notices import closure_key
from procedures.publishing.editions import one_notice
from procedures.publishing.opening import closing_text
from procedures.publishing.parts.channel_words import family_title
from procedures.translating.progress import IN_FORCE

from .forms import DeskForm

WRITTEN_ALREADY = (
    "Cette annonce est déjà enregistrée, avec les mêmes jours. "
    "Ouvrez-la dans la liste des annonces."
)
WHICH_DAY = "Choisissez le jour de la fermeture."
ELSEWHERE = "Ce lieu est dans un autre département."
NOT_READ = "Rien n'est encore enregistré ni publié. Relisez, puis appuyez encore."
# The field in which a page says which sentence it has shown.
READ = "_lue"


class ClosedPlaceField(forms.ModelChoiceField):
    """The place that is closed: the whole préfecture, or one where it receives people."""

    def __init__(self, queryset):
        super().__init__(
            queryset,
            label="Ce qui est fermé",
            required=False,
            empty_label="toute la préfecture",
            help_text="Un seul lieu ? La phrase le nomme, et l'annonce est montrée pour les "
            "démarches que ce lieu traite.",
        )

    def label_from_instance(self, obj):
        families = ", ".join(map(family_title, obj.handles))
        named = f"{obj.department.code} : {obj}"
        return f"{named} ({families})" if families else f"{named} (toutes les démarches)"


class DatedForm(DeskForm):
    """An announcement or a closure. A first day that is written gives the last one.

    What was of one day stays of one day where another is chosen, and a week stays a week.
    """

    publishing = False
    refusal = ()
    # The column of which a second one with the same days would say the same.
    same = ()

    class Meta:
        help_texts = {"ends_on": "Ce jour compris. Vide : le premier jour seulement."}

    class Media:
        js = (forms.Script("admin-desk/days.js", type="module"),)

    def clean(self):
        cleaned = super().clean()
        first, moved = cleaned.get("starts_on"), "starts_on" in self.changed_data
        if first and moved and "ends_on" not in self.errors:
            was, last = self.instance.starts_on, cleaned.get("ends_on")
            if last and was and "ends_on" not in self.changed_data:
                cleaned["ends_on"] = first + (last - was)
            cleaned["ends_on"] = cleaned.get("ends_on") or first
        elif first and self.publishing and "ends_on" not in self.errors:
            # An old one without an end, as the page says it: of the first day only, if it is ahead.
            ahead = first if first >= timezone.localdate() else None
            cleaned["ends_on"] = cleaned.get("ends_on") or ahead
        days = [cleaned.get(name) for name in one_notice.DAYS]
        written = not self.instance.pk or not {*one_notice.DAYS}.isdisjoint(self.changed_data)
        # One that stands until it is removed has no last day to ask for.
        publishing = self.publishing and not self._stands()
        faults = one_notice.faults_of_dates(*days, publishing=publishing, written=written)
        for name, fault in faults.items():
            if name not in self.errors:
                self.add_error(name, fault)
        if self._is_written_already(cleaned):
            self.add_error(self.same[0], WRITTEN_ALREADY)
        for reason in self.refusal:
            self.add_error(None, reason)
        return cleaned

    def _stands(self):
        """Tell whether an announcement that is there already was saved without any day."""
        row, names = self.instance, ("starts_on", "ends_on", "shown_until")
        return bool(row.pk) and not any(getattr(row, name) for name in names)

    def _is_written_already(self, cleaned):
        """Tell whether a new announcement says the same of the same days: a button pressed twice.

        Publishing may take long on a busy server, and a waiting agent presses again.
        """
        if self.instance.pk or not all(map(cleaned.get, ("department", self.same[0]))):
            return False
        names = ("department", *self.same, *one_notice.DAYS[:2])
        return Notice.objects.filter(**{name: cleaned.get(name) for name in names}).exists()


class NoticeForm(DatedForm):
    same = ("text_fr", *one_notice.DAYS[2:])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "text_fr" in self.fields:
            # Only a closure has none.
            self.fields["text_fr"].required = True

    def clean(self):
        cleaned = super().clean()
        if self.publishing and cleaned.get("draft"):
            self.add_error("draft", "Décochez « en préparation » pour publier cette annonce.")
        return cleaned


class ClosureForm(DatedForm):
    """A closure: data only. It is not saved before its sentence was read."""

    same = ("closed", "place")
    inner = ""
    # Those that the account may say closed: each request has a form class of its own, and no field.
    places = Site.objects.none()
    key = forms.RegexField(
        r"^fermeture_[0-9a-f]{8}\Z", initial=closure_key, widget=forms.HiddenInput, required=False
    )
    closed = forms.ChoiceField(
        label="Fermeture",
        choices=[*CLOSED.items()],
        widget=AdminRadioSelect(attrs={"class": "radiolist inline"}),
        initial="jour",
    )
    place = ClosedPlaceField(Site.objects.none())
    reason = forms.ChoiceField(
        label="Raison", required=False, choices=[("", "je ne la dis pas"), *REASONS.items()]
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # What the public reads in each language, or will read once the form is saved.
        self.sentences = []
        if "starts_on" in self.fields:
            self.fields["starts_on"].required = True
            self.fields["starts_on"].help_text = "Le jour de la fermeture."
            self.fields["starts_on"].error_messages["required"] = WHICH_DAY
        if "place" in self.fields:
            self.fields["place"].queryset = self._places()
        if "department" in self.fields:
            offered = self.fields["department"].queryset.exclude(code=NATIONAL)
            self.fields["department"].queryset = offered

    def _places(self):
        """Offer the places of a row's département, and choose the one that it names."""
        if self.instance.pk is None:
            return self.places
        del self.fields["key"]
        sites = Site.objects.filter(department=self.instance.department_id)
        text = text_of_row(self.instance, sites.filter(key=self.instance.place).first())
        if not self.is_bound:
            self.sentences = _listed(text)
        offered = self.places.filter(department=self.instance.department_id)
        chosen = offered.filter(key=self.instance.place).values_list("pk", flat=True).first()
        self.initial["place"] = chosen
        return offered

    def clean(self):
        place = self.cleaned_data.get("place")
        self.cleaned_data["place"] = place.key if place else ""
        cleaned = super().clean()
        department = cleaned.get("department")
        if place and department not in (None, place.department):
            self.add_error("place", ELSEWHERE)
        if self.instance.pk is None:
            self.instance.key = cleaned.get("key") or closure_key()
            self.instance.shown_from = timezone.localdate()
        if not self.errors:
            days = cleaned["starts_on"], cleaned["ends_on"]
            text = closing_text(cleaned["closed"], *days, _name_of(place), cleaned["reason"])
            self.sentences = _listed(text)
            if self.data.get(READ) != text["fr"]:
                self.add_error(None, NOT_READ)
        return cleaned

    @property
    def is_to_be_read(self):
        """Whether nothing is wrong but that its sentence was not read yet."""
        return self.is_bound and list(self.errors.values()) == [[NOT_READ]]

    @property
    def sentence(self):
        """The French sentence, by which the page says what it has shown."""
        return self.sentences[0]["text"] if self.sentences else ""


def _listed(text):
    return [{"lang": code, "text": words} for code, words in text.items()]


def _name_of(place):
    """Return the name of a place in the languages in which the public reads it."""
    if place is None:
        return None
    states = {code: place.translation_status("name", code) for code in languages()}
    translated = [code for code, state in states.items() if state in IN_FORCE]
    return {code: getattr(place, f"name_{code}") for code in ("fr", *translated)}


def text_of_row(row, place):
    """Return what is read of a closure of the working copy, in every language."""
    name = _name_of(place) or ({"fr": row.place} if row.place else None)
    return closing_text(row.closed, row.starts_on, row.ends_on, name, row.reason)


def closes(request, obj):
    """Tell whether a page is that of a closure: « Fermer un jour », or a day that is closed."""
    return bool(obj.closed if obj else "closed" in request.GET or "closed" in request.POST)
