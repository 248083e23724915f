"""Printing: an agreement's text laid out anew, with every comment where it belongs."""
