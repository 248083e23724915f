"""Where the rows of tables come from: files in the evidence folder, or a database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.model.evidence import EvidenceTable
from servanda.evidence.database import Databases, open_databases
from servanda.evidence.diagnostics import NO_FOLDER
from servanda.evidence.files import Found, find_files
from servanda.kernel.diagnostic import Diagnostic

__all__ = ["Sources", "find_source", "find_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Give the files of each table by its name, and what was wrong with finding them."""

    files: Mapping[str, tuple[Path, ...]]
    diagnostics: tuple[Diagnostic, ...]


def find_sources(tables: Mapping[str, EvidenceTable], folder: Path, scratch: Path) -> Sources:
    """Find the files of tables; what lies in databases is fetched into files first.

    Args:
        tables: How each table is read, by name.
        folder: Where files lie.
        scratch: Folder for what is fetched.
    """
    with open_databases(scratch) as databases:
        found = {name: _found(table, folder, databases) for name, table in tables.items()}
    mistakes = [each for looked in found.values() for each in looked.diagnostics]
    # One folder that is missing is one mistake, whatever the number of its tables.
    folders = [each for each in mistakes if each.code == NO_FOLDER.code]
    others = [each for each in mistakes if each.code != NO_FOLDER.code]
    return Sources(
        files={name: looked.files for name, looked in found.items()},
        diagnostics=(*folders[:1], *others),
    )


def find_source(table: EvidenceTable, folder: Path, scratch: Path) -> Found:
    """Find the files of one table; arguments as for ``find_sources``."""
    found = find_sources({table.name: table}, folder, scratch)
    return Found(files=found.files[table.name], diagnostics=found.diagnostics)


def _found(table: EvidenceTable, folder: Path, databases: Databases) -> Found:
    return databases.fetch(table) if table.database else find_files(table, folder)
