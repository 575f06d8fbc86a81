"""Figures of a round, and what of them may be published. Knows no database."""
