"""Important × urgent (四象限): what to do today, to plan, to hand over, to let lie. A card is moved to say so."""
