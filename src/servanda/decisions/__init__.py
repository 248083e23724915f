"""The rules of what the parties may say, by when, and what it amounts to."""
