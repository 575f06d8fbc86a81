"""What of a round is compiled, listed, and taken away."""
