"""Measures to figures: evidence in, exact figures with their records out."""
