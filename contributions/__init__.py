"""What a source says, and its way to publication."""
