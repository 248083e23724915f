"""Checking: what the parts of an agreement mean together."""

from servanda.agreement.check.everything import check_agreement
from servanda.agreement.check.versions import check_versions

__all__ = ["check_agreement", "check_versions"]
