"""Small tools without a word of our domain."""
