"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from common.content_type import in_understood_types

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = in_understood_types(get_wsgi_application())

# What was read at the start stays: looking through it again and again for what nobody needs any more took half of the
# time of a long answer. So it is left out, and what an answer makes is looked through when there is some of it.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 10, 10)
