"""The addresses of the desk's pages, for the rooms that know nothing of the web."""

from urllib.parse import urlencode

from django.urls import reverse

from procedures.drafting.addresses import Addresses
from procedures.models import Procedure, TranslationStatus
from procedures.publishing.checks.completeness import UNSOURCED, UNTRIED

# What keeps a procedure from being published the first time is mended where it is written.
PAGES_OF_THE_GUIDE = {UNSOURCED: "source", UNTRIED: "personnes"}
MISSING = TranslationStatus.MISSING.value


class DeskAddresses(Addresses):
    def entry(self, model, pk):
        return reverse(_name(model, "change"), args=[pk])

    def of(self, row):
        return self.entry(type(row), row.pk)

    def translations(self, page):
        # Each page of an entry has its translations beside it: see DeskAdmin.get_urls.
        return page.replace("/change/", "/traductions/")

    def to_translate(self, language, part, section):
        asked = {"langue": language, "partie": part, "section": section, "etat": MISSING}
        return _with(reverse("admin:desk_translating_texts"), asked)

    def entries(self, model, **chosen):
        return _with(reverse(_name(model, "changelist")), chosen)

    def new_entry(self, model, **given):
        return _with(reverse(_name(model, "add")), given)

    def mending(self, row, kind):
        page = PAGES_OF_THE_GUIDE.get(kind) if isinstance(row, Procedure) else None
        return reverse("admin:desk_writing", args=[row.pk, page]) if page else ""

    def sheet(self, procedure):
        return reverse("admin:desk_writing", args=[procedure.pk, "relire"])

    def facts(self):
        return reverse("admin:desk_facts")


ADDRESSES = DeskAddresses()


def _name(model, page):
    return f"admin:procedures_{model._meta.model_name}_{page}"


def _with(address, values):
    return f"{address}?{urlencode(values)}" if values else address
