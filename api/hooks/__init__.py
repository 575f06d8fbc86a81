"""The addresses of a portal that are told by webhook, and the log of what was delivered, for its own programs."""
