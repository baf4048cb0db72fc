"""The board: open deals in the columns of their stages, moved by mouse, keyboard, menu or thumb."""
