"""Addresses for the people who are signed in."""

from django.urls import path

from web.views import invitations, organisations, people

ORGANISATIONS = "me/organisations/"
ONE = f"{ORGANISATIONS}<str:slug>/"

urlpatterns = [
    path("me/settings/", people.details, name="settings"),
    path(ORGANISATIONS, organisations.organisations, name="organisations"),
    path(ONE, organisations.organisation, name="organisation"),
    path(f"{ONE}invite/", organisations.invite, name="invite"),
    path(f"{ONE}invitations/<int:pk>/revoke/", organisations.revoke, name="revoke_invitation"),
    path(f"{ONE}mandates/<int:pk>/confirm/", organisations.confirm, name="confirm_mandate"),
    path(f"{ONE}mandates/<int:pk>/end/", organisations.end, name="end_mandate"),
    path(f"{ONE}mandates/<int:pk>/lead/", organisations.lead, name="hand_over"),
    path(f"{ONE}correct/", organisations.correct, name="correct_source"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("invitations/<str:token>/accept/", invitations.accept, name="accept_invitation"),
]
