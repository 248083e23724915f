"""What the parties said about working together, and what it amounts to: pure, replayable."""
