"""The house's own settings, with the views of the measurement beside its pages; ``BENCH_COLD``: without a cache."""

import os

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
if os.environ.get("BENCH_COLD"):
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
