"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

from common.content_type import in_understood_types

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = in_understood_types(get_wsgi_application())
