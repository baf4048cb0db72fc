"""Who works here, as what, and seeing how much; and what happens to his records when somebody leaves."""
