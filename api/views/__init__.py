"""Which things go out, in which order, and what may be asked of them."""
