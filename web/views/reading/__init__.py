"""Pages that everybody can read."""
