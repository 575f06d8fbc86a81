"""Who follows what, what there is to tell them, and when each wants to hear it. Knows no subject."""
