"""Names of countries and communes, for the scripts that complete what is typed."""

from django.http import JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from procedures.publishing.communes import find_communes

from . import countries as country_names
from .places import label

A_DAY = 24 * 60 * 60
LONGEST_QUERY = 60


@require_safe
@cache_control(public=True, max_age=A_DAY)
def countries(request):
    return JsonResponse({"names": country_names.names(get_language())})


# It changes nothing, so that no token is needed. POST keeps what is typed out of the address, which
# browsers, caches and logs keep: the commune where somebody lives is one of their answers.
@csrf_exempt
@require_POST
@cache_control(no_store=True)
def communes(request):
    """Return the communes that ``q`` may mean; « Montauban (82000) » is understood as it stands."""
    query = request.POST.get("q", "")[:LONGEST_QUERY].strip()
    found = find_communes(query) if query else []
    return JsonResponse({"names": [label(place) for place in found]})
