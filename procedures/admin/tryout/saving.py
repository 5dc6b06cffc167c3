"""A result kept as a test case: what came out is what must come out, once somebody agreed."""

from django import forms
from django.db.models import Max

from procedures.engine.answers import answers_to_data
from procedures.engine.results import evaluate_to_data
from procedures.models import Case, Confidence
from procedures.models.base import validate_key

SOURCE = "À relire : résultat enregistré depuis « Essayer », sans source encore."


class CaseForm(forms.Form):
    """What a case has besides its answers and its result."""

    persona = forms.CharField(
        label="La personne",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Inventée : un prénom, un âge, sa situation. Jamais une vraie personne.",
    )
    key = forms.CharField(
        label="Identifiant",
        max_length=100,
        validators=[validate_key],
        help_text="Minuscules sans accent et « _ », par exemple « etudiante_montauban ».",
    )
    file = forms.CharField(
        label="Fichier", max_length=100, validators=[validate_key], initial="essais"
    )

    def clean_key(self):
        key = self.cleaned_data["key"]
        if Case.objects.filter(key=key).exists():
            raise forms.ValidationError("Un cas porte déjà cet identifiant.")
        return key


def save_case(cleaned, side):
    """Create the case of a Side, to be reviewed; return it."""
    file = cleaned["file"]
    last = Case.objects.filter(file=file).aggregate(Max("position"))["position__max"]
    return Case.objects.create(
        key=cleaned["key"],
        file=file,
        position=0 if last is None else last + 1,
        persona=cleaned["persona"],
        today=side.situation.today,
        answers=answers_to_data(side.situation.answers),
        expect=expectations(side),
        source=SOURCE,
        confidence=Confidence.LOW,
    )


def expectations(side):
    """Return what a case would expect, from what came out."""
    situation = side.situation
    result = evaluate_to_data(side.rule_set, situation.answers, situation.today)
    listed = result["procedures"]
    recommended = [one for one in listed if one["recommended"]]
    expect = {"procedures": [one["id"] for one in recommended]}
    possible = [one["id"] for one in listed if one["certainty"] == "possible"]
    if possible:
        expect["possible"] = possible
    if recommended:
        expect |= _details(recommended[0])
    return expect


def _details(procedure):
    include = [
        line["one_of"] or line["id"]
        for line in procedure["documents"]
        if line["certainty"] == "certain"
    ]
    channel = procedure["channel"]["kind"] if procedure["channel"] else "unknown"
    details = {"channel": channel, "costs": {"total": procedure["total_cost"]}}
    return {"documents": {"include": include}, **details} if include else details
