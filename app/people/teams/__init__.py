"""The team tree: who leads whom, and which region a team's deals count for."""
