"""Proof tested on small agreements, to the last digit."""
