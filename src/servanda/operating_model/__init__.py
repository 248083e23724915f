"""Who is accountable for which process of which service, and how a service grows up: pure."""
