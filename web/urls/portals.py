"""Addresses about other portals."""

from django.urls import path

from web.views.portals import referrals

REFERRAL = "through-a-portal/<str:token>/"

urlpatterns = [
    path(REFERRAL, referrals.referral, name="referral"),
    path(f"{REFERRAL}confirm/", referrals.confirm, name="referral_confirm"),
    path(f"{REFERRAL}refuse/", referrals.refuse, name="referral_refuse"),
]
