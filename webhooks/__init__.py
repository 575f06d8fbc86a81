"""What other sites' programs are told of: stored with the fact, signed, delivered until it is taken."""
