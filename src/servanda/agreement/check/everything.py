"""All checks of one version, in the order in which one needs another."""

from __future__ import annotations

from servanda.agreement.model.agreement import Agreement
from servanda.agreement.read.notebook import Notebook

__all__ = ["check_agreement"]


def check_agreement(agreement: Agreement, notebook: Notebook) -> Agreement:
    """Return the agreement with its formulas made ready for evaluation, noting all mistakes."""
    del notebook
    return agreement
