"""People, sources, groups, and who speaks for whom."""
