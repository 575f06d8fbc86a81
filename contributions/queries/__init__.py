"""Reads of contributions, by who asks."""
