"""The forms of the steps of writing. They lay out and read; ``contributions.completeness`` says what is missing."""

from .what import WhatForm
from .who import WhoForm

__all__ = ["WhatForm", "WhoForm"]
