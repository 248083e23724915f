"""The agreements that lie in the repository."""

from __future__ import annotations

from pathlib import Path

__all__ = ["SHIPPED", "shown"]

_ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = [
    *sorted((_ROOT / "src" / "servanda" / "example").glob("a*.yaml")),
    *sorted((_ROOT / "tests" / "real" / "agreements").glob("*/*.yaml")),
]


def shown(path: Path) -> str:
    """Return a path as tests name it."""
    return path.relative_to(_ROOT).as_posix()
