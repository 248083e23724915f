"""Evidence: tables of facts, read as they are, typed as agreed, kept by content."""
