"""What texts under negotiation cost: reading, carrying, compiling, comparing."""
