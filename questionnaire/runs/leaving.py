"""Leaving at once: what this device holds of the service is erased, then the weather is shown.

The weather is what anybody may be looking at, it is the same in every language and for everybody,
and France Victimes leads there too. The person asks for it: no page of ours goes there by itself.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from .pages import BY_SCRIPT
from .run import erase_run, ids_of_runs

ELSEWHERE = "https://meteofrance.com/"
# Browsers that know none of this still lose the cookies, which are deleted one by one.
ERASED = '"cache", "cookies", "storage"'
# A script has emptied the storage itself, and noted there that the tab hides its history.
ERASED_BESIDE_A_SCRIPT = '"cache", "cookies"'


# A person in danger must not read that a form is too old. Another site gains nothing: what it
# sends carries no cookie of ours, and erases nothing.
@csrf_exempt
@never_cache
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Erase every cookie of ours on this device, then redirect to a page that says nothing."""
    response = redirect("left")
    response.status_code = 303
    if request.headers.get("Sec-Fetch-Site", "same-origin") in ("same-origin", "none"):
        for identifier in ids_of_runs(request):
            erase_run(response, identifier)
        response.delete_cookie(settings.CSRF_COOKIE_NAME)
        response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        by_script = BY_SCRIPT in request.headers
        response.headers["Clear-Site-Data"] = ERASED_BESIDE_A_SCRIPT if by_script else ERASED
    return response


@never_cache
@require_safe
def left(request: HttpRequest) -> HttpResponse:
    """Show a page without a name, which leads to the weather at once where no script runs.

    A redirect of the form itself would be refused by our own security policy.
    """
    # Without the request: nothing on this page may ask for a cookie again.
    response = HttpResponse(render_to_string("questionnaire/left.html", {"elsewhere": ELSEWHERE}))
    response.headers["Refresh"] = f"0; url={ELSEWHERE}"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
