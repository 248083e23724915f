"""``servanda model``: one module for each of its commands."""
