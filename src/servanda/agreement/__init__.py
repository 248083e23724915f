"""The agreement as text: read, check, print, compare, what is in force when."""
