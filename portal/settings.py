"""The only settings file: safe defaults, and environment variables for the rest.

README.md lists the variables. DEBUG is off unless it is set.
"""

from pathlib import Path

from portal import environment as env
from portal.log_settings import logging_settings

ROOT = Path(__file__).resolve().parent.parent

# --- What changes from one machine to the next -------------------------------------------------

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret_key(debug=DEBUG)
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
# What wraps the keys of associations, the first of them now; without any, SECRET_KEY does.
DOSSIER_KEYS = env.words("DOSSIER_KEYS")
# This process shows no page of the desk nor of accounts, and loads nothing of what only they need.
PUBLIC_ONLY = env.flag("PUBLIC_ONLY")
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
    # Django's admin, with a site of ours. Its models are everywhere: what is deleted asks them all.
    "django.contrib.admin.apps.SimpleAdminConfig" if PUBLIC_ONLY else "procedures.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "formtools",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *([] if PUBLIC_ONLY else ["portal.proconnect"]),
    "allauth.usersessions",
    "portal",
    "questionnaire",
    "procedures",
]

MIDDLEWARE = [
    "portal.metrics.MetricsMiddleware",  # First: it measures all the others.
    "portal.logs.RequestIdMiddleware",  # Whatever is logged for a request has its id.
    "portal.security.SecurityHeadersMiddleware",  # Even the pages of the next ones get them.
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # WhiteNoise compresses its own files, once.
    "portal.degraded.DegradedMiddleware",  # After the static files, which change with no edition.
    "portal.patience.ShortWaitsMiddleware",  # Before whatever asks the database.
    "portal.request_cache.RequestCacheMiddleware",
    "portal.gate.InterfaceGateMiddleware",  # Before whatever reads a cookie.
    "portal.accounts.session_cookie.SignedSessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "portal.limits.RequestLimitsMiddleware",  # Before what reads a body, after the language.
    "portal.accounts.limits.LoginLimitMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "portal.limits.RateLimitMiddleware",  # After the protection of forms.
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.runs_of_session.RunsOfSessionMiddleware",  # Before what notes a presence.
    "portal.accounts.entry.DeskEntryMiddleware",  # After all that knows the account.
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "builtins": ["portal.cached_fragments"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "portal.template_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
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
FORM_RENDERER = "portal.form_renderer.FormRenderer"

# --- Accounts: agents only, visitors have none (portal/accounts) --------------------------------

AUTH_USER_MODEL = "portal.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # An administrator makes the account, and gives its link.
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_FORMS = {"login": "portal.accounts.forms.EntryForm"}
# Ours are in portal/accounts/limits.py: by address, for one by account would lock its owner out.
ACCOUNT_RATE_LIMITS = False
MFA_ADAPTER = "portal.accounts.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.CodeForm",
    "reauthenticate": "portal.accounts.forms.CodeAgainForm",
    "add_webauthn": "portal.accounts.forms.KeyForm",
}
MFA_TOTP_ISSUER = "Avant le guichet"
# On a developer's machine any application shows this code: no telephone is needed to try the desk.
MFA_TOTP_INSECURE_BYPASS_CODE = "123456" if DEBUG else None
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG
SOCIALACCOUNT_ADAPTER = "portal.accounts.adapters.OtherLoginAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # The policy of pages lets no form lead to another site.
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS = env.proconnect()

# Whether agents need a second factor, and are asked again before what cannot be taken back.
SECOND_FACTOR = env.flag("SECOND_FACTOR", default=True)
# In seconds: how long the last proof of identity lasts, before such an act.
ASKED_AGAIN_AFTER = ACCOUNT_REAUTHENTICATION_TIMEOUT = env.number("ASKED_AGAIN_AFTER", 15 * 60)
# In seconds: how long the desk may stay unused before it asks who is there.
IDLE_SECONDS = env.number("IDLE_SECONDS", 30 * 60)
PASSWORD_RESET_TIMEOUT = 72 * 60 * 60  # Of the links that administrators give.
# A file of the digests of leaked passwords, which a new one must not be among; none: not looked at.
LEAKED_PASSWORDS = env.text("LEAKED_PASSWORDS")
AUTH_PASSWORD_VALIDATORS = [
    *(
        {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
        for name, options in [
            ("UserAttributeSimilarityValidator", {"user_attributes": ["email", "full_name"]}),
            ("MinimumLengthValidator", {"min_length": 12}),
            ("CommonPasswordValidator", {}),
            ("NumericPasswordValidator", {}),
        ]
    ),
    {"NAME": "portal.accounts.passwords.FrenchPasswordValidator"},
    *(
        [
            {
                "NAME": "portal.accounts.passwords.LeakedPasswordValidator",
                "OPTIONS": {"path": LEAKED_PASSWORDS},
            }
        ]
        if LEAKED_PASSWORDS
        else []
    ),
]

# --- Languages and time ------------------------------------------------------------------------

LANGUAGE_CODE = "fr"  # The language of the source texts; the others are translations.
LANGUAGES = [("fr", "Français"), ("en", "English"), ("ar", "العربية")]
# The second holds the desk's own sentences instead of Django's French ones.
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "desk"]
FORMAT_MODULE_PATH = ["portal.formats"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
MODELTRANSLATION_DEFAULT_LANGUAGE = "fr"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("fr",)
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"

# In seconds: how often a process asks the database whether another edition is in force.
EDITION_CHECK_SECONDS = env.number("EDITION_CHECK_SECONDS", 2)
# Where a process keeps a copy of the edition in force, for one that starts while the database is
# away.
EDITION_FILE = env.text("EDITION_FILE", str(ROOT / "data" / "edition.json.gz"))
# A PDF is drawn in a process of its own, beside each that serves: see decision 32.
DRAWS_BESIDE = True
# In seconds: how often a process writes its counts to the database; 0 means never.
COUNTS_FLUSH_SECONDS = env.number("COUNTS_FLUSH_SECONDS", 10)

# In seconds: a page of the desk that is not ready by then says how far it is; 0: it is waited for.
DESK_PATIENCE_SECONDS = env.number("DESK_PATIENCE_SECONDS", 1)

# How many times a minute one address may try a password, in each process; 0: as often as it likes.
LOGINS_PER_MINUTE = env.number("LOGINS_PER_MINUTE", 10)
# How many requests a minute one address may send to the interface, in each process; 0: any number.
API_PER_MINUTE = env.number("API_PER_MINUTE", 600)

# With it a short code finds its list: no part of the database. Changed, it makes all codes useless.
CODE_PEPPER = env.text("CODE_PEPPER", SECRET_KEY)

# Whether a second person must accept a national change before it is published.
TWO_PERSON_REVIEW = env.flag("TWO_PERSON_REVIEW")

# --- Who answers for the site: shown on the legal pages, which say so when it is missing --------

PUBLISHER = {
    name: env.text(f"PUBLISHER_{name.upper()}")
    for name in ("name", "address", "director", "contact", "host_name", "host_address")
}

# --- Public pages -------------------------------------------------------------------------------

# For how long a browser may keep a public page, in seconds: a publication shows everywhere soon,
# and amounts and announcements change at midnight. « Publier » says it to agents.
PUBLIC_PAGES_HELD = 300

# --- Static files ------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(ROOT / "staticfiles"))
STATICFILES_DIRS = [ROOT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "portal.static_files.Storage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG

# --- Security (the headers' policy is in portal/security.py) -----------------------------------

HTTPS = env.flag("HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = env.flag("SECURE_SSL_REDIRECT")  # Most hosts redirect in front of us.
BEHIND_TLS_PROXY = env.flag("BEHIND_TLS_PROXY")  # Believe its X-Forwarded-Proto and X-Real-IP.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS_PROXY else None
# A browser keeps this promise whatever happens to the certificate: an hour, until a year is asked.
SECURE_HSTS_SECONDS = env.number("HSTS_SECONDS", 60 * 60 if HTTPS else 0)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS")
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD")
# What « check --deploy » would ask without need: the other sites of the domain are not ours to
# promise for, and a proxy with the certificate redirects to HTTPS in front of us.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if BEHIND_TLS_PROXY:
    SILENCED_SYSTEM_CHECKS.append("security.W008")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Over HTTPS a browser keeps « __Host- » cookies for this very host: no neighbour may write them.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
# The form of the largest shipped procedure has 1,010 fields, and « Publier » two for each change:
# Django's 1,000 would refuse them, with all that was typed. nginx bounds what a body weighs.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}django_language"
MESSAGES_COOKIE_NAME = f"{COOKIE_PREFIX}messages"
MESSAGE_STORAGE = "portal.messages.MessageStorage"
RUN_COOKIE_PREFIX = f"{COOKIE_PREFIX}run_"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None  # Until the browser closes: a year would tell of a visit for as long.
SESSION_COOKIE_AGE = 12 * 60 * 60
# The view shows the answer just sent again; on other pages it explains the failure.
CSRF_FAILURE_VIEW = "questionnaire.runs.views.csrf_failure"

# --- Watching: both are off unless they are asked for --------------------------------------------

# The port on which gunicorn serves figures to a supervisor; 0: none are kept.
METRICS_PORT = env.number("METRICS_PORT", 0)
# Where errors are reported, by Sentry's protocol (portal/reporting.py chooses what leaves).
SENTRY_DSN = env.text("SENTRY_DSN")

# --- Logs: what happened, never an address, a run, a query string or an answer ------------------

LOG_FORMAT = env.text("LOG_FORMAT", "line" if DEBUG else "json")
LOGGING = logging_settings(LOG_FORMAT)
