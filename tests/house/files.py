"""The repository's own text files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_FOLDERS = ("src", "tests", "scripts", "docs", "deployment", ".ci")
_TEXT = {"", ".py", ".md", ".yaml", ".yml", ".toml", ".txt", ".lark", ".json", ".html", ".css"}


def text_files() -> Iterator[Path]:
    """Give every text file that belongs to the project, not what tools leave beside them."""
    for path in sorted(ROOT.iterdir()):
        if path.is_file() and _is_text(path) and path.name != ".git":
            yield path
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and _is_text(path) and not _not_ours(path.relative_to(ROOT)):
                yield path


def _is_text(path: Path) -> bool:
    return path.suffix in _TEXT


def _not_ours(path: Path) -> bool:
    """Return whether a tool left it, or it is malformed on purpose."""
    return any(
        part in ("__pycache__", "bad") or part.endswith((".egg-info", "_cache"))
        for part in path.parts
    )


def markdown_files() -> list[Path]:
    """Return the pages that people read."""
    return [path for path in text_files() if path.suffix == ".md"]


def shown(path: Path) -> str:
    """Return a path as tests name it."""
    return path.relative_to(ROOT).as_posix()
