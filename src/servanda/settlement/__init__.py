"""Figures to money, with trace: small, exact and pure."""
