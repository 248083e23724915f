"""The session in which the people in a room design who answers for a service, and what it gives."""
