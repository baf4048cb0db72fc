"""The list: deals in rows, ordered, filtered, kept as views, changed many at a time, exported."""
