"""What a portal is told, where, and what became of it."""
