"""The papers of a procedure: found in the library by words, or made there and then."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import urlencode

from procedures.drafting.searching.library import papers_saying
from procedures.engine.codes import free_key
from procedures.models import Document, DocumentEntry

from ..desk_page import is_small_number
from .frame import address

MOST_FOUND = 12
LONGEST = 500
# The buttons: to search, to take a paper of the library, to make one.
SEARCH, TAKE, MAKE = "_chercher", "_prendre", "_faire"


def act(request, procedure):
    """Do what the button says, and return to the page; return ``None`` for the other buttons.

    What was changed on the page is saved already.
    """
    sent = request.POST
    if SEARCH in sent:
        words = sent.get("mots", "")[:LONGEST].strip()
        query = f"?{urlencode({'mots': words})}#chercher" if words else ""
        return redirect(f"{address(procedure, 'papiers')}{query}")
    if TAKE in sent:
        document = Document.objects.filter(pk=_number(sent[TAKE])).first()
        if document is not None:
            _ask(procedure, document)
            messages.success(request, f"« {document.title_fr} » est dans la liste.")
        return redirect(address(procedure, "papiers"))
    if MAKE in sent:
        return _made(request, procedure)
    return None


def found_context(request, procedure):
    """Return what the page shows of the library: what was sought, and what was found."""
    words = request.GET.get("mots", "")[:LONGEST]
    asked = set(procedure.documents.values_list("document_id", flat=True))
    found = papers_saying(words) if words else []
    return {
        "sought": words,
        "found": [(one, one.pk in asked) for one in found[:MOST_FOUND]],
        "found_count": len(found) if words else None,
        "typed": {name: request.POST.get(name, "") for name in ("nouveau", "explication")},
    }


def _made(request, procedure):
    title = request.POST.get("nouveau", "").strip()
    if not title or len(title) > LONGEST:
        text = f"Écrivez le nom du papier, en {LONGEST} caractères au plus. Rien n'est ajouté."
        messages.error(request, text)
        return redirect(f"{address(procedure, 'papiers')}#nouveau")
    last = Document.objects.order_by("-position").values_list("position", flat=True).first()
    document = Document.objects.create(
        key=free_key(title, Document.objects.values_list("key", flat=True), otherwise="piece"),
        title_fr=title,
        explanation_fr=request.POST.get("explication", "").replace("\r\n", "\n").strip(),
        position=0 if last is None else last + 1,
        draft=procedure.draft,
    )
    _ask(procedure, document)
    messages.success(request, f"« {title} » est créé, et dans la liste.")
    return redirect(address(procedure, "papiers"))


def _ask(procedure, document):
    rows = procedure.documents
    if rows.filter(document=document).exists():
        return
    last = rows.order_by("-position").values_list("position", flat=True).first()
    position = 0 if last is None else last + 1
    DocumentEntry.objects.create(procedure=procedure, document=document, position=position)


def _number(text):
    return int(text) if is_small_number(text) else 0
