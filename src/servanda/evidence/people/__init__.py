"""People in evidence: pseudonyms in their place, names sealed beside it, and forgetting them."""
