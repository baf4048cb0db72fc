"""Whom a task suits: how full everyone's days are, who is strong at winning customers, who is new, and whether the goal
was ever reached in a month."""
