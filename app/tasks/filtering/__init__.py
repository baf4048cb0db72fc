"""Which tasks one looks at: the words of the address, their meaning in SQL, and the chips that show them.

List, board, quadrants and calendar read the same words, so the way from one to the other keeps what is looked at.
"""
