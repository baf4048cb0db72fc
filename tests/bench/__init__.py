"""How fast, in multiples of a floor measured in the same run on the same server: `./dev bench [name]`."""
