"""The answers of the interface at an address that it has not."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from . import faults


@csrf_exempt
def no_such_address(request: HttpRequest) -> HttpResponse:
    """Answer in JSON, whatever the method: a program reads no page."""
    return faults.no_such_address().response()
