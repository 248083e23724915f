"""What a person would rather look at, each with the table of what it shows."""
