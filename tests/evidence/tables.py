"""Tables and files for the tests of this package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from servanda.agreement.model.evidence import (
    ColumnType,
    EvidenceColumn,
    EvidenceForm,
    EvidenceTable,
)
from servanda.evidence.engine import open_engine
from servanda.evidence.snapshot import Snapshot, Taken, take_snapshot
from servanda.evidence.statements import literal
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

AGREEMENT = SourceSpan(file="agreement.yaml", line=7, column=3, end_line=7, end_column=9)


def column(name: str, kind: ColumnType = ColumnType.TEXT, **changes: Any) -> EvidenceColumn:  # noqa: ANN401 - any field
    plain = EvidenceColumn(
        name=name,
        source=name,
        type=kind,
        unit=None,
        scale_text="",
        format="",
        zone="",
        span=AGREEMENT,
    )
    return replace(plain, **changes)


def table(*columns: EvidenceColumn, **changes: Any) -> EvidenceTable:  # noqa: ANN401 - any field
    plain = EvidenceTable(
        name="incidents",
        form=EvidenceForm.CASE,
        noun="incident",
        nouns="incidents",
        file="",
        sheet="",
        key="",
        at="",
        order="",
        begins="",
        ends="",
        zone="Europe/Amsterdam",
        nulls=("",),
        columns={each.name: each for each in columns},
        required=True,
        span=AGREEMENT,
    )
    return replace(plain, **changes)


SIMPLE = table(column("number"), column("opened", ColumnType.INSTANT))


def take(read_as: EvidenceTable, tmp_path: Path) -> Taken:
    """Take a snapshot of the files in ``tmp_path / 'in'``."""
    return take_snapshot({read_as.name: read_as}, tmp_path / "in", tmp_path / "workspace")


def put(tmp_path: Path, name: str, content: str | bytes) -> Path:
    """Put a file into the evidence folder."""
    folder = tmp_path / "in"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def whole(taken: Taken) -> Snapshot:
    assert taken.snapshot is not None, "\n".join(map(str, taken.diagnostics))
    return taken.snapshot


def rows(snapshot: Snapshot, name: str = "incidents") -> list[tuple[Any, ...]]:
    """Return the rows of a snapshot's table in canonical order, without their number."""
    path = snapshot.table(name).path
    with open_engine([path], path.parent) as engine:
        return engine.rows(
            "SELECT * EXCLUDE (_record) FROM read_parquet({path}) ORDER BY _record",
            path=literal(str(path)),
        )


def values(
    tmp_path: Path,
    texts: list[str],
    kind: ColumnType,
    **changes: Any,  # noqa: ANN401 - any field
) -> list[str | int | bool | date | datetime | Decimal | None]:
    """Return what texts are read as, in order."""
    lines = "".join(f'{index},"{text}"\n' for index, text in enumerate(texts))
    put(tmp_path, "incidents.csv", f"index,v\n{lines}")
    read_as = table(column("index", ColumnType.WHOLE), column("v", kind, **changes), zone="UTC")
    return [value for _, value in sorted(rows(whole(take(read_as, tmp_path))))]


def one(taken: Taken) -> Diagnostic:
    """Return the only diagnostic of what was not taken."""
    assert taken.snapshot is None
    assert len(taken.diagnostics) == 1, "\n".join(map(str, taken.diagnostics))
    return taken.diagnostics[0]


def tree(folder: Path) -> Mapping[str, bytes]:
    """Return every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
