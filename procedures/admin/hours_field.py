"""Opening hours as seven lines of free writing, with the sentence that the public will read."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import JsonResponse

from procedures.drafting.words.formats import DAY_NAMES, read_day, typed_day, week_words
from procedures.engine.conditions.words import partial_day_words
from procedures.engine.schema.declared import document_date
from procedures.engine.values.facts import UNDATED
from procedures.publishing.opening import opening_lines
from procedures.rights import rights_of

from .columns import SeveralInputs
from .desk_page import need

# « Recopier jusqu'à vendredi ».
MONDAY, *OTHER_WORKING_DAYS = tuple(DAY_NAMES)[:5]
NO_HOURS = "Nous ne montrerons pas d'horaires."
NO_DATE = partial_day_words(UNDATED)


class WeekWidget(SeveralInputs):
    """Seven lines. A stored week is shown as people type it."""

    template_name = "admin/hours/week.html"
    # Two agents may write two days at once.
    parts_apart = True

    class Media:
        css = {"all": ["admin-desk/hours.css"]}
        js = ["admin-desk/hours.js"]

    def __init__(self, attrs=None):
        lines = {name: forms.TextInput(attrs={"autocomplete": "off"}) for name in DAY_NAMES}
        super().__init__(lines, attrs)

    def decompress(self, value):
        week = value or {}
        return [typed_day(week[day]) if day in week else "" for day in DAY_NAMES]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, list) else self.decompress(value)
        read = understood(typed)
        lines = zip(DAY_NAMES.values(), context["widget"]["subwidgets"], read["lines"], strict=True)
        context["widget"]["lines"] = [
            {"day": day, "input": line, **words} for day, line, words in lines
        ]
        context["widget"]["public"] = read["public"]
        return context


class WeeklyHoursField(forms.MultiValueField):
    """The seven days. Empty: the day is unknown; « fermé » closes it."""

    widget = WeekWidget

    # What other structured columns of the desk are given.
    def __init__(self, *, names=None, encoder=None, decoder=None, **options):
        lines = [forms.CharField(required=False, max_length=200) for _ in DAY_NAMES]
        super().__init__(lines, require_all_fields=False, **{"required": False, **options})

    def compress(self, lines):
        week, faults = {}, []
        for day, text in zip(DAY_NAMES, lines, strict=False):
            try:
                if text:
                    week[day] = read_day(text)
            except ValueError:
                faults.append(DAY_NAMES[day])
        if faults:
            # Each line says what is wrong with it.
            raise ValidationError(f"À corriger : {', '.join(faults)}.")
        return week

    def has_changed(self, initial, data):
        try:
            return self.clean(data) != (initial or {})
        except ValidationError:
            return True

    @staticmethod
    def shown(value):
        """Return a week for accounts that may only read it."""
        return "\n".join(opening_lines(value)) or NO_HOURS

    @staticmethod
    def said(values):
        """Return the seven lines sent, with their days."""
        lines = zip(DAY_NAMES.values(), values, strict=False)
        return "\n".join(f"{day} : {text}" for day, text in lines if text)


def understood(typed):
    """Return what was understood of seven lines, and the sentence that the public will read."""
    week, lines = {}, []
    for day, text in zip(DAY_NAMES, typed, strict=False):
        text = (text or "").strip()
        try:
            if text:
                week[day] = read_day(text)
            words = week_words(week)[DAY_NAMES[day]]
            lines.append({"said": words if text else f"vide : {words}", "fault": False})
        except ValueError as error:
            lines.append({"said": str(error), "fault": True})
    return {"lines": lines, "public": opening_lines(week) or [NO_HOURS]}


def hours_preview(site, request):
    """Answer the lines being typed (GET, ``jour`` seven times) with what is understood."""
    need(rights_of(request).parts)
    typed = [text[:200] for text in request.GET.getlist("jour")[: len(DAY_NAMES)]]
    return JsonResponse(understood([*typed, *[""] * (len(DAY_NAMES) - len(typed))]))


class PartialDateField(forms.CharField):
    """A day, a month, a year, or « sans date »; stored as files write it: « 2019-09 »."""

    def prepare_value(self, value):
        # What was typed and refused is shown again as it is.
        return value if not value or document_date(value) else partial_day_words(value)

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return text
        if text.casefold() in (NO_DATE, UNDATED):
            return UNDATED
        stored = text if "-" in text else "-".join(reversed(_padded(text)))
        if document_date(stored):
            raise ValidationError(
                f"« {text} » n'est pas une date. Écrivez 21/09/2019, 09/2019, 2019, "
                f"ou « {NO_DATE} »."
            )
        return stored

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != (initial or "")
        except ValidationError:
            return True


def _padded(text):
    """Return the parts of a date with two digits each, the year apart: « 1/9/2019 » is read."""
    return [part.strip().zfill(2) for part in text.split("/")]
