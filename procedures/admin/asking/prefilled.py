"""The form of an adaptation with a paper in it already, to ask for or no longer to ask for."""

from procedures.models import Document, DocumentEntry

from ..forms import DeskForm

ASKED, DROPPED = "piece", "retirer"
# No row has so many digits.
LONGEST_NUMBER = 18
SAID = {
    ASKED: "est ajoutée plus bas. Dites à qui vous la demandez et la source, puis enregistrez.",
    DROPPED: "est ajoutée aux pièces non demandées. Dites la source, puis enregistrez.",
}


def number_in(sent, name):
    """Return the number that an address names, or ``None``."""
    said = sent.get(name, "")
    readable = said.isascii() and said.isdecimal() and len(said) < LONGEST_NUMBER
    return int(said) if readable else None


def paper_of(request, name):
    """Return the paper that the address of an opened page names, or ``None``."""
    number = number_in(request.GET, name) if request.method == "GET" else None
    return Document.objects.filter(pk=number).first() if number else None


class PrefilledForm(DeskForm):
    """A form that shows one more paper among those that are no longer asked for."""

    no_longer = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.no_longer is not None and "dropped" in self.fields:
            kept = self.initial.get("dropped", [])
            if self.no_longer.pk not in kept:
                self.initial["dropped"] = [*kept, self.no_longer.pk]


class Prefilled:
    """The page of an adaptation, opened from « Demander une pièce »: nothing is saved yet."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        paper = paper_of(request, DROPPED)
        return type(form)(form.__name__, (form,), {"no_longer": paper}) if paper else form

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        paper = paper_of(request, ASKED)
        if paper is not None and inline.model is DocumentEntry:
            kwargs["initial"] = [{"document": paper.pk}]
        return kwargs

    def render_change_form(self, request, context, *args, **kwargs):
        for name, words in SAID.items():
            paper = paper_of(request, name)
            if paper is not None:
                context["desk_prefilled"] = f"« {paper.title_fr} » {words}"
        response = super().render_change_form(request, context, *args, **kwargs)
        if "desk_prefilled" in context:
            response.context_data["title"] = "Demander une pièce"
            if paper_of(request, DROPPED):
                response.context_data["title"] = "Ne plus demander une pièce"
        return response
