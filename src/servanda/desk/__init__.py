"""The shared book's use cases: what a person can do, one transaction each."""
