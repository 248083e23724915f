"""The version of the rules by which statements are computed."""

__all__ = ["SEMANTICS"]

SEMANTICS = 1
"""Raised whenever the same text, evidence and decisions could give another figure."""
