"""Journeys of people through a real browser."""
