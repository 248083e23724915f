"""The eighteen months of the shipped example, told in steps: who says or does what, and when."""
