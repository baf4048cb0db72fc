"""Tasks by the day they are due: a month to look at, and an address that other calendars read."""
