"""The loggers: which messages, where and in which form; ``logs`` says what a message may hold."""


def logging_settings(form):
    """Return Django's ``LOGGING``: lines for people (``line``), or for machines (``json``)."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "portal.logs.LineFormatter",
                "format": "{asctime} {levelname} {name} {message}",
                "style": "{",
            },
            "json": {"()": "portal.logs.JsonFormatter"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": form},
            # A logger without any handler would write to the standard error, unformatted.
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
            "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            # Scanners request unknown hosts all day: they get 400, and are worth no traceback.
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            # A line for each style sheet of each paper that it draws.
            "weasyprint": {"level": "WARNING"},
            # It would name the security keys of agents.
            "fido2": {"level": "WARNING"},
            # Supervisors send HEAD requests: gunicorn drops the body, and would log it each time.
            "gunicorn.http.wsgi": {"level": "ERROR"},
            # gunicorn logs the address of a client that sends something unreadable.
            "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        },
    }
