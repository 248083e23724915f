"""What ``servanda --version`` says."""

from __future__ import annotations

from servanda.settlement.semantics import SEMANTICS

__all__ = ["version_text"]


def version_text() -> str:
    """Return the program's version and that of the settlement semantics."""
    from importlib.metadata import version  # noqa: PLC0415 - slow to load, and seldom asked for

    return f"servanda {version('servanda')} (settlement semantics {SEMANTICS})"
