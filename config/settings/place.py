"""What kind of place this is: where it lies, what it is called, whether it is for real."""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

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
