"""Scopes: what names mean at each place where a formula stands."""
