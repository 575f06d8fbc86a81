"""Processes, rounds, comment periods, questions, documents, symbols."""
