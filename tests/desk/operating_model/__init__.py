"""Operating models in the book."""
