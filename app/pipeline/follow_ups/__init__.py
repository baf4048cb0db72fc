"""Follow-ups (跟进): a contact that was made, what the customer said, and the one promise it carries.

A salesperson logs the call on the way to the car: how, what was said, what comes next, who does it and by when. The
latest open promise of a deal is its next step; there is no second place where a next step is kept. "Keep following up"
is not a promise, and is refused in the words it was typed in.
"""
