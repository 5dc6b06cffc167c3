"""The forms of associations: an invitation, a new account, a reference and its note."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

from procedures.publishing.spelling import bare
from questionnaire.models import MemberRole

from .following import DECISIONS
from .refusals import hides_something, looks_like_a_code, refusal

LONGEST_REFERENCE = 40
LONGEST_NOTE = 500
LONGEST_NAME = 150
# After the label of a field that may stay empty.
OPTIONAL = " (facultatif)"


def validate_no_name(text: str) -> None:
    """Refuse a text that would tell who somebody is.

    Django asks every validator of a field, even about a text that is too long for it: such a text
    is refused for its length alone, since reading it may take seconds.
    """
    found = "" if len(text) > LONGEST_NOTE else refusal(text)
    if found:
        raise ValidationError(found)


def validate_numbered(text: str) -> None:
    """Refuse a reference, or the label of a family, that is no code."""
    if len(text) <= LONGEST_REFERENCE and text.strip() and not looks_like_a_code(text):
        raise ValidationError("Une référence sans nom : par exemple A-042 ou 2026-17.")


class PlainForm(forms.Form):
    """A form whose fields the page draws: each knows its errors, and which input it is."""

    use_required_attribute = True

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, label_suffix="", **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = "Remplissez ce champ."

    def problems(self) -> list[dict[str, str]]:
        """Return the variables of components/error_summary.html: each line names its field."""
        return [
            {
                "text": f"{self[name].label.removesuffix(OPTIONAL)}\xa0: {text}",
                "target": self[name].id_for_label,
            }
            for name, errors in self.errors.items()
            if name in self.fields
            for text in errors
        ]


class InvitationForm(PlainForm):
    email = forms.EmailField(
        label="Adresse électronique de la personne invitée",
        error_messages={"invalid": "Écrivez une adresse électronique, comme nom@exemple.fr."},
    )
    administrator = forms.BooleanField(
        label="Cette personne administre aussi l’association", required=False
    )

    @property
    def role(self) -> str:
        return MemberRole.ADMINISTRATOR if self.cleaned_data["administrator"] else MemberRole.MEMBER


class JoiningForm(PlainForm):
    """A new account. The password is checked as those of agents are.

    ``borne`` are the names of the colleagues, who could not tell two of the same name apart.
    """

    full_name = forms.CharField(
        label="Votre nom, pour vos collègues",
        max_length=LONGEST_NAME,
        error_messages={"max_length": f"{LONGEST_NAME} caractères au plus."},
    )
    password = forms.CharField(
        label="Mot de passe",
        help_text="12 caractères au moins. Une phrase que vous retenez convient bien.",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="Le même mot de passe, encore une fois",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str = "", borne: Iterable[str] = (), **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.email, self.borne = email, borne

    def clean_full_name(self) -> str:
        typed: str = self.cleaned_data["full_name"]
        if hides_something(typed):
            raise ValidationError(
                "Ce nom contient un signe qui ne se voit pas. Effacez tout, puis tapez votre nom "
                "avec des lettres et des espaces."
            )
        name = " ".join(typed.split())
        if bare(name) in map(bare, self.borne):
            raise ValidationError(
                "Quelqu’un de l’association porte déjà ce nom. Ajoutez de quoi vous distinguer, "
                "par exemple votre nom de famille."
            )
        return name

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        name = self.cleaned_data.get("full_name", "")
        validate_password(password, get_user_model()(email=self.email, full_name=name))
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "password" in self.cleaned_data and again != self.cleaned_data["password"]:
            raise ValidationError("Les deux mots de passe sont différents.")
        return again


def _day(label: str) -> forms.DateField:
    return forms.DateField(
        label=f"{label}{OPTIONAL}",
        required=False,
        validators=[MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2099, 12, 31))],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Écrivez un jour du calendrier, comme 31/12/2026."},
    )


class DossierForm(PlainForm):
    reference = forms.CharField(
        label="Référence",
        help_text=(
            "Par exemple A-042 ou 2026-17. Ni nom, ni téléphone, ni numéro d’étranger : la "
            "référence ne doit pas dire qui est la personne."
        ),
        max_length=LONGEST_REFERENCE,
        validators=[validate_no_name, validate_numbered],
        error_messages={"max_length": f"{LONGEST_REFERENCE} caractères au plus."},
    )
    note = forms.CharField(
        label=f"Note{OPTIONAL}",
        help_text=f"{LONGEST_NOTE} caractères au plus. Pas de nom, là non plus.",
        max_length=LONGEST_NOTE,
        required=False,
        validators=[validate_no_name],
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": f"{LONGEST_NOTE} caractères au plus."},
    )

    family = forms.CharField(
        label=f"Famille{OPTIONAL}",
        help_text="La même étiquette pour chaque personne du foyer, comme F-12. Pas de nom.",
        max_length=LONGEST_REFERENCE,
        required=False,
        validators=[validate_no_name, validate_numbered],
        error_messages={"max_length": f"{LONGEST_REFERENCE} caractères au plus."},
    )

    def clean_family(self) -> str:
        return " ".join(self.cleaned_data["family"].split())

    def clean_reference(self) -> str:
        return " ".join(self.cleaned_data["reference"].split())


class FollowedForm(PlainForm):
    """What the page of a dossier takes: its note, its family, what happened to the request."""

    note = DossierForm.base_fields["note"]
    filed_on = _day("Déposé le")
    receipt_until = _day("Récépissé jusqu’au")
    meeting_on = _day("Rendez-vous le")
    decision = forms.ChoiceField(
        label="Décision",
        required=False,
        choices=[
            ("", "Pas de décision"),
            *((str(one), words.capitalize()) for one, words in DECISIONS.items()),
        ],
    )
    decided_on = _day("Décision reçue le")
    over = forms.BooleanField(
        label="Cette demande est finie\xa0: ranger ces dates et en suivre une autre",
        required=False,
    )
    family = DossierForm.base_fields["family"]

    def __init__(self, *args: Any, today: date, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        sent: dict[str, Any] = super().clean() or {}
        for name in ("filed_on", "decided_on"):
            if sent.get(name) and sent[name] > self.today:
                self.add_error(name, "Ce jour n’est pas encore venu.")
        filed = sent.get("filed_on")
        for name in ("receipt_until", "decided_on"):
            if filed and sent.get(name) and sent[name] < filed:
                self.add_error(name, "C’est avant le jour du dépôt.")
        if not self.errors and bool(sent["decision"]) != bool(sent["decided_on"]):
            missing = "decided_on" if sent["decision"] else "decision"
            self.add_error(missing, "Donnez la décision et son jour.")
        return sent

    def lines(self) -> dict[str, str]:
        """Return the lines that were sent, as a dossier holds them."""
        sent = {
            name: self.cleaned_data[name]
            for name in self.fields
            if name in self.data and name not in ("note", "over")
        }
        return {
            name: value.isoformat() if isinstance(value, date) else value or ""
            for name, value in sent.items()
        }
