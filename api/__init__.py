"""The same verbs as JSON, for other portals."""
