"""Pages about other portals: for whoever runs one, and for whoever is asked about what one brought."""
