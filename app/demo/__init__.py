"""Believable companies, in Chinese and in English. Each tool adds its own part."""
