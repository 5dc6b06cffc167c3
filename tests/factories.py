"""Makes rows for tests: ``make_*(**only_what_matters)`` fills in the other columns."""

from itertools import count

from django.contrib.auth import get_user_model

from procedures import models

_numbers = count(1)


def make_user(**fields):
    fields.setdefault("email", f"agent{next(_numbers)}@example.org")
    return get_user_model().objects.create_user(**fields)


def make_department(code="82", **fields):
    return models.Department.objects.get_or_create(code=code, defaults=fields)[0]


def make_membership(part="82", role="consultation", **fields):
    """A membership of a part; « national » is the membership without a département."""
    if "user" not in fields:
        fields["user"] = make_user()
    national = part == models.NATIONAL
    names = {
        "consultation": models.Role.READER,
        "redaction": models.Role.NATIONAL_EDITOR if national else models.Role.DEPARTMENT_AGENT,
        "publication": models.Role.PUBLISHER,
    }
    return models.DepartmentMembership.objects.create(
        department=None if national else make_department(part),
        group=models.Role.objects.get(name=names.get(role, role)),
        **fields,
    )


def make_question(**fields):
    fields = _named("question", fields, text_fr="Quel âge avez-vous ?", kind="integer")
    return models.Question.objects.create(**fields)


def make_choice(**fields):
    if "question" not in fields:
        fields["question"] = make_question(kind="choice")
    return models.Choice.objects.create(**{"value": "oui", "text_fr": "Oui"} | fields)


def make_inquiry(**fields):
    return models.Inquiry.objects.create(**_named("enquete", fields))


def make_fee(**fields):
    return models.Fee.objects.create(**_named("tarif", fields, label_fr="Taxe"))


def make_document(**fields):
    return models.Document.objects.create(**_named("document", fields, title_fr="Passeport"))


def make_procedure(**fields):
    rank = next(_numbers)
    fields = _named("demarche", fields, family="etudes", track="titre", rank=rank)
    return models.Procedure.objects.create(**{"title_fr": "Une carte"} | fields)


def make_step(**fields):
    if "procedure" not in fields:
        fields["procedure"] = make_procedure()
    return models.Step.objects.create(**_named("etape", fields, text_fr="Déposez."))


def make_override(part="82", **fields):
    if "procedure" not in fields:
        fields["procedure"] = make_procedure()
    return models.Override.objects.create(department=make_department(part), **fields)


def _named(prefix, fields, **defaults):
    return {"key": f"{prefix}_{next(_numbers)}"} | defaults | fields
