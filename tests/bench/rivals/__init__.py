"""What a user would pick instead; each script runs in an environment of its own."""
