"""Who did what, when: append-only and verifiable. No foreign keys."""
