"""How far the making is: told to whoever wants to know."""

from collections.abc import Callable

# Called with how many are done and of how many; may raise to stop the work.
Progress = Callable[[int, int], None]


def nobody_asks(_done: int, _total: int) -> None:
    """For what is made at once."""
