"""Reads of what is taken away: sections and entries of a compilation, rows of an index, how fresh an export is."""
