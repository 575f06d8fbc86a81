"""Pages for the people who run consultations."""
