"""One module per kind of measure: from evidence to a verdict per record."""
