"""Pages for the public and for contributors."""
