"""Addresses of campaigns: contributions with one text."""

from django.urls import path

from web.views.reading import campaigns

from .reading import ROUND

CAMPAIGN = f"{ROUND}campaigns/<int:pk>/"

urlpatterns = [
    path(f"{ROUND}campaigns/", campaigns.campaigns, name="campaigns"),
    path(CAMPAIGN, campaigns.campaign, name="campaign"),
    path(f"{CAMPAIGN}<path:symbol>/", campaigns.difference, name="campaign_difference"),
]
