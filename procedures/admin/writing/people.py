"""« Trois personnes »: two who get the procedure, one who does not, with what the engine gives."""

from django.contrib import messages
from django.http import HttpResponseBadRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst

from procedures.drafting import versions as drafts
from procedures.drafting.trying.answers import YEARS, Answers
from procedures.drafting.trying.people import MOST, TriedPerson, find_people
from procedures.drafting.trying.sides import Side
from procedures.drafting.working_copy import lock, working_copy
from procedures.drafting.writing import persons
from procedures.drafting.writing.progress import cases_of
from procedures.drafting.writing.reach import proposed
from procedures.engine.values.facts import parse_date
from procedures.exchange.limits import NO_ANSWERS
from procedures.models import Case
from procedures.publishing.checks.completeness import NEGATIVE, POSITIVE
from procedures.publishing.journal import recording
from procedures.rights import rights_of

from ..desk_page import by_entry, page
from ..tryout.saving import key_of
from .opening import BEFORE, LEAVE, NEXT, address, frame_context, leads_on

LONGEST = 500
# What a button says to go on without the person that is typed.
UNKEPT = "sans"
NOT_KEPT = "Cette personne n'est pas encore gardée. Dites d'abord si elle l'obtient."
KEPT = {
    True: "C'est gardé : cette personne l'obtient.",
    False: "C'est gardé : elle ne l'obtient pas.",
}


def people_page(site, request, procedure):
    """Show the persons of a procedure; open, try and keep others. Typed answers are not stored."""
    pressed = next((one for one in (NEXT, BEFORE, LEAVE) if one in request.POST), "")
    if pressed and ("persona" not in request.POST or request.POST[pressed] == UNKEPT):
        return leads_on(request, procedure, "personnes")
    draft = drafts.draft(rights_of(request))
    context = frame_context(procedure, "personnes")
    if draft.rule_set is None or procedure.key not in draft.rule_set.procedures:
        context |= {"broken": True, **by_entry(draft.problems, rights_of(request))}
        return page(site, request, "admin/writing/people.html", context)
    desk = _Desk(request, procedure, draft)
    if request.method == "POST":
        try:
            if pressed and not desk.holds_a_person():
                return leads_on(request, procedure, "personnes")
            context["pressed"] = pressed
            done = not pressed and desk.act()
        except ValueError:
            return HttpResponseBadRequest("Ces réponses ne se lisent pas.")
        if done:
            return redirect(f"{address(procedure, 'personnes')}#choisies")
    return page(site, request, "admin/writing/people.html", context | desk.context())


class _Desk:
    """The persons of one request: who is chosen, who is found, and who is open."""

    def __init__(self, request, procedure, draft):
        self.request, self.procedure, self.draft = request, procedure, draft
        self.sent = request.POST
        self.opened = None
        self.answers = None
        self.day = timezone.localdate()
        self.persona, self.error = "", ""

    def act(self):
        """Do what the button says; return whether the page begins anew."""
        action, case = self.sent.get("action", ""), self._case(self.sent.get("cas", ""))
        if action == "retirer":
            return self._removed()
        if action in ("prendre-oui", "prendre-non") and case:
            self._open(case)
            return self._kept(action == "prendre-oui")
        if action == "ouvrir" and case:
            self._open(case)
        elif action in ("essayer", "oui", "non"):
            self._read()
            if action != "essayer":
                return self._kept(action == "oui")
        return False

    def holds_a_person(self):
        """Read the form; tell whether it holds a person who would be lost if one went on."""
        self._read()
        typed = self.persona, self.answers.given, self.answers.errors
        if self.opened:
            self._open(self.opened)
            unchanged = typed[:2] == (self.opened.persona, self.answers.given)
        else:
            unchanged = not any(typed)
        self._read()
        self.error = "" if unchanged else NOT_KEPT
        return not unchanged

    def context(self):
        """Return what the page shows."""
        getting, others = cases_of(self.procedure)
        shown = {
            "getting": [self._shown(one, True) for one in getting],
            "others": [self._shown(one, False) for one in others],
            "positive": POSITIVE,
            "negative": NEGATIVE,
            "proposals": self._proposals(getting, others),
            "sought": self.sent.get("personne", "")[:LONGEST],
        }
        if self.sent.get("action") == "chercher":
            found = find_people(shown["sought"], self._people)
            shown |= {"found": found[:MOST], "found_count": len(found)}
        return shown | self._open_context()

    @property
    def _people(self):
        rows = drafts.tried_cases(self.request.user).order_by("file", "position", "pk")
        columns = ("key", "persona", "department__code")
        return [TriedPerson.of(*row) for row in rows.values_list(*columns)]

    def _case(self, name):
        return drafts.tried_cases(self.request.user).filter(key=name).first()

    def _open(self, case):
        self.opened, self.persona = case, case.persona
        self.day = case.today or self.day
        data = case.answers if isinstance(case.answers, dict) else {}
        self.answers = Answers(self.draft.rule_set).read_data(data)

    def _read(self):
        self.opened = self._case(self.sent.get("base", ""))
        self.persona = self.sent.get("persona", "").replace("\r\n", "\n").strip()
        day = parse_date(self.sent.get("jour", ""))
        self.day = day if day and day.year in YEARS else self.day
        self.answers = Answers(self.draft.rule_set).read_form(self.sent)

    def _kept(self, gets):
        if self.answers.errors:
            return False
        if not self.answers.given:
            self.error = f"{capfirst(NO_ANSWERS)}."
            return False
        if len(self.persona) > LONGEST:
            self.error = (
                f"« Qui est-elle » a {len(self.persona)} caractères : {LONGEST} au plus. "
                "Raccourcissez : rien n'est coupé, rien n'est gardé."
            )
            return False
        taken = persons.cases_alike(self.procedure, self.answers.given, self.day)
        if not self.persona or taken:
            self.error = (
                "Cette personne est déjà choisie : changez une réponse."
                if taken
                else "Décrivez la personne : un prénom inventé, un âge, sa situation."
            )
            return False
        with recording(self.request.user, how="ajout"):
            persons.keep(
                self.procedure, self._side(), self.persona, key_of(self.persona), gets=gets
            )
        messages.success(self.request, KEPT[gets])
        return True

    def _removed(self):
        case = Case.objects.filter(key=self.sent.get("cas", ""), draft=True).first()
        if case and self._case(case.key):
            with recording(self.request.user, how="suppression"):
                case.delete()
            messages.success(self.request, "Cette personne est retirée.")
        return True

    def _side(self):
        return Side(self.draft, self.answers.given, self.day, "fr")

    def _shown(self, case, gets):
        data = case.answers if isinstance(case.answers, dict) else {}
        given = Answers(self.draft.rule_set).read_data(data).given
        side = Side(self.draft, given, case.today or timezone.localdate(), "fr")
        return persons.shown(case, side, self.procedure.key, gets=gets)

    def _proposals(self, getting, others):
        """Return [(case, whether they get it)] of the persons who may be taken as they are."""
        with lock():
            first, nearest = proposed(working_copy(self.request.user), self.procedure.key, 6)
        known = {one.key for one in (*getting, *others)}
        wanted = max(0, POSITIVE - len(getting))
        taken = [one for one in first if one not in known][:wanted]
        if nearest and len(others) < NEGATIVE:
            taken.append(nearest)
        rows = {one.key: one for one in Case.objects.filter(key__in=taken)}
        return [(rows[name], name != nearest) for name in taken if name in rows]

    def _open_context(self):
        if self.answers is None:
            return {}
        fields, rest = self.answers.fields(self.day, "fr")
        side = self._side() if self.answers.given else None
        return {
            "open": True,
            "base": self.opened.key if self.opened else "",
            "fields": fields,
            "other_fields": rest,
            "errors": len(self.answers.errors),
            "day": self.day,
            "persona": self.persona,
            "problem": self.error,
            "result": persons.result(side, self.procedure.key) if side else None,
        }
