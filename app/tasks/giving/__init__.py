"""Giving tasks: one with its parts, planned anew, split anew. What is refused keeps everything typed."""
