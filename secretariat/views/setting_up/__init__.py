"""The pages on which a process is set up: its settings, its staff, its rounds with questions and documents."""
