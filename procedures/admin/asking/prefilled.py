"""The form of an adaptation with a paper in it already, to ask for or no longer to ask for."""

from procedures.models import Document, DocumentEntry
from procedures.publishing.checks.founded import lack_of_source

from ..forms import DeskForm
from ..options import SOURCE

ASKED, DROPPED = "piece", "retirer"
SOURCED = ("source_reference", "source_checked_on", "source_verified_on")
# No row has so many digits.
LONGEST_NUMBER = 18
NEEDED = "Il faut la source, et le jour où vous l'avez lue."
SHARED = "Relisez la source : elle vaut pour toute la fiche."
SAID = {
    ASKED: "est ajoutée plus bas : dites à qui vous la demandez, sinon c'est à tous.",
    DROPPED: "est ajoutée aux pièces non demandées.",
}
TITLES = {ASKED: "Demander une pièce", DROPPED: "Ne plus demander une pièce"}
NO_SOURCE = (
    "Écrivez d'où vient cette demande : un arrêté, une note du service, une page. Rien n'est "
    "enregistré, et ce que vous avez écrit est gardé."
)
NOT_READ = "Écrivez le jour où vous l'avez lue, ou le jour où un service l'a vérifiée."


def number_in(sent, name):
    """Return the number that an address names, or ``None``."""
    said = sent.get(name, "")
    readable = said.isascii() and said.isdecimal() and len(said) < LONGEST_NUMBER
    return int(said) if readable else None


def paper_of(request, name):
    """Return the paper that the address of a page names, or ``None``."""
    number = number_in(request.GET, name)
    return Document.objects.filter(pk=number).first() if number else None


def added(request, name):
    """Return the paper that an opened page adds, or ``None``: a form that is sent has it."""
    return paper_of(request, name) if request.method == "GET" else None


def asked_of(request):
    """Return (what is done with it, the paper) of a page opened from « Demander une pièce »."""
    found = ((name, paper_of(request, name)) for name in SAID)
    return next((one for one in found if one[1]), None)


class PrefilledForm(DeskForm):
    """A form that shows one more paper among those that are no longer asked for.

    ``founded`` if it cannot be saved without a source that somebody read.
    """

    no_longer = None
    founded = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.no_longer is not None and "dropped" in self.fields:
            kept = self.initial.get("dropped", [])
            if self.no_longer.pk not in kept:
                self.initial["dropped"] = [*kept, self.no_longer.pk]

    def clean(self):
        cleaned = super().clean()
        source, *days = (cleaned.get(name) for name in SOURCED)
        if self.founded and lack_of_source(source, *days):
            if not source:
                self._lacks("source_reference", NO_SOURCE)
            if not any(days):
                self._lacks("source_checked_on", NOT_READ)
        return cleaned

    def _lacks(self, name, words):
        # A day that is no day is told of already.
        if name not in self.errors:
            self.add_error(name, words)


class Prefilled:
    """The page of an adaptation, opened from « Demander une pièce »: nothing is saved yet."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        if asked_of(request) is None:
            return form
        told = {"no_longer": added(request, DROPPED), "founded": True}
        return type(form)(form.__name__, (form,), told)

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if asked_of(request) is None:
            return fieldsets
        # What has to be written is not folded.
        return [
            (title, {**options, "classes": ()} if title == SOURCE[0] else options)
            for title, options in fieldsets
        ]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        paper = added(request, ASKED)
        if paper is not None and inline.model is DocumentEntry:
            kwargs["initial"] = [{"document": paper.pk}]
        return kwargs

    def render_change_form(self, request, context, *args, **kwargs):
        name, paper = asked_of(request) or ("", None)
        if paper is not None:
            row = kwargs.get("obj")
            known = row and not lack_of_source(*(getattr(row, one) for one in SOURCED))
            source = SHARED if known else NEEDED
            context["desk_prefilled"] = f"« {paper.title_fr} » {SAID[name]} {source}"
        response = super().render_change_form(request, context, *args, **kwargs)
        if paper is not None:
            response.context_data["title"] = TITLES[name]
        return response
