"""Bringing a text in: from the original's bytes to paragraphs, and from a first understanding to the right one."""
