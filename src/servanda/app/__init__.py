"""The command's entry."""
