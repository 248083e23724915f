"""Checking: what the parts of an agreement mean together."""

from servanda.agreement.check.everything import check_agreement

__all__ = ["check_agreement"]
