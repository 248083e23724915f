"""What was read before from the same bytes in the same way, so that it need not be read again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from servanda.agreement.model.evidence import EvidenceTable
from servanda.businesstime.zone import zone_data_version
from servanda.evidence.diagnostics import ALL_KINDS
from servanda.evidence.scanning import file_digest
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["FOLDER", "RULES", "Remembered", "recall", "remembered_text", "request_digest"]

RULES: Final = "evidence 2"
"""Version of the rules of reading; another one reads everything again."""

FOLDER: Final = "taken"
_KINDS: Final = {kind.code: kind for kind in ALL_KINDS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """Hold what reading a table gave: its digest, its rows, and what was said about it."""

    digest: str
    rows: int
    diagnostics: tuple[Diagnostic, ...]


def request_digest(table: EvidenceTable, files: Iterable[Path], key: bytes) -> str:
    """Return what identifies a reading: the files' bytes, the mapping, the key, the rules."""
    request = {
        "rules": RULES,
        "zones": zone_data_version(),
        "files": [[path.name, file_digest(path)] for path in files],
        "table": _mapping(table),
        "key": hashlib.sha256(key).hexdigest() if key else "",
    }
    return hashlib.sha256(json.dumps(request, sort_keys=True).encode()).hexdigest()


def _mapping(table: EvidenceTable) -> dict[str, Any]:
    return {
        "name": table.name,
        "sheet": table.sheet,
        "zone": table.zone,
        "nulls": sorted(table.nulls),
        "columns": [
            {
                "name": column.name,
                "source": column.source,
                "type": column.type.value,
                "currency": (column.unit.currency if column.unit else None) or "",
                "scale": column.scale_text,
                "format": column.format,
                "zone": column.zone,
                "values": dict(column.values),
                "personal": column.personal,
                "sealed": column.sealed,
                "split by": column.split_by,
                "only": [column.only.text, *column.only.texts] if column.only else [],
            }
            for column in table.columns.values()
        ],
    }


def recall(workspace: Path, request: str) -> Remembered | None:
    """Return what a reading gave before, if it is remembered."""
    try:
        entry = json.loads((workspace / FOLDER / f"{request}.json").read_text("utf-8"))
        return Remembered(
            digest=str(entry["digest"]),
            rows=int(entry["rows"]),
            diagnostics=tuple(map(_diagnostic, entry["diagnostics"])),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _diagnostic(entry: dict[str, Any]) -> Diagnostic:
    return _KINDS[entry["code"]].at(SourceSpan(**entry["span"]), **entry["arguments"])


def remembered_text(remembered: Remembered) -> str:
    """Return what is written down about a reading."""
    entry = {
        "digest": remembered.digest,
        "rows": remembered.rows,
        "diagnostics": [
            {
                "code": each.code,
                "span": {
                    "file": each.span.file,
                    "line": each.span.line,
                    "column": each.span.column,
                    "end_line": each.span.end_line,
                    "end_column": each.span.end_column,
                },
                "arguments": dict(each.arguments),
            }
            for each in remembered.diagnostics
        ],
    }
    return json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
