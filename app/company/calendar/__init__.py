"""The company's working days: the public calendar, and the days on which the company departs from it."""
