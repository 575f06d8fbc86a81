"""The desk's pages of comment periods."""
