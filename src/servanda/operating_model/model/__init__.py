"""The values of an operating model: what its text says, and nothing worked out of it."""
