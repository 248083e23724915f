"""Tools for those who develop Servanda; nothing here is installed."""
