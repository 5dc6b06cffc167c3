"""The questions whose answer is searched by name (a country, a commune), and what completes it."""

from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from procedures.engine.values.facts import department_of
from procedures.publishing import communes
from procedures.publishing.communes import find_communes

from . import countries, places
from .places import label
from .question_form import UNKNOWN, QuestionForm, card


class SearchForm(QuestionForm):
    """The form of a search. ``recherche`` is the text, ``reponse`` the card that is chosen.

    ``cherche`` is the text for which the cards were shown.
    """

    template = "questionnaire/fields/search.html"
    needs_name = ""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.matches = []

    def read(self):
        typed, picked = self.sent("recherche"), self.sent("reponse")
        unchanged = typed == self.sent("cherche")
        if "chercher" in self.data and typed:
            self.look_for(typed)
        elif picked and (unchanged or self.is_other(picked)) and self.is_value(picked):
            self.accept(None if picked == UNKNOWN else picked)
        elif typed and unchanged and self.answered_before and typed == self.name(self.stored):
            self.accept(self.stored)
        elif typed:
            self.look_for(typed)
        else:
            self.refuse(self.needs_name)

    def look_for(self, typed):
        value, found = self.search(typed)
        if value is not None:
            self.accept(value)
            return
        alone = len(found) == 1
        first = f"id_{self.before}choix"
        self.matches = [
            {"id": f"{first}_{index}", "checked": alone, **one} for index, one in enumerate(found)
        ]
        if not found:
            self.refuse(self.not_found(typed))
        elif "chercher" not in self.data:
            self.refuse(_("Choisissez dans la liste."), f"id_{self.before}choix_0")

    def is_other(self, picked):
        """Tell whether a card beside the field has been newly chosen."""
        others = [one["value"] for one in self.other_cards()]
        stored = UNKNOWN if self.answered_before and self.stored is None else self.stored
        return picked in others and picked != stored

    def is_value(self, picked):
        if picked == UNKNOWN:
            return self.question.allow_unknown
        return picked in [one["value"] for one in self.other_cards()] or bool(self.name(picked))

    def other_cards(self):
        return self.unknown_cards()

    def shown_others(self):
        """Return the cards beside the field: answers that are not searched by name."""
        if self.is_bound:
            chosen = self.sent("reponse")
        else:
            chosen = UNKNOWN if self.stored is None else self.stored
        return self.numbered(self.other_cards(), {chosen} if self.answered_before or chosen else ())

    def shown_text(self):
        if self.is_bound:
            return self.sent("recherche")
        return self.name(self.stored) if self.answered_before and self.stored else ""

    def listed_text(self):
        """Return the text for which the cards are shown."""
        return self.sent("recherche") if self.is_bound else self.shown_text()


class CountryForm(SearchForm):
    @property
    def needs_name(self):
        return _("Écrivez le nom d’un pays.")

    @property
    def hint(self):
        return _("Exemple : Maroc")

    def source(self):
        return reverse("countries")

    def name(self, code):
        return countries.name(code, get_language()) if self.is_country(code) else ""

    def is_country(self, code):
        """Tell whether a code is a country; Kosovo is one if the question lists it."""
        known = code in countries.COUNTRY_CODES or self.question.choice(code) is not None
        return known and self.question.admits(code)

    def search(self, typed):
        country, found = countries.find_countries(typed, get_language())
        if country and self.is_country(country.code):
            return country.code, []
        return None, [card(one.code, one.name) for one in found if self.is_country(one.code)]

    def not_found(self, typed):
        country, found = countries.find_countries(typed, get_language())
        named = country or next(iter(found), None)
        if named and not self.question.admits(named.code):
            text = _("« %(name)s » n’est pas une réponse possible à cette question.")
            return text % {"name": named.name}
        return _("Nous ne trouvons pas le pays « %(name)s ». Vérifiez le nom.") % {"name": typed}

    def other_cards(self):
        own = (one for one in self.texts.choices if one.value not in countries.CODES)
        return [
            *(card(one.value, one.text, help=one.help) for one in own if one.value in self.offered),
            *super().other_cards(),
        ]


class CommuneForm(SearchForm):
    @property
    def needs_name(self):
        return _("Écrivez le nom de la commune, ou son code postal.")

    @property
    def hint(self):
        return _("Exemple : Montauban, ou 82000")

    def source(self):
        return reverse("communes")

    def name(self, code):
        return places.name(code) if communes.commune(code) else ""

    def search(self, typed):
        place, found = places.find_places(typed)
        if place:
            return place.code, []
        return None, [
            card(one.code, one.name, help=self.where(one)) for one in found
        ]  # fmt: skip

    def where(self, place):
        """Return the postal codes and the département, which distinguish communes of one name."""
        codes = " · ".join(place.postal_codes[:4])
        department = _("département %(code)s") % {"code": department_of(place.code)}
        return f"{codes} – {department}" if codes else department

    def not_found(self, typed):
        return _("Nous ne trouvons pas la commune « %(name)s ». Essayez le code postal.") % {
            "name": typed
        }


A_DAY = 24 * 60 * 60
LONGEST_QUERY = 60


@require_safe
@cache_control(public=True, max_age=A_DAY)
def suggested_countries(request):
    return JsonResponse({"names": countries.names(get_language())})


# It changes nothing, so that no token is needed. POST keeps what is typed out of the address, which
# browsers, caches and logs keep: the commune where somebody lives is one of their answers.
@csrf_exempt
@require_POST
@cache_control(no_store=True)
def suggested_communes(request):
    """Return the communes that ``q`` may mean; « Montauban (82000) » is understood as it stands."""
    query = request.POST.get("q", "")[:LONGEST_QUERY].strip()
    found = find_communes(query) if query else []
    return JsonResponse({"names": [label(place) for place in found]})
