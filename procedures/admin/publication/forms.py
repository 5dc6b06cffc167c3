"""The forms of a publication and of its undoing."""

from django import forms


class RestorationForm(forms.Form):
    note = forms.CharField(
        label="Pourquoi",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Vos collègues le liront dans la liste des éditions.",
    )


class PublicationForm(RestorationForm):
    part = forms.ChoiceField(label="Ce que vous publiez")

    field_order = ("part", "note")

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts
        self.fields["note"].label = "Ce qui change"
