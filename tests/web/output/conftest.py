"""The round in which six languages are spoken, for pages."""

from tests.exports.conftest import question, six

__all__ = ["question", "six"]  # fixtures
