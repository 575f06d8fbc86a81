"""The one error of this package."""


class CannotStart(Exception):
    """Something the machine lacks. Its text is one sentence that says what to do; no traceback is shown for it."""
