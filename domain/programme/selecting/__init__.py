"""Selecting: who reads and scores, what is decided, how it is told to all at once, and who comes next."""
