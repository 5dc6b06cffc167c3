"""The forms of associations: an invitation, a new account, a reference and its note."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from procedures.publishing.spelling import bare
from questionnaire.models.associations import MemberRole

from .refusals import hides_something, is_numbered, refusal

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


class DossierForm(PlainForm):
    reference = forms.CharField(
        label="Référence",
        help_text=(
            "Par exemple A-042 ou 2026-17. Ni nom, ni téléphone, ni numéro d’étranger : la "
            "référence ne doit pas dire qui est la personne."
        ),
        max_length=LONGEST_REFERENCE,
        validators=[validate_no_name],
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

    def clean_reference(self) -> str:
        reference = " ".join(self.cleaned_data["reference"].split())
        if not is_numbered(reference):
            raise ValidationError("Une référence sans nom : par exemple A-042 ou 2026-17.")
        return reference


class NoteForm(PlainForm):
    note = DossierForm.base_fields["note"]
