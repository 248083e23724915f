"""Find the files of a table in the evidence folder."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.model.evidence import EvidenceTable
from servanda.evidence.diagnostics import NO_FILE, NO_FOLDER
from servanda.kernel.diagnostic import Diagnostic, near_match
from servanda.kernel.source import SourceSpan

__all__ = ["Found", "find_files"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Give the files of a table in order of name, or why there are none."""

    files: tuple[Path, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def find_files(table: EvidenceTable, folder: Path) -> Found:
    """Return the files whose name matches the table's pattern, ``<table>.*`` by default.

    Letters of both cases match alike. Hidden files and folders are not looked at, and a link
    that leads out of the folder is not followed.
    """
    if not folder.is_dir():
        span = SourceSpan.start_of(str(folder))
        hint = "create it and put the files in" if not folder.exists() else "it is a file"
        return Found(diagnostics=(NO_FOLDER.at(span, folder=f"'{folder}'", hint=hint),))
    pattern = table.file or f"{table.name}.*"
    names = _names(folder, depth=pattern.count("/"))
    files = tuple(
        folder / name
        for name in names
        if fnmatch.fnmatchcase(name.casefold(), pattern.casefold()) and _inside(folder, name)
    )
    if files or not table.required:
        return Found(files=files)
    words = {"table": table.name, "folder": f"'{folder}'", "pattern": pattern}
    return Found(diagnostics=(NO_FILE.at(table.span, near=_near(pattern, names), **words),))


def _names(folder: Path, *, depth: int) -> list[str]:
    paths = folder.glob("/".join("*" * (depth + 1)))
    names = (path.relative_to(folder).as_posix() for path in paths if not path.is_dir())
    return sorted(name for name in names if not name.rpartition("/")[2].startswith("."))


def _inside(folder: Path, name: str) -> bool:
    return (folder / name).resolve().is_relative_to(folder.resolve())


def _near(pattern: str, names: list[str]) -> str:
    return near_match(pattern, names)
