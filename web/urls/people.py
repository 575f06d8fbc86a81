"""Addresses for the people who are signed in."""

urlpatterns: list[object] = []
