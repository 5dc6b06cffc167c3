"""Saves a result as a test case: the present result becomes the expected one, once reviewed."""

from django import forms
from django.db.models import Max

from procedures.drafting.trying.answers import Mistake
from procedures.engine.answers import answers_to_data
from procedures.engine.codes import free_key
from procedures.engine.results import evaluate_to_data
from procedures.models import NATIONAL, Case, Confidence, Department

TO_REVIEW = "À relire"
SOURCE = f"{TO_REVIEW} : résultat enregistré depuis « Essayer », sans source encore."
TAKEN = f"{TO_REVIEW} : résultat repris de l'essai du jour, sans source encore."
INVENTED = "Inventée : un prénom, un âge, sa situation. Jamais une vraie personne."


class SavedCaseForm(forms.Form):
    """The fields of a case beside its answers and its result. ``parts`` are the possible parts."""

    persona = forms.CharField(
        label="La personne",
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=INVENTED,
        error_messages={"required": "Dites qui elle est : un prénom, un âge, sa situation."},
    )
    part = forms.ChoiceField(
        label="Pour", help_text="Elle se publie avec ce que vous choisissez ici."
    )

    def __init__(self, *args, parts, **kwargs):
        super().__init__(*args, **kwargs)
        names = {one.code: str(one) for one in Department.objects.filter(code__in=parts)}
        names[NATIONAL] = "tout le pays"
        self.fields["part"].choices = [(code, names[code]) for code in parts if code in names]
        if len(parts) == 1:
            # Nothing is to be chosen.
            self.fields["part"].help_text = ""


def mistakes_in(form):
    """Return what is wrong with the form, each with its field."""
    return [
        Mistake(" ".join(field.errors), field.label, field.auto_id)
        for field in form
        if field.errors
    ]


def save_case(cleaned, side):
    """Create the case of a side, marked as to be reviewed, and return it."""
    department = Department.objects.exclude(code=NATIONAL).filter(code=cleaned["part"]).first()
    file = file_of(department)
    last = Case.objects.filter(file=file).aggregate(Max("position"))["position__max"]
    return Case.objects.create(
        key=key_of(cleaned["persona"]),
        file=file,
        department=department,
        position=0 if last is None else last + 1,
        persona=cleaned["persona"],
        today=side.situation.today,
        answers=answers_to_data(side.situation.answers),
        expect=expectations(side),
        source=SOURCE,
        confidence=Confidence.LOW,
    )


def file_of(department):
    """Return the file of the cases made on the desk, for a département or for the nation."""
    return f"essais_{department.code.lower()}" if department else "essais"


def key_of(persona):
    """Return a name that no case has, made from the description of a person."""
    return free_key(persona, Case.objects.values_list("key", flat=True), otherwise="cas")


def is_source(text):
    """Tell whether somebody gave a source: the words that this module writes are none."""
    return bool(text.strip()) and not text.strip().startswith(TO_REVIEW)


def expectations(side):
    """Return the expectations that the present result meets."""
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
    total = procedure["total_cost"]
    costs = {} if total is None else {"total": total}
    if "possible_cost" in procedure:
        costs["possible"] = procedure["possible_cost"]
    details = {"channel": channel, **({"costs": costs} if costs else {})}
    return {"documents": {"include": include}, **details} if include else details
