"""Pages of texts under negotiation."""
