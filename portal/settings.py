"""The only settings file: safe defaults, and environment variables for the rest.

README.md lists the variables. DEBUG is off unless it is set.
"""

from pathlib import Path

from portal import environment as env

ROOT = Path(__file__).resolve().parent.parent

# --- What changes from one machine to the next -------------------------------------------------

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret_key(debug=DEBUG)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
# In seconds: the longest wait for one answer of PostgreSQL; 0 means no limit.
DATABASE_SECONDS = env.number("DATABASE_SECONDS", 15)
DATABASES = {
    "default": env.database(
        env.text("DATABASE_URL"), ROOT / "db.sqlite3", longest_wait=DATABASE_SECONDS
    )
}

# --- Apps, lowest layer last -------------------------------------------------------------------

INSTALLED_APPS = [
    "modeltranslation",  # Before the admin, whose forms it changes.
    "procedures.desk.DeskConfig",  # Django's admin, with a site of ours.
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "formtools",
    "portal",
    "questionnaire",
    "procedures",
]

MIDDLEWARE = [
    "portal.logs.RequestIdMiddleware",  # First: whatever is logged for a request has its id.
    "portal.security.SecurityHeadersMiddleware",  # Even the pages of the next ones get them.
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # WhiteNoise compresses its own files, once.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.limits.RequestLimitsMiddleware",  # Before what reads a body, after the language.
    "portal.logins.LoginLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.languages.languages",
            ],
        },
    },
]

# --- Accounts: agents only, visitors have none -------------------------------------------------

AUTH_USER_MODEL = "portal.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {"user_attributes": ["email", "full_name"]}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
]

# --- Languages and time ------------------------------------------------------------------------

LANGUAGE_CODE = "fr"  # The language of the source texts; the others are translations.
LANGUAGES = [("fr", "Français"), ("en", "English"), ("ar", "العربية")]
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = ["portal.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("fr",)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# In seconds: how often a process asks the database whether another edition is in force.
EDITION_CHECK_SECONDS = env.number("EDITION_CHECK_SECONDS", 3)
# Where a process keeps a copy of the edition in force, for one that starts while the database is
# away.
EDITION_FILE = env.text("EDITION_FILE", str(ROOT / "data" / "edition.json.gz"))
# In seconds: how often a process writes its counts to the database; 0 means never.
COUNTS_FLUSH_SECONDS = env.number("COUNTS_FLUSH_SECONDS", 10)

# How many times a minute one address may try a password, in each process; 0: as often as it likes.
LOGINS_PER_MINUTE = env.number("LOGINS_PER_MINUTE", 10)

# Whether a second person must accept a national change before it is published.
TWO_PERSON_REVIEW = env.flag("TWO_PERSON_REVIEW")

# --- Who answers for the site: shown on the legal pages, which say so when it is missing --------

PUBLISHER = {
    name: env.text(f"PUBLISHER_{name.upper()}")
    for name in ("name", "address", "director", "contact", "host_name", "host_address")
}

# --- Static files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(ROOT / "staticfiles"))
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# --- Security (the headers' policy is in portal/security.py) -----------------------------------

HTTPS = env.flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT")  # Most hosts redirect in front of us.
BEHIND_TLS_PROXY = env.flag("BEHIND_TLS_PROXY")  # Believe its X-Forwarded-Proto and X-Real-IP.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS")
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None  # Until the browser closes: a year would tell of a visit for as long.
SESSION_COOKIE_AGE = 12 * 60 * 60
# The view shows the answer just sent again; on other pages it explains the failure.
CSRF_FAILURE_VIEW = "questionnaire.runs.views.csrf_failure"

# --- Logs: what happened, never an address, a run, a query string or an answer ------------------

LOG_FORMAT = env.text("LOG_FORMAT", "line" if DEBUG else "json")
LOGGING = {
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
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT},
        # A logger without any handler would write to the standard error, unformatted.
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Scanners request unknown hosts all day: they get 400, and are not worth a traceback each.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
        # Supervisors send HEAD requests: gunicorn drops the body, and would log it each time.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        # gunicorn tells the address of whoever sends something unreadable.
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}
