"""Pages of a session in which the support of a service is designed."""
