"""The filters of the list of cases: by procedure, by part, by outcome."""

from django.contrib import admin

from procedures.drafting.cases.expected import named
from procedures.drafting.cases.outcomes import FAILS, NOTHING, PASSES, CaseOutcomes
from procedures.models import NATIONAL, Case, Department, Procedure
from procedures.rights import rights_of

CHANGES = "change"


def outcomes_of(request):
    """Return the CaseOutcomes, read once for all that a page says of them."""
    if not hasattr(request, "_case_outcomes"):
        forget_outcomes(request)
    return request._case_outcomes


def forget_outcomes(request):
    """Read the outcomes again: this request changed the working copy."""
    request._case_outcomes = CaseOutcomes(rights_of(request))


class OutcomeFilter(admin.SimpleListFilter):
    title = "résultat"
    parameter_name = "resultat"

    def lookups(self, request, model_admin):
        states = [(one, one) for one in (PASSES, FAILS, NOTHING)]
        return [*states, (CHANGES, "diffère du publié")]

    def queryset(self, request, queryset):
        wanted = self.value()
        if wanted not in (PASSES, FAILS, NOTHING, CHANGES):
            return queryset
        found = outcomes_of(request).by_key.items()
        keys = [
            pk for pk, one in found if (one.changes if wanted == CHANGES else one.state == wanted)
        ]
        return queryset.filter(pk__in=keys)


class PartFilter(admin.SimpleListFilter):
    title = "département"
    parameter_name = "partie"

    def lookups(self, request, model_admin):
        local = Department.objects.exclude(code=NATIONAL).filter(cases__isnull=False).distinct()
        return [(NATIONAL, "tout le pays"), *((one.code, str(one)) for one in local)]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        if self.value() == NATIONAL:
            return queryset.filter(department=None)
        return queryset.filter(department__code=self.value())


class ProcedureFilter(admin.SimpleListFilter):
    title = "démarche attendue"
    parameter_name = "demarche"
    template = "admin/cases/procedure_filter.html"

    def lookups(self, request, model_admin):
        self.cases = {}
        for pk, expect in Case.objects.order_by().values_list("pk", "expect"):
            for name in named(expect):
                self.cases.setdefault(name, []).append(pk)
        titles = Procedure.objects.filter(key__in=self.cases).values_list("key", "title_fr")
        return sorted(titles, key=lambda pair: (pair[1] or "").casefold())

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(pk__in=self.cases.get(self.value(), ()))

    def choices(self, changelist):
        """Yield the other parameters of the page, which the form must keep, then the choices."""
        own = {self.parameter_name, "p"}
        kept = [(key, value) for key, value in changelist.params.items() if key not in own]
        yield {"kept": kept, "name": self.parameter_name, "selected": self.value() is None}
        for key, title in self.lookup_choices:
            yield {"key": key, "display": title, "selected": key == self.value()}
