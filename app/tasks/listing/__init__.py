"""The list: tasks in rows, with the tabs people work from; what waits for one's word stands as cards, to be accepted on
the spot. Ordered, filtered, kept as views, changed many at a time, exported.
"""
