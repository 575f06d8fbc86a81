"""What the house is made of, and the order in which a request goes through it."""

from django.core.exceptions import ImproperlyConfigured

from .place import BASE_DIR, PRODUCTION, env

INSTALLED_APPS = [
    "web",
    "secretariat",
    "api",
    "health",
    "exports",
    "contributions",
    "consultations",
    "webhooks",
    "portals",
    "following",
    "stakeholders",
    "texts",
    "notifications",
    "record",
    "common",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.idp.oidc",
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
    # Outside of all that only pages need: an answer that is kept leaves from here.
    "api.middleware.Api",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "web.middleware.SameForEverybody",
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

# How long the address works at which a source confirms a transcript.
TRANSCRIPT_DAYS = env.int("TRANSCRIPT_DAYS", default=60)
# How long the address works at which somebody confirms what a portal handed in; how often a portal may write to one
# person in a day, and how much it may hand in at all.
REFERRAL_DAYS = env.int("REFERRAL_DAYS", default=14)
REFERRALS_PER_PERSON_PER_DAY = env.int("REFERRALS_PER_PERSON_PER_DAY", default=3)
REFERRALS_PER_PORTAL_PER_DAY = env.int("REFERRALS_PER_PORTAL_PER_DAY", default=2000)
REFERRED_BYTES_PER_PORTAL_PER_DAY = env.int("REFERRED_BYTES_PER_PORTAL_PER_DAY", default=2 * 1024**3)
# How long what was told by webhook can be looked at and sent anew.
WEBHOOKS_DAYS_KEPT = env.int("WEBHOOKS_DAYS_KEPT", default=90)
# So long it stays what each follower was told, with the letters that told it; those of the official process always do.
NEWS_DAYS_KEPT = env.int("NEWS_DAYS_KEPT", default=400)
# Receivers on this very machine, over plain http: for tests, and for trying out one's own.
WEBHOOKS_MAY_REACH_LOOPBACK = env.bool("WEBHOOKS_MAY_REACH_LOOPBACK", default=False)
if WEBHOOKS_MAY_REACH_LOOPBACK and PRODUCTION:
    raise ImproperlyConfigured("WEBHOOKS_MAY_REACH_LOOPBACK must be off in production.")
# How long after closing a form counts that was begun before it, where a round says nothing else.
GRACE_SECONDS = env.int("GRACE_SECONDS", default=120)

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
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "common.templatetags.quoting",
                "web.templatetags.ui",
            ],
        },
    }
]
