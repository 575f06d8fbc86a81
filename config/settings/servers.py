"""Database, cache, broker and mail server, and where the log goes."""

import re
from datetime import timedelta
from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured

from config.services import addresses

from .place import PRODUCTION, VAR_DIR, env

DATABASES = {"default": env.db_url("DATABASE_URL", default=addresses.database_url(VAR_DIR))}
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES["default"]["CONN_MAX_AGE"] = env.int("DATABASE_CONN_MAX_AGE", default=60)
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

BROKER_URL = env.str("BROKER_URL", default="") or addresses.broker_url(VAR_DIR)
CACHES = {
    "default": {
        "BACKEND": "common.caches.Cache",
        "LOCATION": env.str("CACHE_URL", default="") or addresses.cache_url(BROKER_URL),
        "KEY_PREFIX": "plenum",
        # A cache that hangs must not hang a page: what is kept can be computed.
        "OPTIONS": {"socket_connect_timeout": 0.5, "socket_timeout": 0.5},
    }
}

CELERY_BROKER_URL = BROKER_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_EXPIRES = None  # there are none, so nothing has to be cleaned up
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# What a long paper took is given back after it, in kB: the next task begins in a fresh process.
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 500_000
CELERY_WORKER_CONCURRENCY = env.int("WORKER_CONCURRENCY", default=2)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True

# What each is for stands in docs/operating.md; which worker takes which, in docker-compose.yml and config.services.
QUEUES = ("mail", "webhooks", "documents", "exports", "clock")
# Of what lies there a worker takes the smallest number first, of one number its queues in turn, so that none starves.
# What says nothing would be urgent with this broker, so everything says something: here, and not by Celery's default
# priority, which would win over these.
PRIORITY_STEPS = (0, 3, 6, 9)
_URGENT, _NORMAL, _LATER = PRIORITY_STEPS[:3]
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    "socket_connect_timeout": 2,
    # One that is frozen, too: whoever acts must not hang on it. See common.handing_over.
    "socket_timeout": 2,
    "priority_steps": list(PRIORITY_STEPS),
    "queue_order_strategy": "round_robin",
}
CELERY_TASK_DEFAULT_QUEUE = "clock"
CELERY_TASK_ROUTES = {
    # A letter brings its own priority along; the sweeper goes before all that it may find.
    "notifications.tasks.deliver": {"queue": "mail", "priority": _URGENT},
    "notifications.tasks.deliver_due": {"queue": "mail", "priority": _NORMAL},
    "notifications.tasks.sweep": {"queue": "mail", "priority": _URGENT},
    # Calls to other people's machines, which may let us wait.
    "webhooks.tasks.take_turn": {"queue": "webhooks", "priority": _NORMAL},
    # What reads or compares papers, or works through many of them. Somebody looks at a bulk act while it runs.
    "contributions.tasks.go_on_with_batch": {"queue": "documents", "priority": _URGENT},
    "contributions.tasks.compare": {"queue": "documents", "priority": _LATER},
    "contributions.tasks.sweep_comparisons": {"queue": "documents", "priority": _LATER},
    "contributions.tasks.publish_figures": {"queue": "documents", "priority": _NORMAL},
    # Files that take minutes to make: nothing waits behind one.
    "exports.tasks.make": {"queue": "exports", "priority": _NORMAL},
    # What the clock starts, looks around, and hands on. Small: it goes before any paper where one worker does both.
    "consultations.tasks.tell_the_clock": {"queue": "clock", "priority": _URGENT},
    "contributions.tasks.announce_openings": {"queue": "clock", "priority": _URGENT},
    "contributions.tasks.remind": {"queue": "clock", "priority": _URGENT},
    # Ten seconds for a hundred thousand followers.
    "contributions.tasks.spread_news": {"queue": "clock", "priority": _NORMAL},
    "contributions.tasks.write_digests": {"queue": "clock", "priority": _LATER},
    "contributions.tasks.offer_next_rounds": {"queue": "clock", "priority": _URGENT},
    "contributions.tasks.sweep_batches": {"queue": "clock", "priority": _URGENT},
    "contributions.tasks.sweep_files": {"queue": "clock", "priority": _NORMAL},
    "contributions.tasks.forget_referrals": {"queue": "clock", "priority": _NORMAL},
    "exports.tasks.sweep": {"queue": "clock", "priority": _URGENT},
    "webhooks.tasks.sweep": {"queue": "clock", "priority": _URGENT},
    "following.tasks.forget_old": {"queue": "clock", "priority": _LATER},
    "webhooks.tasks.forget_old": {"queue": "clock", "priority": _NORMAL},
    "portals.tasks.sweep": {"queue": "clock", "priority": _NORMAL},
    "web.tasks.forget_expired_sessions": {"queue": "clock", "priority": _NORMAL},
}
CELERY_BEAT_SCHEDULER = "config.clock.Clock"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    # Letters whose delivery was never started, or whose worker died.
    "sweep-letters": {"task": "notifications.tasks.sweep", "schedule": timedelta(seconds=20)},
    # Followers learn that a period has opened; which ones is computed, not remembered.
    "announce-periods": {"task": "contributions.tasks.announce_openings", "schedule": timedelta(seconds=20)},
    # What followers are told, where no worker was asked for it or one has died.
    "spread-news": {"task": "contributions.tasks.spread_news", "schedule": timedelta(seconds=10)},
    # What they want together, each at their own hour.
    "write-digests": {"task": "contributions.tasks.write_digests", "schedule": timedelta(minutes=1)},
    # That a period closes soon, or has closed.
    "remind": {"task": "contributions.tasks.remind", "schedule": timedelta(minutes=1)},
    # Authors of what came too late are asked once there is a next round.
    "offer-next-rounds": {"task": "contributions.tasks.offer_next_rounds", "schedule": timedelta(minutes=1)},
    # Stored files that belong to nothing: one folder a run, all of them in a day.
    "sweep-files": {"task": "contributions.tasks.sweep_files", "schedule": timedelta(minutes=5)},
    # What no worker has compared with the rest yet, for likeness.
    "sweep-comparisons": {"task": "contributions.tasks.sweep_comparisons", "schedule": timedelta(minutes=1)},
    # Files to take away whose worker died, and those whose time is over.
    "sweep-exports": {"task": "exports.tasks.sweep", "schedule": timedelta(seconds=20)},
    # Bulk acts of the desk whose worker died, or that the broker did not take.
    "sweep-batches": {"task": "contributions.tasks.sweep_batches", "schedule": timedelta(minutes=1)},
    # Who was heard in a round that has closed; a reader who comes first has it made.
    "publish-figures": {"task": "contributions.tasks.publish_figures", "schedule": timedelta(minutes=1)},
    # What portals handed in for people who have not answered in time.
    "forget-referrals": {"task": "contributions.tasks.forget_referrals", "schedule": timedelta(hours=1)},
    # Tokens of portals that are over, and answers kept for requests that come twice.
    "sweep-portals": {"task": "portals.tasks.sweep", "schedule": timedelta(hours=1)},
    # Turns of endpoints whose start was lost, and those that have rested.
    "sweep-webhooks": {"task": "webhooks.tasks.sweep", "schedule": timedelta(seconds=10)},
    # Other sites learn that a period has opened, closes soon, has closed: computed, like the letters.
    "tell-the-clock": {"task": "consultations.tasks.tell_the_clock", "schedule": timedelta(seconds=20)},
    # What followers were told long ago.
    "forget-news": {"task": "following.tasks.forget_old", "schedule": timedelta(hours=1)},
    # What was told by webhook long ago.
    "forget-webhooks": {"task": "webhooks.tasks.forget_old", "schedule": timedelta(minutes=10)},
    # Sessions whose time is over, with whatever waits in them.
    "forget-sessions": {"task": "web.tasks.forget_expired_sessions", "schedule": timedelta(hours=1)},
}
# Of what nobody took in time there is a newer one: a worker that comes back late does not find a day's sweeps.
for _entry in CELERY_BEAT_SCHEDULE.values():
    _entry["options"] = {"expires": max(60.0, _entry["schedule"].total_seconds())}

if env.str("EMAIL_URL", default=""):
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
# How long the mail server may keep us waiting for each of its answers.
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20)
# A worker that holds a letter for so long without sending it is taken for dead, and another sends it: so it must last
# longer than any work on letters. A run takes ten seconds; then its last letter may be kept waiting four times (for a
# connection, at its address, at its content, for the yes); and the task's own limits come a little before it.
LETTER_CLAIM_SECONDS = env.int("LETTER_CLAIM_SECONDS", default=120)
_LEAST_CLAIM = 30 + 4 * EMAIL_TIMEOUT
if EMAIL_TIMEOUT < 1:
    raise ImproperlyConfigured(f"EMAIL_TIMEOUT is {EMAIL_TIMEOUT}: a mail server needs a second at least to answer.")
if LETTER_CLAIM_SECONDS < _LEAST_CLAIM:
    raise ImproperlyConfigured(
        f"LETTER_CLAIM_SECONDS is {LETTER_CLAIM_SECONDS}, and with EMAIL_TIMEOUT={EMAIL_TIMEOUT} a worker may be at "
        f"letters for longer, which would then go twice: set it to {_LEAST_CLAIM} or more, or EMAIL_TIMEOUT to less."
    )
# How long a letter waits after each answer that it is not taken now; after the last it is given up. Three days in all,
# as long as mail servers themselves keep trying.
LETTER_PAUSES = env.list("LETTER_PAUSES", cast=int, default=[60, 300, 900, 3600, 10800, 28800, 43200, 86400, 86400])
# How long all letters rest after a fault of our own mail server.
LETTER_REST_SECONDS = env.int("LETTER_REST_SECONDS", default=20)
if not LETTER_PAUSES or min(LETTER_PAUSES) < 1 or LETTER_REST_SECONDS < 1:
    raise ImproperlyConfigured(
        "LETTER_PAUSES are numbers of seconds, parted by commas, and each is 1 or more; so is LETTER_REST_SECONDS."
    )
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Plenum <no-reply@plenum.example>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where letters that could not be delivered come back to: bounces@plenum.example makes bounces+…@plenum.example of it,
# another one for each letter. Without it they come back to the sender.
BOUNCES_TO = env.str("BOUNCES_TO", default="")
# What a provider that sends our letters says when it tells of them: "user:password". Without it nobody may tell.
ANYMAIL_WEBHOOK_SECRET = env.str("ANYMAIL_WEBHOOK_SECRET", default="")
if ANYMAIL_WEBHOOK_SECRET and not re.fullmatch(r"[^:\s]+:\S{16,}", ANYMAIL_WEBHOOK_SECRET):
    raise ImproperlyConfigured("ANYMAIL_WEBHOOK_SECRET is user:password, with a password of at least 16 characters.")
# Mailgun signs what it tells, too. An empty key would be one that everybody knows.
if env.str("ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY", default=""):
    ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY = env.str("ANYMAIL_MAILGUN_WEBHOOK_SIGNING_KEY")
# And so does SendGrid, if one lets it.
ANYMAIL_SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY = env.str(
    "ANYMAIL_SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY", default=""
)
# A header in which a provider wants to be told what it shall call a letter when it tells of it.
MAIL_LETTER_HEADER = env.str("MAIL_LETTER_HEADER", default="")
# How many letters a minute go to one domain (nought: as many as there are), and what holds for some of them instead.
MAIL_MOST_A_MINUTE = env.int("MAIL_MOST_A_MINUTE", default=600)
MAIL_MOST_A_MINUTE_TO = env.dict("MAIL_MOST_A_MINUTE_TO", cast={"value": int}, default={})

# For eyes, or for programs: one JSON object a line.
LOG_FORMAT = env.str("LOG_FORMAT", default="json" if PRODUCTION else "line")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": [
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.stdlib.ExtraAdder(allow={"request_id"}),
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.format_exc_info,
            ],
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        },
    },
    "filters": {"request": {"()": "common.request_ids.WithRequestId"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["request"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # It would write whole addresses that are called, and what comes back from there; the log of deliveries says enough.
    "loggers": {"urllib3": {"level": "ERROR"}},
}
