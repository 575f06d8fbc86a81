"""Writing a contribution: begin, who speaks, what it says, preview, submit; and what became of it."""
