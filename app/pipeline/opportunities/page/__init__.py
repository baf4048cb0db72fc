"""A deal's own page: its facts, lines, files and timeline, and the form it is entered with."""
