"""The house's own addresses, and those of what it is measured against, which go through all that the others do."""

from django.urls import path

from bench import rivals
from config import urls

urlpatterns = [
    path("bench/empty/", rivals.empty),
    path("bench/raw/", rivals.raw),
    *urls.urlpatterns,
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500
