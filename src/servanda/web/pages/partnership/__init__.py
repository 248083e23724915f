"""Pages on how both sides work together."""
