"""What a measurement found, for the report."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured, in words; ``aim`` and whether it holds where something was promised."""

    name: str
    found: str
    aim: str = ""
    holds: bool = True
