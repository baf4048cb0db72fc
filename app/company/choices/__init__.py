"""The company's lists of words: why deals are lost, where they come from, industries, regions, product lines."""
