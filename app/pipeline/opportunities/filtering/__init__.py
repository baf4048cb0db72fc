"""Which deals one looks at: the words of the address, their meaning in SQL, and the chips that show them."""
