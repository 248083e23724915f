"""Clarity and focus, each on a text that lacks it."""
