"""Stored letters and their delivery. Knows no subject."""
