"""``make bench``: what measuring costs, beside a bare reading of the same columns."""
