"""What portals do here with a key: submit for people, and follow what became of it."""
