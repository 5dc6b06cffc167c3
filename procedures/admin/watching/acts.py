"""The buttons of « Tenir à jour ». Each acts only on what its account may change."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from procedures import permissions
from procedures.models import LinkCheck, ServiceField
from procedures.publishing.journal import recording
from procedures.rights import rights_of
from procedures.security.members import OF_THE_DESK
from procedures.watching import addresses, checking
from procedures.watching.checking import entry_key
from procedures.watching.checking import give as put_in_charge

from ..desk_page import is_small_number
from .rows import named

NO_MORE = "Cette information n'est plus dans la liste : quelqu'un l'a peut-être déjà relue."


def read_again(request, listed):
    """Note « Relu aujourd'hui » for one statement, or for all those of an entry in the list."""
    chosen = _chosen(request, listed, request.POST["relire"])
    if not chosen:
        return messages.WARNING, NO_MORE
    with recording(request.user, how="relu"):
        checking.read_again(chosen, timezone.localdate())
    return messages.SUCCESS, f"{_counted(chosen)} aujourd'hui. C'est à publier."


def verify(request, listed):
    """Note that a service, which the agent names, confirmed a local statement today."""
    chosen = [one for one in _chosen(request, listed, request.POST["verifier"]) if one.is_local]
    if not chosen:
        return messages.WARNING, NO_MORE
    service = " ".join(request.POST.get("service", "").split())
    try:
        ServiceField().clean(service, None)
    except ValidationError as error:
        return messages.ERROR, f"Rien n'est noté. {' '.join(error.messages)}"
    if not service:
        return messages.ERROR, "Rien n'est noté : dites quel service a confirmé l'information."
    with recording(request.user, how="vérifié"):
        checking.verify(chosen, timezone.localdate(), service)
    return messages.SUCCESS, f"C'est vérifié par {service} aujourd'hui. C'est à publier."


def confirm(request, listed):
    """Note that a statement is certain, and that its source was read today."""
    chosen = _chosen(request, listed, request.POST["confirmer"])
    if not chosen:
        return messages.WARNING, NO_MORE
    with recording(request.user, how="confirmé"):
        refused = checking.confirm(chosen, timezone.localdate())
    if refused:
        text = "Rien n'est confirmé : l'information n'a pas de source. Ajoutez-la sur la fiche."
        return messages.ERROR, text
    return messages.SUCCESS, "C'est confirmé et relu aujourd'hui. C'est à publier."


def give(request, listed):
    """Put an account, or none, in charge of the entries that were ticked (« Confier »)."""
    wanted = set(request.POST.getlist("fiches"))
    entries = {_entry_name(one): one for one in listed if _entry_name(one) in wanted}
    if not entries:
        return messages.WARNING, "Cochez d'abord les fiches à confier."
    person = _person(request.POST.get("personne_choisie", ""))
    rights = rights_of(request)
    for one in entries.values():
        if not rights.may_edit(one.part, one.entry[0]):
            raise PermissionDenied
        if person and not permissions.may_edit(person, one.part):
            return messages.ERROR, f"{person} ne peut pas modifier toutes ces fiches."
    put_in_charge([one.entry for one in entries.values()], person)
    count = f"{len(entries)} fiche{'s' if len(entries) > 1 else ''}"
    return messages.SUCCESS, f"{count} : {person or 'plus personne n’est désigné'}."


def _chosen(request, listed, key):
    """Return the statements that a button names; refuse those the account may not change."""
    rights = rights_of(request)
    found = [one for one in listed if key in (one.key, f"fiche-{_entry_name(one)}")]
    allowed = [one for one in found if rights.may_edit(one.part, one.kind.model)]
    if found and not allowed:
        raise PermissionDenied
    return allowed


def _entry_name(statement):
    return "-".join(map(str, entry_key(*statement.entry)))


def _person(pk):
    """Return the account that was chosen, or ``None``."""
    if not pk:
        return None
    person = (
        get_user_model().objects.filter(OF_THE_DESK, pk=pk, is_active=True).first()
        if is_small_number(pk)
        else None
    )
    if person is None:
        raise PermissionDenied
    return person


def _counted(chosen):
    if len(chosen) == 1:
        return "1 information relue"
    return f"{len(chosen)} informations relues"


def dead_links_of(row):
    """Return [(check, named row)] of the dead links in an entry and in its lines."""
    dead = {one.url: one for one in LinkCheck.objects.filter(state=LinkCheck.State.DEAD)}
    if not dead:
        return []
    return [
        (dead[url], named(holder))
        for holder in _with_lines(row)
        for url in addresses.links_of(holder)
        if url in dead
    ]


def _with_lines(row):
    """Yield an entry and the entries inside it, as its page shows them."""
    yield row
    known = set(addresses.catalogue_models())
    for relation in row._meta.related_objects:
        inside = relation.one_to_many and relation.on_delete.__name__ == "CASCADE"
        if inside and relation.related_model in known:
            for child in getattr(row, relation.get_accessor_name()).all():
                yield from _with_lines(child)
