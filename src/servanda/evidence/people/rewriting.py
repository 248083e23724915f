"""Cells of a file of evidence changed in place, all else as it was.

What is not touched keeps its bytes where the format lets it: the lines of JSON that do not change,
and every file in which nothing changes.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, cast

from servanda.evidence.opening import OpenTable
from servanda.evidence.sniff import Kind
from servanda.evidence.unpacking import Packing, opened

__all__ = ["REWRITABLE", "Change", "Record", "records_of", "rewrite"]

Record = tuple[Sequence[str], Sequence[str]]
"""Headings and cells of a record."""

Change = Callable[[int, Sequence[str], Sequence[str]], dict[int, str]]
"""Say what becomes of a record: from its number, headings and cells to new cells by place."""

REWRITABLE: Final = frozenset({Kind.CSV, Kind.JSON_LINES, Kind.PARQUET})
"""The kinds of file whose cells can be changed. A workbook is more than its cells."""

_DECODER: Final = json.JSONDecoder()


def records_of(path: Path, table: OpenTable, packing: Packing) -> Iterator[Record]:
    """Yield the records of a file.

    Args:
        path: The file.
        table: The file, opened; a workbook's cells are read as they were written out.
        packing: How the file is compressed.
    """
    match table.kind:
        case Kind.JSON_LINES:
            with opened(path, packing) as stream:
                for line in stream:
                    if line.strip():
                        yield _record(list(_members(line.decode("utf-8-sig").strip())))
        case Kind.PARQUET:
            import pyarrow.parquet as pq  # noqa: PLC0415 - most evidence is never looked at so

            for batch in pq.ParquetFile(path).iter_batches():
                columns = [column.to_pylist() for column in batch.columns]
                for row in zip(*columns, strict=True):
                    yield table.headings, [_word(cell) for cell in row]
        case _:
            with opened(table.path, table.packing) as stream:
                headings, records = _cells(stream, table)
                for cells in records:
                    yield [heading.strip() for heading in headings], cells


def _cells(stream: IO[bytes], table: OpenTable) -> tuple[list[str], Iterator[list[str]]]:
    text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
    records = filter(None, csv.reader(text, delimiter=table.separator, strict=True))
    return next(records), records


def _record(members: Sequence[tuple[str, str]]) -> Record:
    return [name for name, _ in members], [_cell(raw) for _, raw in members]


def rewrite(path: Path, table: OpenTable, packing: Packing, change: Change) -> int:
    """Change cells of a file, whole or not at all.

    Args:
        path: The file.
        table: The file, opened.
        packing: How the file is compressed.
        change: Asked for every record, from 1 on.

    Returns:
        How many cells were changed; a file in which none was is left alone.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    write = {Kind.CSV: _csv, Kind.JSON_LINES: _json_lines, Kind.PARQUET: _parquet}[table.kind]
    try:
        changed = write(path, beside, packing, change, table)
        if changed:
            beside.chmod(path.stat().st_mode & 0o7777)
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return changed


def _csv(path: Path, beside: Path, packing: Packing, change: Change, table: OpenTable) -> int:
    changed = 0
    with opened(path, packing) as source, _packed(beside, packing) as target:
        mark, end = _spelling(path, packing)
        written = io.TextIOWrapper(target, encoding="utf-8", newline="", write_through=True)
        written.write(mark)
        writer = csv.writer(written, delimiter=table.separator, lineterminator=end)
        headings, records = _cells(source, table)
        writer.writerow(headings)
        names = [heading.strip() for heading in headings]
        for number, record in enumerate(records, start=1):
            new = change(number, names, record)
            changed += len(new)
            writer.writerow([new.get(index, cell) for index, cell in enumerate(record)])
        written.detach()
    return changed


def _spelling(path: Path, packing: Packing) -> tuple[str, str]:
    """Return the mark at the beginning of a file, and how its lines end."""
    with opened(path, packing) as stream:
        first = stream.readline()
    return "\ufeff" * first.startswith(b"\xef\xbb\xbf"), "\r\n" if b"\r\n" in first else "\n"


def _json_lines(path: Path, beside: Path, packing: Packing, change: Change, _: OpenTable) -> int:
    changed, number = 0, 0
    with opened(path, packing) as source, _packed(beside, packing) as target:
        for line in source:
            text = line.decode("utf-8-sig").strip()
            if not text:
                target.write(line)
                continue
            number += 1
            members = list(_members(text))
            new = change(number, *_record(members))
            changed += len(new)
            target.write(_object(members, new) if new else line)
    return changed


def _members(text: str) -> Iterator[tuple[str, str]]:
    """Yield the names of an object with what stands behind them, spelt as it is."""
    place = _next(text, text.index("{") + 1)
    while text[place] != "}":
        name, place = _DECODER.raw_decode(text, place)
        start = _next(text, text.index(":", place) + 1)
        _, end = _DECODER.raw_decode(text, start)
        yield str(name), text[start:end]
        place = _next(text, end)
        if text[place] == ",":
            place = _next(text, place + 1)


def _next(text: str, place: int) -> int:
    while text[place].isspace():
        place += 1
    return place


def _cell(raw: str) -> str:
    value = json.loads(raw) if raw.startswith('"') else raw
    return "" if value == "null" else str(value)


def _object(members: Sequence[tuple[str, str]], new: dict[int, str]) -> bytes:
    parts = (
        f"{json.dumps(name, ensure_ascii=False)}: "
        + (json.dumps(new[index], ensure_ascii=False) if index in new else raw)
        for index, (name, raw) in enumerate(members)
    )
    return ("{" + ", ".join(parts) + "}\n").encode()


def _parquet(path: Path, beside: Path, _: Packing, change: Change, table: OpenTable) -> int:
    # Loaded here: most evidence is never rewritten.
    import pyarrow as pa  # noqa: PLC0415 - as said above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as said above

    stored = pq.read_table(path)
    names = list(table.headings)
    columns: list[list[Any]] = [column.to_pylist() for column in stored.columns]
    touched: set[int] = set()
    changed = 0
    for number, record in enumerate(zip(*columns, strict=True)):
        new = change(number + 1, names, [_word(cell) for cell in record])
        changed += len(new)
        for index, cell in new.items():
            columns[index][number] = cell or None
            touched.add(index)
    for index in sorted(touched):
        texts = [_word(cell) or None for cell in columns[index]]
        stored = stored.set_column(index, names[index], pa.array(texts, pa.string()))
    if changed:
        pq.write_table(stored, beside, compression="zstd")
    return changed


def _word(cell: object) -> str:
    if isinstance(cell, bytes):
        return cell.decode("utf-8", "replace")
    return "" if cell is None else str(cell)


@contextmanager
def _packed(path: Path, packing: Packing) -> Iterator[IO[bytes]]:
    """Open a file for writing bytes that are packed on the way."""
    match packing:
        case Packing.NONE:
            with path.open("wb") as stream:
                yield stream
        case Packing.GZIP:
            with (
                path.open("wb") as stream,
                gzip.GzipFile("", "wb", fileobj=stream, mtime=0) as zipped,
            ):
                yield cast("IO[bytes]", zipped)
        case Packing.ZSTD:
            import pyarrow as pa  # noqa: PLC0415 - only for the rare file that needs it

            with pa.output_stream(str(path), compression="zstd") as zipped:
                yield cast("IO[bytes]", zipped)
