"""Addresses about other portals."""

from django.urls import path

from web.views.portals import admissions, keys, own, referrals

PORTAL = "portals/<slug:slug>/"
REFERRAL = "through-a-portal/<str:token>/"

urlpatterns = [
    path("portals/", own.portals, name="portals"),
    path("portals/new/", own.register, name="register_portal"),
    path(PORTAL, own.portal, name="portal"),
    path(f"{PORTAL}change/", own.change, name="change_portal"),
    path(f"{PORTAL}ask/", admissions.ask, name="ask_admission"),
    path(f"{PORTAL}new-key/", keys.issue, name="issue_key"),
    path(f"{PORTAL}keys/<int:pk>/rotate/", keys.rotate, name="rotate_key"),
    path(f"{PORTAL}keys/<int:pk>/revoke/", keys.revoke, name="revoke_key"),
    path(REFERRAL, referrals.referral, name="referral"),
    path(f"{REFERRAL}confirm/", referrals.confirm, name="referral_confirm"),
    path(f"{REFERRAL}refuse/", referrals.refuse, name="referral_refuse"),
]
