"""Servanda: service agreements as text that runs."""
