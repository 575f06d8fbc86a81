"""One settings module for development, test and production.

Everything that differs between machines is an environment variable with a safe
default: a bare checkout runs on the embedded services. With ``PRODUCTION=1`` the
module refuses to load with a secret that is published in this repository, or in
demonstration mode.
"""

from datetime import timedelta
from pathlib import Path

import environ
import structlog
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.services import addresses

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# --- What kind of place this is -------------------------------------------------

PUBLISHED_SECRET = "demonstration-only-" + "not-a-secret-" * 4
PRODUCTION = env.bool("PRODUCTION", default=False)
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default=PUBLISHED_SECRET)
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=LOOPBACK)
# Demonstration: letters, sign-in codes among them, are shown to anybody instead of sent. So a house
# that answers to other names than this machine's own is one only if somebody says so.
DEMO = env.bool("DEMO", default=not PRODUCTION and set(ALLOWED_HOSTS) <= set(LOOPBACK))

if PRODUCTION:
    if SECRET_KEY == PUBLISHED_SECRET or len(SECRET_KEY) < 50:
        raise ImproperlyConfigured("SECRET_KEY must be your own, at least 50 characters long, in production.")
    if DEMO or DEBUG:
        raise ImproperlyConfigured("DEMO and DEBUG must be off in production.")
    if not SITE_URL.startswith("https://"):
        raise ImproperlyConfigured("SITE_URL must begin with https:// in production.")
    for name in ("DATABASE_URL", "BROKER_URL", "EMAIL_URL"):
        if not env.str(name, default=""):
            raise ImproperlyConfigured(f"{name} must be set in production.")

# --- The house --------------------------------------------------------------------

INSTALLED_APPS = [
    "web",
    "secretariat",
    "api",
    "contributions",
    "consultations",
    "stakeholders",
    "texts",
    "notifications",
    "record",
    "common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "drf_spectacular",
    "django_filters",
    "django_countries",
    "rules",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "api.middleware.WithoutCookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "web.middleware.ReaderMiddleware",
    "web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "web.context.site",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "web.templatetags.ui"],
        },
    }
]

# --- Services ---------------------------------------------------------------------

DATABASES = {"default": env.db_url("DATABASE_URL", default=addresses.database_url(VAR_DIR))}
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

BROKER_URL = env.str("BROKER_URL", default="") or addresses.broker_url(VAR_DIR)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": env.str("CACHE_URL", default="") or addresses.cache_url(BROKER_URL),
        "KEY_PREFIX": "plenum",
        # A cache that hangs must not hang a page: what is kept can be computed.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}

CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_connect_timeout": 3}
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {"notifications.tasks.*": {"queue": "mail"}}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE = {
    # Letters whose delivery was never started, or whose worker died.
    "sweep-letters": {"task": "notifications.tasks.sweep", "schedule": timedelta(seconds=20)},
    # Followers learn that a period has opened; which ones is computed, not remembered.
    "announce-periods": {"task": "contributions.tasks.announce_openings", "schedule": timedelta(seconds=20)},
}

if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Plenum <no-reply@plenum.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- People -----------------------------------------------------------------------

AUTH_USER_MODEL = "stakeholders.Person"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_REDIRECT_URL = "web:me"
# Where a letter says that its reader can change language and time zone.
LETTERS_CHOSEN_AT = "web:settings"
LOGOUT_REDIRECT_URL = "web:home"
ACCOUNT_ADAPTER = "web.accounts.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# The password is optional and not asked at sign-up: naming it keeps sign-in by password possible.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1"]
ACCOUNT_SIGNUP_FORM_CLASS = "web.accounts.SignupForm"
# Their fields carry our words.
ACCOUNT_FORMS = {
    "signup": "web.forms.account.SignupForm",
    "login": "web.forms.account.LoginForm",
    "request_login_code": "web.forms.account.RequestLoginCodeForm",
    "reauthenticate": "web.forms.account.ReauthenticateForm",
    "add_email": "web.forms.account.AddEmailForm",
    "change_password": "web.forms.account.ChangePasswordForm",
    "set_password": "web.forms.account.SetPasswordForm",
    "reset_password": "web.forms.account.ResetPasswordForm",
    "reset_password_from_key": "web.forms.account.ResetPasswordKeyForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SITE_URL.startswith("https") else "http"
# How many proxies of ours stand before us: whose address throttles count. None of theirs is believed.
NUM_PROXIES = env.int("NUM_PROXIES", default=0)
ALLAUTH_TRUSTED_PROXY_COUNT = NUM_PROXIES
MFA_ADAPTER = "web.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "web.forms.account.ActivateTOTPForm",
    "add_webauthn": "web.forms.account.AddWebAuthnForm",
    "edit_webauthn": "web.forms.account.EditWebAuthnForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Plenum"
# The code of the half minute before is taken, too: not everybody types it in thirty seconds (RFC 6238, 5.2).
MFA_TOTP_TOLERANCE = 1
# The secretariat's area asks for a second factor; only a test of something else may turn it off.
SECRETARIAT_NEEDS_SECOND_FACTOR = True

# --- Language and time ------------------------------------------------------------

LANGUAGE_CODE = "en"
# Languages that the pages are written in; a reader's other languages fall back to English.
LANGUAGES = [("ar", _("Arabic")), ("en", _("English")), ("fr", _("French"))]
# Languages in which people contribute (the six of the United Nations, and any other by its code).
UN_LANGUAGES = ["ar", "en", "es", "fr", "ru", "zh"]
# Countries as ISO 3166 and the United Nations name them, not as they are called in passing.
COUNTRIES_COMMON_NAMES = False
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# --- Files ------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = VAR_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": env.str("STATICFILES_BACKEND", default="whitenoise.storage.CompressedManifestStaticFilesStorage")
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Limits for what a source attaches to a contribution.
ATTACHMENT_MAX_BYTES = env.int("ATTACHMENT_MAX_BYTES", default=20 * 1024 * 1024)
ATTACHMENTS_MAX = env.int("ATTACHMENTS_MAX", default=10)
# All files at once, and the form around them.
LARGEST_REQUEST = ATTACHMENTS_MAX * ATTACHMENT_MAX_BYTES + DATA_UPLOAD_MAX_MEMORY_SIZE
FILE_UPLOAD_HANDLERS = [
    "common.uploads.BoundedRequest",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# What a Word or ODT archive may unpack to, and of how many parts.
ATTACHMENT_MAX_UNPACKED_BYTES = env.int("ATTACHMENT_MAX_UNPACKED_BYTES", default=200 * 1024 * 1024)
ATTACHMENT_MAX_PARTS = env.int("ATTACHMENT_MAX_PARTS", default=5000)

# --- Security ---------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SITE_URL.startswith("https://")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "web.views.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION and env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^health/"]
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

# --- API --------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.handle",
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": NUM_PROXIES,
    # Answers made for one address; those that are kept ready do not count.
    "DEFAULT_THROTTLE_RATES": {"api": env.str("API_RATE", default="300/min")},
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Plenum API",
    "DESCRIPTION": "Open comment periods, rounds and published contributions, for other portals.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": ["api.documentation.description.with_problems"],
}

# For eyes, or for programs: one JSON object a line.
LOG_FORMAT = env.str("LOG_FORMAT", default="json" if PRODUCTION else "line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(levelname)s %(name)s %(message)s"},
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
SILENCED_SYSTEM_CHECKS: list[str] = []

# --- Bounds (to be put where they belong) -------------------------------------------

# Stored files that belong to nothing: one folder a run, all of them in a day.
CELERY_BEAT_SCHEDULE["sweep-files"] = {"task": "contributions.tasks.sweep_files", "schedule": timedelta(minutes=5)}
# What people who are not signed in may leave in an hour from one address. Six hundred delegates in one hall, each
# beginning a draft of their own and attaching three megabytes, are let in; a program that fills a disk is not.
VISITORS_DRAFTS_PER_HOUR = env.int("VISITORS_DRAFTS_PER_HOUR", default=600)
VISITORS_BYTES_PER_HOUR = env.int("VISITORS_BYTES_PER_HOUR", default=2 * 1024**3)
