"""The accounts in charge of checking entries again, which are never published."""

from django.db.models import Model

from procedures.models import PersonInCharge


def people_in_charge():
    """Return {(name of the model, primary key): account} for the entries in somebody's charge."""
    rows = PersonInCharge.objects.select_related("user")
    return {(row.model, row.object_id): row.user for row in rows}


def entry_key(model: type[Model], pk: int) -> tuple[str, int]:
    return str(model._meta.model_name), pk


def give(entries, user):
    """Put ``user`` in charge of entries; ``None`` leaves them without."""
    for model, pk in entries:
        name, object_id = entry_key(model, pk)
        if user is None:
            PersonInCharge.objects.filter(model=name, object_id=object_id).delete()
        else:
            PersonInCharge.objects.update_or_create(
                model=name, object_id=object_id, defaults={"user": user}
            )
