"""Two addresses of the identity provider, and no others: nobody signs in to other sites with an account here.

``authorize``, ``device``, ``logout``, ``userinfo`` and the discovery document of OpenID Connect serve people who do,
and stay shut (docs/decisions/0080).
"""

from django.urls import path

from . import views

app_name = "identity"
urlpatterns = [
    path("token", views.token, name="token"),
    path("revoke", views.revoke, name="revoke"),
]
