"""How much one file may hold. Generous for a small company, small for an attacker."""

MEGABYTE = 1024 * 1024
MOST_BYTES = 25 * MEGABYTE
MOST_COLUMNS = 200
MOST_ROWS = 200_000
LONGEST_CELL = 10_000

# 100,000 rows of 20 columns inflate to about 90 MB; a bomb inflates to gigabytes.
MOST_INFLATED = 200 * MEGABYTE
MOST_RATIO = 200
MOST_ENTRIES = 1_000
# One shared text can be pointed at from every cell, so what the cells add up to is bounded too.
MOST_SHARED_TEXT = 200 * MEGABYTE
# A sheet is laid out as a rectangle: the furthest column times the lowest row.
MOST_CELLS = 8_000_000
