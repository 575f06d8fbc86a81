"""Template tags and filters without a word of our domain."""
