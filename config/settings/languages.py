"""The languages of pages and of contributions, and the clock."""

from django.utils.translation import gettext_lazy as _

from .place import BASE_DIR

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
