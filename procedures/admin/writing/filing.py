"""« Où et comment »: as its family is filed, or in a way of its own in the whole country."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.http import urlencode

from procedures.drafting.changing.moving import DepartmentFiling, Ways
from procedures.drafting.searching.library import papers_saying
from procedures.drafting.writing.progress import own_channel
from procedures.engine.codes import free_key
from procedures.models import (
    NATIONAL,
    Channel,
    ChannelProcedure,
    Department,
    Document,
    DocumentEntry,
)
from procedures.publishing.departments import department_names

from ..addresses import ADDRESSES
from ..channels import ChannelAdmin
from ..desk_page import is_small_number, page
from ..options import SOURCE
from .opening import address, frame_context, leads_on

OWN_WAY = "propre"
MOST_FOUND = 12
LONGEST = 500
# The buttons: to search, to take a paper of the library, to make one.
SEARCH, TAKE, MAKE = "_chercher", "_prendre", "_faire"


def filing_page(site, request, procedure):
    """Show how a procedure would be filed, and the form of a way of its own if one is wanted."""
    channel = own_channel(procedure)
    if channel is not None or OWN_WAY in request.GET:
        view = ChannelFilling(site, procedure)
        return view.changeform_view(request, str(channel.pk) if channel else None)
    if request.method == "POST":
        return leads_on(request, procedure, "ou")
    context = frame_context(procedure, "ou") | {"ways": ways_of(procedure)}
    return page(site, request, "admin/writing/filing.html", context)


def ways_of(procedure):
    """Return [(how a procedure is filed, the places where it is)], the most frequent first."""
    codes = Channel.objects.values_list("department__code", flat=True).distinct()
    filings = {code: DepartmentFiling(code) for code in sorted(set(codes))}
    national = filings.pop(NATIONAL, None)
    words, names = Ways(*filings.values(), national), department_names()
    found = {}
    for code, filing in filings.items():
        said = words.of(filing, national, procedure)
        found.setdefault(said, []).append(names.get(code, code))
    if not filings and national is not None:
        found[words.of(national, None, procedure)] = ["Toute la France"]
    return sorted(found.items(), key=lambda pair: -len(pair[1]))


class ChannelFilling(ChannelAdmin):
    """The form of channels, for the one that is for a procedure alone."""

    change_form_template = "admin/writing/form.html"
    every_text = False
    fieldsets = (
        (
            None,
            {"fields": ("kind", "url", "address", "instructions", "no_slot_help")},
        ),
        SOURCE,
    )

    def __init__(self, site, procedure):
        super().__init__(Channel, site)
        self.procedure = procedure

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        # What it is for is not asked: it is for this procedure.
        return type(form)(form.__name__, (WithoutPurpose, form), {})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "kind":
            kwargs["label"] = "Comment dépose-t-on ?"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.department = Department.objects.get(code=NATIONAL)
            last = obj.department.channels.order_by("-position").first()
            obj.position = last.position + 1 if last else 0
            obj.first_for = self.procedure.key
        super().save_model(request, obj, form, change)
        if not change:
            ChannelProcedure.objects.create(channel=obj, procedure=self.procedure)

    def render_change_form(self, request, context, *args, **kwargs):
        response = super().render_change_form(request, context, *args, **kwargs)
        response.context_data |= frame_context(self.procedure, "ou")
        response.context_data["desk_has_conditions"] = False
        obj = kwargs.get("obj")
        response.context_data["own_way_url"] = ADDRESSES.of(obj) if obj else ""
        return response

    def response_add(self, request, obj, post_url_continue=None):
        return leads_on(request, self.procedure, "ou")

    def response_change(self, request, obj):
        return leads_on(request, self.procedure, "ou")


class WithoutPurpose:
    """A form of channels that leaves what each is for as it is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("for_procedures", None)


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
