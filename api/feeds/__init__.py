"""Atom feeds (RFC 4287) of what happens in public: of a process, a round, a text, a search."""
