"""The entry point of a WSGI server: ``gunicorn portal.wsgi``."""

import os

from django.core.wsgi import get_wsgi_application

from procedures.stack_room import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = with_room(get_wsgi_application())
