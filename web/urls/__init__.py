"""The addresses of the public pages, by what they are for."""

from .drafts import urlpatterns as drafts
from .health import urlpatterns as health
from .people import urlpatterns as people
from .reading import urlpatterns as reading

app_name = "web"
urlpatterns = [*health, *people, *drafts, *reading]
