"""Texts under negotiation. Knows no consultation."""
