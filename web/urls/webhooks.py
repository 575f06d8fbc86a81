"""Addresses at which the owner of a portal says what it is told, and sees what was delivered."""

from django.urls import path

from web.views.webhooks import acting, deliveries, endpoints

ALL = "portals/<slug:slug>/webhooks/"
ONE = f"{ALL}<int:pk>/"

urlpatterns = [
    path(ALL, endpoints.webhooks, name="webhooks"),
    path(f"{ALL}new/", endpoints.new, name="new_webhook"),
    path(ONE, deliveries.webhook, name="webhook"),
    path(f"{ONE}change/", endpoints.change, name="change_webhook"),
    path(f"{ONE}secret/", acting.rotate, name="rotate_webhook"),
    path(f"{ONE}prove/", acting.prove, name="prove_webhook"),
    path(f"{ONE}pause/", acting.pause, name="pause_webhook"),
    path(f"{ONE}resume/", acting.resume, name="resume_webhook"),
    path(f"{ONE}test/", acting.test, name="test_webhook"),
    path(f"{ONE}remove/", acting.remove, name="remove_webhook"),
    path(f"{ONE}replay/", deliveries.replay_range, name="replay_webhook"),
    path(f"{ONE}deliveries/<int:delivery>/", deliveries.delivery, name="delivery"),
    path(f"{ONE}deliveries/<int:delivery>/replay/", deliveries.replay, name="replay_delivery"),
]
