"""Double-entry accounts."""
