"""One row of each model of the desk in each part, and the POSTs that change or add one."""

from contextlib import contextmanager
from unittest import mock

from django.contrib.auth import get_user_model
from django.template.backends.django import Template
from django.test import Client
from django.urls import reverse

from procedures import models
from procedures.publishing.editions import publisher
from tests import factories

from .forms import form_data
from .matrix import ACCOUNTS

USER = get_user_model()
INSIDE = ("department", "procedure", "override", "step", "question", "orientation", "document")
INSIDE += ("derived_fact", "fee", "example", "asker", "letter", "provisional_paper")
INSIDE += ("online_service",)

# A field that the page shows, and another value for it.
EDITS = {
    models.ExampleMoment: ("text_fr", "Une autre phrase"),
    models.ExamplePerson: ("validated_by", "la préfecture du Gard"),
    models.LetterField: ("label_fr", "Une autre question"),
    models.ServiceNeed: ("title_fr", "Un numéro"),
    models.ServiceWay: ("title_fr", "Venez"),
    models.ApprovedHost: ("reason", "Une autre raison"),
    models.Case: ("persona", "Une autre personne"),
    models.DepartmentMembership: ("department", ""),
    models.Edition: ("note", "Une autre note"),
    models.Inquiry: ("key", "une_autre"),
    models.PublishedPart: ("digest", "f" * 64),
    models.Role: ("name", "Un autre rôle"),
    models.SecurityEvent: ("about", "Autre chose"),
    USER: ("full_name", "Un autre nom"),
}
EDIT = ("source_reference", "Une autre source")

# What a copy of the row needs so as to be another one.
FRESH = {
    models.Authority: {"key": "neuf"},
    models.ApprovedHost: {"host": "neuf.example"},
    USER: {"email": "neuf@example.org"},
    models.Department: {"code": "09"},
    models.DerivedFact: {"key": "neuf"},
    models.Orientation: {"key": "neuf", "rank": ""},
    models.Procedure: {"key": "neuf", "rank": ""},
    models.Choice: {"value": "neuf"},
    models.ProofAsker: {"key": "neuf"},
    models.Case: {"key": "neuf"},
    models.Document: {"key": "neuf"},
    models.ExamplePerson: {"key": "neuf"},
    models.Fee: {"key": "neuf"},
    models.Group: {"key": "neuf"},
    models.Inquiry: {
        "key": "neuf",
        "questions-TOTAL_FORMS": 1,
        "questions-0-kind": "integer",
        "questions-0-text_fr": "Combien ?",
    },
    models.Invariant: {"key": "neuf"},
    models.Letter: {"key": "neuf"},
    models.LetterField: {"key": "neuf"},
    models.Notice: {"text_fr": "Une autre annonce."},
    models.OnlineService: {"key": "neuf"},
    models.ProvisionalPaper: {"key": "neuf"},
    models.Question: {"key": "neuf"},
    models.Role: {"name": "neuf"},
    models.Site: {"key": "neuf"},
    models.Step: {"key": "neuf"},
    models.SiteWording: {"key": "neuf"},
    models.WaitingTime: {"key": "neuf"},
}


def make_everything():
    """Complete the catalogue of conftest.py; return {model: {part or "": row}}."""
    rows = {**_national(), **_access()}
    for row in models.Department.objects.all():
        models.WaitingTime.objects.create(department=row, name_fr="Titres")
    local = (models.Channel, models.Site, models.Notice, models.Helper, models.Override)
    for model in (*local, models.WaitingTime):
        rows[model] = {row.department.code: row for row in model.objects.all()}
    rows[models.Department] = {row.code: row for row in models.Department.objects.all()}
    document = models.Document.objects.first()
    entries = {"national": {"procedure": models.Procedure.objects.first()}}
    entries |= {code: {"override": row} for code, row in rows[models.Override].items()}
    rows[models.DocumentEntry] = {
        part: models.DocumentEntry.objects.create(
            document=document,
            # Nobody asks for a paper without a source that somebody read.
            source_reference="Arrêté préfectoral",
            source_checked_on="2026-11-02",
            **parent,
        )
        for part, parent in entries.items()
    }
    rows[models.Case] = {code: _case(row) for code, row in rows[models.Department].items()}
    edition = publisher.publish().edition
    rows[models.PublishedPart] = {part.code: part for part in edition.parts.all()}
    rows[models.Edition] = {"": edition}
    return rows


def _national():
    procedure = factories.make_procedure(when={"situation": "travail"})
    fee, document = factories.make_fee(), factories.make_document()
    for amount_of in (fee, factories.make_fee()):
        models.FeeAmount.objects.create(fee=amount_of, starts_on="2026-05-01", amount=50)
    step = factories.make_step(procedure=procedure)
    orientation = models.Orientation.objects.create(
        key="uneaide", rank=1, title_fr="Une aide", text_fr="Un texte."
    )
    fact = models.DerivedFact.objects.create(key="adultes", kind="yes_no", title="Est adulte")
    url = "https://exemple.gouv.fr/"
    example = models.ExamplePerson.objects.create(
        key="amina", case="amina_national", title_fr="Amina", story_fr="Elle étudie."
    )
    rows = (
        *factories.make_between(),
        *factories.make_online_service(),
        factories.make_authority(),
        example,
        models.ExampleMoment.objects.create(example=example, text_fr="Elle cherche."),
        procedure,
        step,
        fee,
        document,
        orientation,
        fact,
        models.Question.objects.get(key="age"),
        models.Choice.objects.first(),
        factories.make_question(inquiry=factories.make_inquiry()).inquiry,
        models.Group.objects.create(key="desgrands", fact="age", values=["18"], title_fr="Grands"),
        models.Invariant.objects.create(key="cesmots", title="Jamais", never_words=["consulat"]),
        models.Cost.objects.create(procedure=procedure, fee=fee),
        models.ProcedureWarning.objects.create(procedure=procedure, text_fr="Attention."),
        models.StepWarning.objects.create(step=step, text_fr="Attention."),
        models.DocumentNote.objects.create(document=document, text_fr="Avec une copie."),
        models.OrientationLink.objects.create(orientation=orientation, text_fr="Lien", url=url),
        models.OrientationCall.objects.create(orientation=orientation, number="114", text_fr="SMS"),
        models.OrientationStep.objects.create(orientation=orientation, text_fr="Écrivez."),
        models.ProcedureStance.objects.create(procedure=procedure, stance="deposer"),
        models.DerivedRule.objects.create(derived_fact=fact, value=True, when={"age": {"gte": 18}}),
        models.ApprovedHost.objects.create(host="a.example", reason="connu"),
    )
    return {type(row): {"": row} for row in rows}


def _case(department):
    key, local = f"amina_{department.code}", department.code != models.NATIONAL
    return models.Case.objects.create(
        key=key,
        file="etudes",
        persona="Amina.",
        department=department if local else None,
        answers={"age": 20},
        expect={"not_procedures": ["autre"]},
    )


def _access():
    membership = factories.make_membership("34", "publication")
    role = models.Role.objects.get(name=models.Role.READER)
    return {
        models.DepartmentMembership: {"": membership},
        USER: {"": membership.user},
        models.Role: {"": role},
        models.SecurityEvent: {
            "": models.SecurityEvent.objects.create(kind="login", name="a@b.fr")
        },
    }


def clients():
    """Return {account: a client that is logged in} for every account of the matrix."""
    made = {}
    for account, memberships in ACCOUNTS.items():
        user = factories.make_user(is_superuser=account == "administrator")
        for part, role in memberships:
            factories.make_membership(part, role, user=user)
        made[account] = Client()
        made[account].force_login(user)
    return made


@contextmanager
def undrawn():
    """Answer without drawing the pages: what is refused, done and written is decided before."""
    with mock.patch.object(Template, "render", return_value=""):
        yield


def url(row, name, *arguments):
    """Return the address of a page of a row, or of a model."""
    options = row._meta
    arguments = [] if isinstance(row, type) else [row.pk]
    return reverse(f"admin:{options.app_label}_{options.model_name}_{name}", args=arguments)


def change_data(administrator, row):
    """Return what the page of a row sends once one field was changed: (field, value, data)."""
    field, value = EDITS.get(type(row), EDIT)
    data = form_data(administrator.get(url(row, "change")))
    return field, value, data | {field: value}


def add_data(administrator, row):
    """Return what would add another row like this one, beside it."""
    data = form_data(administrator.get(url(row, "change")))
    data = {name: value for name, value in data.items() if not _is_of_a_line(name, data)}
    for name in data:
        if name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS")):
            data[name] = 0
    for name in INSIDE:
        if getattr(row, f"{name}_id", None):
            data[name] = getattr(row, f"{name}_id")
    if isinstance(row, models.DepartmentMembership):
        data["user"] = factories.make_user().pk
    if isinstance(row, models.Override):
        data["procedure"] = factories.make_procedure().pk
    return data | FRESH.get(type(row), {})


def _is_of_a_line(name, data):
    prefix, _, rest = name.partition("-")
    return f"{prefix}-TOTAL_FORMS" in data and rest[:1].isdigit()
