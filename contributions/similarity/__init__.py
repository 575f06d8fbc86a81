"""When two contributions say nearly the same: words, shingles, signatures, differences. Knows no database."""
