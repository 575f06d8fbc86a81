"""Addresses about other portals."""

from django.urls import path

from web.views.portals import admissions, handing_over, keys, own, referrals

PORTAL = "portals/<slug:slug>/"
OFFERED = "portal-offered/<str:token>/"
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
    path(f"{PORTAL}hand-over/", handing_over.hand_over, name="hand_over_portal"),
    path(f"{PORTAL}hand-over/take-back/", handing_over.take_back, name="take_offer_back"),
    path(OFFERED, handing_over.offered, name="offered_portal"),
    path(f"{OFFERED}take/", handing_over.take, name="take_portal"),
    path(f"{OFFERED}decline/", handing_over.decline, name="decline_portal"),
    path(REFERRAL, referrals.referral, name="referral"),
    path(f"{REFERRAL}files/<int:pk>/", referrals.file, name="referral_file"),
    path(f"{REFERRAL}confirm/", referrals.confirm, name="referral_confirm"),
    path(f"{REFERRAL}refuse/", referrals.refuse, name="referral_refuse"),
]
