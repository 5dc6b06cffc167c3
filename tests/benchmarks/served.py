"""What gunicorn serves for a measure: the site, with a bare page beside."""

from django.conf import settings

from portal.wsgi import application

settings.ROOT_URLCONF = "tests.benchmarks.urls_of_interface"

__all__ = ["application"]
