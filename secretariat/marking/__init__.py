"""What is chosen on the page of removals: places in words, and pages of files. Read with care, shown again as typed."""

from .files import FileChoice, files_as_chosen, files_in, files_named, pages_in
from .form import LONGEST_NOTE, MarkingForm
from .places import Part, Place, choices_of, lines_of, marks_in, name_of, ordered, place_at
from .shown import Removed, personal, point_out, removal_context, removals

__all__ = [
    "LONGEST_NOTE",
    "FileChoice",
    "MarkingForm",
    "Part",
    "Place",
    "Removed",
    "choices_of",
    "files_as_chosen",
    "files_in",
    "files_named",
    "lines_of",
    "marks_in",
    "name_of",
    "ordered",
    "pages_in",
    "personal",
    "place_at",
    "point_out",
    "removal_context",
    "removals",
]
