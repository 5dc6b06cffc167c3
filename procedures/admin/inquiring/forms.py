"""The forms of a kit, of its questions, and of a wave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import Workbook

from procedures.inquiring.content import MOST_QUESTIONS, SCALE
from procedures.inquiring.results import WaveResult, result_of, waves_for
from procedures.inquiring.writing import KEPT, LANGUAGES, WITH_CHOICES, WrittenQuestion
from procedures.models import Kit, Wave
from procedures.models.base import is_key
from procedures.rights import rights_of
from procedures.security import events
from procedures.translating.catalogue_texts import is_to_the_left, language_name
from procedures.xlsx import bytes_of, harmless_cell

from ..desk_page import need
from ..forms import counted
from ..read_only import download

KINDS = (
    ("choice", "une réponse parmi plusieurs"),
    ("choices", "plusieurs réponses possibles"),
    ("yes_no", "oui ou non"),
    ("integer", "un nombre (150 au plus)"),
    (SCALE, "une échelle de 1 à 5"),
)
LONGEST_TITLE, LONGEST_TEXT, LONGEST_ANSWER, MOST_ANSWERS = 120, 300, 100, 20
REQUIRED = {"required": "Remplissez ce champ."}
WAVES = ("Département", "Questionnaire", "Version", "Vague", "Du", "Au", "Questionnaires remplis")
ANSWERS = (
    *("Département", "Questionnaire", "Vague", "Du", "Question", "Réponse"),
    *("Nombre", "Personnes qui ont répondu", "Part (%)"),
)


def text_field(label, language, *, most=LONGEST_TEXT, **options):
    field = forms.CharField(
        label=label if language == "fr" else f"{label} en {language_name(language)}",
        max_length=most,
        error_messages=REQUIRED,
        **options,
    )
    field.widget.attrs |= {"class": "vLargeTextField", "lang": language}
    if is_to_the_left(language):
        field.widget.attrs["dir"] = "rtl"
    return counted(field)


def texts_of(
    name, label, help_text="", widget=forms.TextInput, *, required=False, most=LONGEST_TEXT
):
    """Return {name of a field: field} of one text in the languages of the site."""
    return {
        f"{name}_{language}": text_field(
            label,
            language,
            most=most,
            required=required and language == "fr",
            help_text=help_text if language == "fr" else "",
            widget=widget(attrs={"rows": 3}) if widget is forms.Textarea else widget(),
        )
        for language in LANGUAGES
    }


def in_languages(form, name):
    return {language: form.cleaned_data[f"{name}_{language}"].strip() for language in LANGUAGES}


def _in_other_languages(form, *names):
    return [form[f"{name}_{language}"] for language in LANGUAGES[1:] for name in names]


class KitForm(forms.Form):
    part = forms.ChoiceField(label="Pour qui", error_messages=REQUIRED)

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields |= texts_of("title", "Titre", required=True, most=LONGEST_TITLE)
        self.fields |= texts_of("intro", "Introduction", widget=forms.Textarea)
        self.fields["part"].choices = parts

    @property
    def others(self):
        return _in_other_languages(self, "title", "intro")


class KitQuestionForm(forms.Form):
    """A question. Its answers are lines of text; its identifier is made from its words."""

    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="Type de réponse", choices=KINDS, initial=KINDS[0][0])
    allow_unknown = forms.BooleanField(label="Accepte « Je ne sais pas »", required=False)
    when = forms.ChoiceField(
        label="Posée",
        required=False,
        help_text="Une question nouvelle est dans cette liste une fois enregistrée.",
    )

    def __init__(self, *args, whens, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields |= texts_of("text", "Question", required=True)
        self.fields |= texts_of("help", "Aide")
        self.fields |= texts_of(
            "choices",
            "Réponses",
            "Une par ligne. Pour une échelle : ce que veut dire 1, puis ce que veut dire 5.",
            forms.Textarea,
            most=MOST_ANSWERS * (LONGEST_ANSWER + 1),
        )
        kept = [(KEPT, "comme aujourd'hui")] if self.initial.get("when") == KEPT else []
        others = [one for one in whens if one[0].split("=")[0] != self.initial.get("key")]
        self.fields["when"].choices = [("", "à tout le monde"), *kept, *others]

    @property
    def main(self):
        names = ("text_fr", "help_fr", "kind", "choices_fr", "allow_unknown", "when")
        return [self[name] for name in names]

    @property
    def others(self):
        return _in_other_languages(self, "text", "help", "choices")

    def lines(self, language):
        """Return the answers in a language; an empty line among them stays one."""
        written = self.cleaned_data.get(f"choices_{language}") or ""
        found = [" ".join(one.split()) for one in written.strip().splitlines()]
        return [one for one in found if one] if language == "fr" else found

    def clean(self):
        kind, lines = self.cleaned_data.get("kind"), self.lines("fr")
        if kind == SCALE and len(lines) != 2:
            self.add_error("choices_fr", "Deux lignes : ce que veut dire 1, et ce que veut dire 5.")
        elif kind in WITH_CHOICES and not 2 <= len(lines) <= MOST_ANSWERS:
            self.add_error("choices_fr", f"De 2 à {MOST_ANSWERS} réponses, une par ligne.")
        elif kind in WITH_CHOICES and len(set(lines)) < len(lines):
            self.add_error("choices_fr", "Une réponse est écrite deux fois.")
        elif kind in WITH_CHOICES and any(len(one) > LONGEST_ANSWER for one in lines):
            self.add_error("choices_fr", f"{LONGEST_ANSWER} caractères au plus par réponse.")

    def written(self):
        data = self.cleaned_data
        return WrittenQuestion(
            key=data["key"],
            kind=data["kind"],
            text=in_languages(self, "text"),
            help=in_languages(self, "help"),
            choices={language: self.lines(language) for language in LANGUAGES},
            when=data["when"],
            allow_unknown=data["allow_unknown"],
        )


KitQuestions = forms.formset_factory(
    KitQuestionForm,
    extra=2,
    max_num=MOST_QUESTIONS,
    validate_max=True,
    can_delete=True,
    can_order=True,
)


class WaveForm(forms.ModelForm):
    class Meta:
        model = Wave
        fields = ("kit", "part", "name", "opens_on", "closes_on")
        widgets = {
            "opens_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "closes_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {"name": "Par exemple « Avant le portail » ou « Mars 2027 »."}

    part = forms.ChoiceField(label="Département", error_messages=REQUIRED)

    def __init__(self, *args, parts, kits, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.fields["part"].choices = parts
        self.fields["kit"].queryset = kits
        if self.instance.pk:
            del self.fields["kit"], self.fields["part"]
        for field in self.fields.values():
            field.error_messages["required"] = REQUIRED["required"]

    def clean(self):
        data = super().clean()
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            raise ValidationError("Le dernier jour est avant le premier.")
        if not self.instance.pk and closes and closes < timezone.localdate():
            raise ValidationError("Le dernier jour est déjà passé.")
        kit, part = data.get("kit"), data.get("part")
        if kit and part and kit.part not in ("national", part):
            raise ValidationError("Ce questionnaire est celui d'un autre département.")
        if kit and not kit.content.get("questions"):
            raise ValidationError("Ce questionnaire n'a pas encore de question : écrivez-en une.")
        return data


def export_waves_page(site, request):
    """Return the numbers of all the waves that an account reads, or of those of one kit."""
    rights = rights_of(request)
    need(rights.parts)
    waves = waves_for(rights.parts)
    kit = request.GET.get("questionnaire", "")
    if is_key(Kit, kit):
        waves = waves.filter(kit=kit)
    listed = list(waves.order_by("kit", "part", "opens_on"))
    about, parts = "enquêtes de terrain", sorted({one.part for one in listed})
    events.record(events.Kind.EXPORTED, request.user, about=about, parts=parts)
    return download(workbook_of(map(result_of, listed)), "enquetes", "xlsx")


def workbook_of(results: Iterable[WaveResult]) -> bytes:
    """Return the workbook of some waves. No text of it is a formula, whatever it begins with."""
    results = list(results)
    book = Workbook(write_only=True)
    for name, heads, rows in (
        ("Vagues", WAVES, map(_wave, results)),
        ("Réponses", ANSWERS, (row for one in results for row in _answers(one))),
    ):
        sheet = book.create_sheet(name)
        sheet.append(heads)
        for row in rows:
            sheet.append([harmless_cell(sheet, value) for value in row])
    return bytes_of(book)


def _wave(result: WaveResult) -> list[Any]:
    wave = result.wave
    days = (wave.opens_on, wave.closes_on)
    return [wave.part, wave.kit.title, wave.version, wave.name, *days, result.number]


def _answers(result: WaveResult) -> Iterator[list[Any]]:
    wave = result.wave
    for question in result.questions:
        for line in question.lines:
            place = [wave.part, wave.kit.title, wave.name, wave.opens_on]
            numbers = [line.number, question.answered, line.share]
            yield [*place, question.title, line.label, *numbers]
