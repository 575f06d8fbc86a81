"""Every address, by face."""

from django.urls import include, path

from api.oembed import oembed

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("desk/periods/rehearsal/", include("rehearsal.urls")),
    path("desk/", include("secretariat.urls")),
    path("api/", include("api.urls")),
    path("identity/o/api/", include("api.identity.urls")),
    path("oembed", oembed, name="oembed"),
    path("feeds/", include("api.feeds.urls")),
    path("calendars/", include("api.calendars.urls")),
    path("", include("web.urls")),
]

handler400 = "web.views.errors.bad_request"
handler403 = "web.views.errors.permission_denied"
handler404 = "web.views.errors.not_found"
handler500 = "web.views.errors.server_error"
