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


def make_between(name="leur"):
    """Return a row of each model of what helps between two cards; their keys end with ``name``."""
    sentence = "Un texte."
    asker = models.ProofAsker.objects.create(
        key=f"banque_{name}", title_fr="Banque", text_fr=sentence
    )
    letter = models.Letter.objects.create(
        key=f"demande_{name}",
        body=f"[nom_{name}]",
        **dict.fromkeys(
            ("title_fr", "addressee_fr", "way_fr", "timing_fr", "starts_fr", "meaning_fr"), sentence
        ),
    )
    paper = models.ProvisionalPaper.objects.create(
        key=f"recepisse_{name}",
        **dict.fromkeys(("stay", "work", "travel"), "oui"),
        **dict.fromkeys(
            (
                *("title_fr", "given_fr", "proves_fr", "stay_note_fr", "work_note_fr"),
                *("travel_note_fr", "lasts_fr", "limits_fr"),
            ),
            sentence,
        ),
    )
    return (
        asker,
        models.ProofAskerRule.objects.create(asker=asker, text_fr=sentence),
        letter,
        models.LetterField.objects.create(
            letter=letter, key=f"nom_{name}", kind="ligne", label_fr="Nom"
        ),
        paper,
        models.PaperUse.objects.create(
            provisional_paper=paper, asker=asker.key, verdict="oui", text_fr=sentence
        ),
        models.SiteWording.objects.create(
            key=f"mot_{name}",
            service="anef_sejour",
            words="En cours",
            urgency="attendre",
            meaning_fr=sentence,
            acts_fr=sentence,
        ),
    )


def make_online_service(name="leur"):
    """Return a site on which people file, what it asks for and the other way."""
    service = models.OnlineService.objects.create(
        key=f"site_{name}", title_fr="Un site", kinds=["anef"]
    )
    texts = {"online_service": service, "title_fr": "Un courriel"}
    return (
        service,
        models.ServiceNeed.objects.create(**texts, without_fr="Créez-en un."),
        models.ServiceWay.objects.create(**texts),
    )


def make_authority(name="leur"):
    return models.Authority.objects.create(
        key=f"ta_{name}", kind="ta", name="Tribunal administratif", departments=["82"]
    )


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
