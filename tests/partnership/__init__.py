"""Tests of what the parties said about working together."""
