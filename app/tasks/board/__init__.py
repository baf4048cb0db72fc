"""The board: tasks in the columns of their states. Moving a card is an act: begin, hand in, accept, return."""
