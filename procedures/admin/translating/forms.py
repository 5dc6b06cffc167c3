"""The forms of the translators' pages."""

from django import forms
from django.contrib.admin.widgets import AdminFileWidget

from procedures.models import TranslationStatus
from procedures.translating import catalogue_texts, progress, workbook

STATUSES = {
    TranslationStatus.MACHINE: "automatiques : une personne doit encore les relire",
    TranslationStatus.REVIEWED: "relues par une personne",
}
STATES = {
    TranslationStatus.REVIEWED: "relues",
    TranslationStatus.MACHINE: "automatiques",
    TranslationStatus.STALE: "le français a changé",
    TranslationStatus.MISSING: "à traduire",
}


def languages():
    return [(code, catalogue_texts.language_name(code)) for code in catalogue_texts.LANGUAGES]


class SendingForm(forms.Form):
    """The texts to send to a translator."""

    langue = forms.ChoiceField(label="Langue")
    partie = forms.MultipleChoiceField(
        label="Parties", required=False, widget=forms.CheckboxSelectMultiple
    )
    etat = forms.MultipleChoiceField(
        label="Textes",
        choices=[(state, STATES[state]) for state in catalogue_texts.UNFINISHED],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une sorte de textes."},
    )

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["langue"].choices = languages()
        self.fields["partie"].choices = parts
        self.fields["partie"].help_text = "Aucune case cochée : toutes."


class ReceivingForm(forms.Form):
    """A file that comes back from a translator."""

    fichier = forms.FileField(label="Fichier", widget=AdminFileWidget(attrs={"accept": ".xlsx"}))

    def clean_fichier(self):
        sent = self.cleaned_data["fichier"]
        if sent.size > workbook.LARGEST:
            most = workbook.LARGEST // 1024 // 1024
            raise forms.ValidationError(f"Ce fichier est trop gros : {most} Mo au plus.")
        return sent


class ConfirmationForm(forms.Form):
    """The second step. The page carries what was read, signed; the server keeps nothing."""

    paquet = forms.CharField(widget=forms.HiddenInput)
    sorte = forms.ChoiceField(
        label="Ces traductions sont", choices=STATUSES.items(), widget=forms.RadioSelect
    )


class ListForm(forms.Form):
    """The filters of the list of texts."""

    langue = forms.ChoiceField(label="Langue")
    partie = forms.ChoiceField(label="Partie", required=False)
    section = forms.ChoiceField(label="Section", required=False)
    etat = forms.ChoiceField(label="État", required=False)

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        states = [(state.value, STATES[state]) for state in progress.STATES]
        self.fields["langue"].choices = languages()
        self.fields["partie"].choices = [("", "toutes"), *parts]
        self.fields["section"].choices = [("", "toutes"), *catalogue_texts.SECTIONS.items()]
        self.fields["etat"].choices = [("", "tous"), *states]
