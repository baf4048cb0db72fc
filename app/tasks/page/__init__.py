"""The page of one task: its standard, how far it is, its parts, what happened, and every act on it."""
