"""The form of an adaptation with a paper in it already, to ask for or no longer to ask for."""

from django.contrib import messages
from django.contrib.admin.utils import flatten
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from procedures.drafting.conditions.vocabulary import whom_in_words
from procedures.models import Document, DocumentEntry
from procedures.publishing.checks.completeness import lack_of_source

from ..desk_page import is_small_number
from ..forms import DeskForm
from ..options import SOURCE

SOURCED = ("source_reference", "source_checked_on", "source_verified_on")
NO_SOURCE = (
    "Écrivez d'où vient cette demande : un arrêté, une note du service, une page. Rien n'est "
    "enregistré, et ce que vous avez écrit est gardé."
)
READ_OR_VERIFIED = "Ce jour, ou « vérifié le » : il faut l'un des deux."
NOT_READ = "Écrivez le jour où vous l'avez lue, ou le jour où un service l'a vérifiée."
# The columns of a line that say which papers it asks for.
PAPERS = {"document", "one_of"}
# What the page does with a paper, as addresses say it.
ASKED, DROPPED = "piece", "retirer"
ONCE_SAVED = {
    ASKED: "Enregistré : {} demande « {} » pour « {} ».{}",
    DROPPED: "Enregistré : {} ne demande plus « {} » pour « {} ».{}",
}
OF_ALL = " C'est demandé à tout le monde."
OF_SOME = " C'est demandé seulement à ces personnes : {}."
PLACE, PROCEDURE = "ou", "demarche"
NEEDED = "Il faut la source, et le jour où vous l'avez lue."
SHARED = "Relisez la source : elle vaut pour toute la fiche."
SAID = {
    ASKED: "est ajoutée plus bas. Dites à qui vous la demandez : une condition, ou la case « pour "
    "certaines personnes seulement » avec une précision. Sinon, c'est à tous.",
    DROPPED: "est ajoutée aux pièces non demandées.",
}
TITLES = {ASKED: "Demander une pièce", DROPPED: "Ne plus demander une pièce"}
ACTS = {ASKED: "Demander cette pièce", DROPPED: "Ne plus la demander ici"}
FIRST = {
    ASKED: ("department", "procedure"),
    DROPPED: ("department", "procedure", "dropped"),
}
OTHERS = "Dire autre chose de cette démarche"


class SourcedForm(DeskForm):
    """An adaptation: one that asks for a paper, or no longer does, says where that is written.

    A word of the préfecture alone stays free.
    """

    def lines_sent(self, data):
        """Return the forms of the lines of papers that are sent with this one."""
        return ()

    def changes_papers(self, cleaned):
        """Tell whether a paper is asked for that was not, or no longer asked for."""
        dropped = {one.pk for one in cleaned.get("dropped") or ()}
        return bool(dropped - set(self.initial.get("dropped") or ())) or any(
            asks_for_more(one) for one in self.lines_sent(self.data)
        )

    def stands_on_its_source(self):
        """Tell whether papers of this entry have no other source than the one of the form."""
        row = self.instance
        return row.add_documents.exists() or row.drop_documents.exists()

    def takes_its_source_away(self):
        """Tell whether a source that was read would be no more, while papers stand on it."""
        was = [self.initial.get(one) for one in SOURCED]
        return self.instance.pk and not lack_of_source(*was) and self.stands_on_its_source()

    def origin(self, cleaned):
        """Return (source, day it was read, day it was verified) of what the form says."""
        return [
            cleaned.get(one) if one in self.fields else getattr(self.instance, one)
            for one in SOURCED
        ]

    def clean(self):
        cleaned = super().clean()
        source, *days = self.origin(cleaned)
        needed = self.changes_papers(cleaned) or self.takes_its_source_away()
        if needed and lack_of_source(source, *days):
            if not source:
                self._lacks("source_reference", NO_SOURCE)
            if not any(days):
                self._lacks("source_checked_on", NOT_READ)
        return cleaned

    def _lacks(self, name, words):
        # A day that is no day is told of already.
        if name not in self.errors:
            self.add_error(name, words)


def asks_for_more(line):
    """Tell whether the form of a line asks for a paper that its row does not ask for yet."""
    # As the form reads it: a line without this field cannot be taken out by sending it.
    taken_out = "DELETE" in line.fields and line["DELETE"].data
    return not taken_out and not PAPERS.isdisjoint(line.changed_data)


def number_in(sent, name):
    """Return the number that an address names, or ``None``."""
    number = sent.get(name, "")
    return int(number) if is_small_number(number) else None


def paper_of(request, name):
    """Return the paper that the address of a page names, or ``None``."""
    number = number_in(request.GET, name)
    return Document.objects.filter(pk=number).first() if number else None


def added(request, name):
    """Return the paper that an opened page adds, or ``None``: a form that is sent has it."""
    return paper_of(request, name) if request.method == "GET" else None


def back_to_asking(request, override):
    """Lead back to where the paper was looked for; ``None`` for a page opened from elsewhere."""
    if asked_of(request) is None:
        return None
    chosen = {PLACE: override.department.code, PROCEDURE: override.procedure_id}
    return redirect(f"{reverse('admin:desk_asking')}?{urlencode(chosen)}")


def asked_of(request):
    """Return (what is done with it, the paper) of a page opened from « Demander une pièce »."""
    found = ((name, paper_of(request, name)) for name in SAID)
    return next((one for one in found if one[1]), None)


class PrefilledForm(SourcedForm):
    """A form that shows one more paper among those that are no longer asked for.

    ``founded`` if one came for a paper: the source is asked for before anything is sent.
    """

    no_longer = None
    founded = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.no_longer is not None and "dropped" in self.fields:
            kept = self.initial.get("dropped", [])
            if self.no_longer.pk not in kept:
                self.initial["dropped"] = [*kept, self.no_longer.pk]

        if self.founded and "source_reference" in self.fields:
            source = self.fields["source_reference"]
            source.required, source.error_messages["required"] = True, NO_SOURCE
            read = self.fields["source_checked_on"]
            read.help_text = f"{READ_OR_VERIFIED} {read.help_text}"

    def changes_papers(self, cleaned):
        return self.founded or super().changes_papers(cleaned)


class Prefilled:
    """The page of an adaptation, opened from « Demander une pièce »: nothing is saved yet."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        told = {"lines_sent": lambda _, data: self._lines_sent(request, obj, data)}
        if asked_of(request) is not None:
            told |= {"no_longer": added(request, DROPPED), "founded": True}
        return type(form)(form.__name__, (form,), told)

    def _lines_sent(self, request, obj, data):
        """Return the forms of the lines of papers that a page sends."""
        for formset, inline in self.get_formsets_with_inlines(request, obj):
            if inline.model is DocumentEntry:
                return formset(data, instance=obj, prefix=formset.get_default_prefix()).forms
        return ()

    def get_fieldsets(self, request, obj=None):
        """Put first what one came for; what has to be written is not folded, the rest is."""
        fieldsets = super().get_fieldsets(request, obj)
        asked = asked_of(request)
        if asked is None:
            return fieldsets
        (title, options), *rest = fieldsets
        first = FIRST[asked[0]]
        names = flatten(options["fields"])
        mine, others = (
            [one for one in names if (one in first) is wanted] for wanted in (True, False)
        )
        return [
            (title, {**options, "fields": mine}),
            *((name, {**one, "classes": ()}) for name, one in rest if name == SOURCE[0]),
            (OTHERS, {"classes": ("collapse",), "fields": others}),
            *((name, one) for name, one in rest if name != SOURCE[0]),
        ]

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        paper = added(request, ASKED)
        if paper is not None and inline.model is DocumentEntry:
            kwargs["initial"] = [{"document": paper.pk}]
        return kwargs

    def message_user(self, request, message, level=messages.INFO, *args, **kwargs):
        """Say what is asked for from now on, and of whom, rather than which entry is saved."""
        told = getattr(request, "desk_asked", "") if level == messages.SUCCESS else ""
        super().message_user(request, told or message, level, *args, **kwargs)

    def response_add(self, request, obj, post_url_continue=None):
        request.desk_asked = told_once_saved(obj, *(asked_of(request) or ("", None)))
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        request.desk_asked = told_once_saved(obj, *(asked_of(request) or ("", None)))
        return super().response_change(request, obj)

    def response_post_save_add(self, request, obj):
        return back_to_asking(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return back_to_asking(request, obj) or super().response_post_save_change(request, obj)

    def render_change_form(self, request, context, *args, **kwargs):
        name, paper = asked_of(request) or ("", None)
        if paper is not None:
            row = kwargs.get("obj")
            known = row and not lack_of_source(*(getattr(row, one) for one in SOURCED))
            source = SHARED if known else NEEDED
            context["desk_act"] = ACTS[name]
            context["desk_lines_first"] = name == ASKED
            context["desk_prefilled"] = f"« {paper.title_fr} » {SAID[name]} {source}"
        response = super().render_change_form(request, context, *args, **kwargs)
        if paper is not None:
            response.context_data |= {"title": TITLES[name]}
        return response


def told_once_saved(override, name, paper):
    """Say what a département asks for now, and of whom; nothing if the form said otherwise."""
    if paper is None or not _has(override, name, paper):
        return ""
    place = override.department
    where = f"{place.name_fr or place.code} ({place.code})"
    whom = _whom(override, paper) if name == ASKED else ""
    return ONCE_SAVED[name].format(where, paper.title_fr or paper.key, override.procedure, whom)


def _whom(override, paper):
    """Return of whom a paper is asked, the form having one line for it or more."""
    said = [whom_in_words(one) for one in override.add_documents.filter(document=paper)]
    if "" in said:
        return OF_ALL
    return OF_SOME.format(" ; ou ".join(said)) if all(said) else ""


def _has(override, name, paper):
    lines = override.add_documents if name == ASKED else override.drop_documents
    return lines.filter(document=paper).exists()
