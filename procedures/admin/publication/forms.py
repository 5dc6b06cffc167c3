"""The forms of a publication, of a restoration and of a review."""

from datetime import timedelta

from django import forms
from django.utils import timezone

NOW, LATER = "maintenant", "date"


class RestorationForm(forms.Form):
    note = forms.CharField(
        label="Pourquoi",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Vos collègues le liront dans la liste des éditions.",
    )


KEEP, TAKE_BACK = "garder", "retirer"


class ReturnForm(RestorationForm):
    """The return to a former edition, and what becomes of the work that it undoes."""

    work = forms.ChoiceField(
        label="Et dans votre travail ?",
        required=False,
        choices=[
            (KEEP, "Garder ces changements dans mon travail, pour les corriger"),
            (TAKE_BACK, "Les retirer aussi de mon travail"),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )


class PublicationForm(RestorationForm):
    part = forms.ChoiceField(label="Ce que vous publiez")
    when = forms.ChoiceField(
        label="Quand",
        required=False,
        choices=[(NOW, "maintenant"), (LATER, "à une date")],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    day = forms.DateField(
        label="Date d'effet",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="Le public le voit au début de ce jour. La date est demain au plus tôt.",
        error_messages={"invalid": "Cette date n'existe pas. Écrivez par exemple 01/01/2027."},
    )

    field_order = ("part", "note", "when", "day")

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts
        self.fields["note"].label = "Ce qui change"
        self.fields["day"].widget.attrs["min"] = _tomorrow().isoformat()

    def clean(self):
        """Refuse a date beside « maintenant », which would otherwise be silently ignored."""
        chosen = super().clean()
        when, day = chosen.get("when") or NOW, chosen.get("day")
        if "day" in self.errors:
            return chosen
        if when == LATER and day is None:
            self.add_error("day", "Choisissez la date, ou publiez maintenant.")
        elif when == NOW and day is not None:
            self.add_error("when", "Vous avez écrit une date : choisissez « à une date ».")
        elif day is not None and day < _tomorrow():
            self.add_error("day", "La date doit être dans le futur : demain au plus tôt.")
        return chosen


class ReviewForm(forms.Form):
    comment = forms.CharField(
        label="Votre commentaire",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Obligatoire si vous refusez : dites ce qu'il faut corriger.",
    )


def _tomorrow():
    return timezone.localdate() + timedelta(days=1)
