"""Word files: reading them with their tracked changes, and writing them. Knows no Django."""
