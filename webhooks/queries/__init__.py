"""What is due, and what was delivered."""
