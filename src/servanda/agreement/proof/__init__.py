"""Proof: what a line of money does over the whole range of what it depends on."""
