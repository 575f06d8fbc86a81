"""Following, choosing how to be told, and stopping."""
