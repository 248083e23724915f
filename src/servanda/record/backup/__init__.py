"""A book in one file: all tables and files, checked when it is written and when it is read."""
