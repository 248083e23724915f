"""The shared book for browsers and programs: requests to calls, and nothing else."""
