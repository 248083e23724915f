"""Agreements over evidence that real organisations made, checked figure by figure."""
