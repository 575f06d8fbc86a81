"""Tokens for the programs of portals: OAuth 2 client credentials, by the sign-in library."""
