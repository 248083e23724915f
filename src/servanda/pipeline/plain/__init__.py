"""What an agreement means in practice, computed from its text alone."""
