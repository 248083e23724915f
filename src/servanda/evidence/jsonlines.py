"""JSON lines, one object per line, written out as cells with every digit kept."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import Any

from servanda.evidence.cells import Written
from servanda.evidence.diagnostics import BAD_JSON_LINE, TOO_MANY_COLUMNS
from servanda.evidence.unpacking import Packing, opened
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan

__all__ = ["write_json_lines"]

_MISTAKES_MAX = 20


class _NotAnObject(ValueError):
    """A line is something else than one object."""


def write_json_lines(
    path: Path, packing: Packing, shown: str, target: Path, columns_max: int
) -> Written:
    """Write the cells of a JSON lines file to ``target`` as CSV.

    Args:
        path: The file.
        packing: How it is compressed.
        shown: The name that the author knows it by.
        target: Where the CSV goes.
        columns_max: The widest table that is read.
    """
    headings, mistakes = _headings(path, packing, shown)
    if not mistakes and len(headings) > columns_max:
        span = SourceSpan.start_of(shown)
        wide = {"found": f"{len(headings):,}", "limit": f"{columns_max:,}"}
        mistakes.append(TOO_MANY_COLUMNS.at(span, **wide))
    if mistakes:
        return Written(diagnostics=tuple(mistakes))
    lines = []
    with target.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\n")
        writer.writerow(headings)
        for number, text in _lines(path, packing):
            record = _record(text)
            writer.writerow([_cell(record.get(heading)) for heading in headings])
            lines.append(number)
    return Written(headings=tuple(headings), lines=tuple(lines))


def _headings(path: Path, packing: Packing, shown: str) -> tuple[list[str], list[Diagnostic]]:
    headings: dict[str, None] = {}
    mistakes: list[Diagnostic] = []
    with closing(_lines(path, packing)) as lines:
        for number, text in lines:
            mistake = _take_headings(shown, number, text, headings)
            mistakes += [mistake] if mistake else []
            if len(mistakes) >= _MISTAKES_MAX:
                break
    return list(headings), mistakes


def _take_headings(
    shown: str, number: int, text: str, headings: dict[str, None]
) -> Diagnostic | None:
    try:
        headings.update(dict.fromkeys(_record(text)))
    except RecursionError:
        return _mistake(shown, number, 1, "it is nested too deeply")
    except json.JSONDecodeError as error:
        return _mistake(shown, number, error.colno, error.msg[:1].lower() + error.msg[1:])
    except _NotAnObject as error:
        return _mistake(shown, number, 1, str(error))
    return None


def _mistake(shown: str, line: int, column: int, why: str) -> Diagnostic:
    span = SourceSpan(file=shown, line=line, column=column, end_line=line, end_column=column + 1)
    return BAD_JSON_LINE.at(span, why=why)


def _lines(path: Path, packing: Packing) -> Generator[tuple[int, str], None, None]:
    with opened(path, packing) as stream:
        for number, line in enumerate(stream, start=1):
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
            if text:
                yield number, text


def _record(text: str) -> dict[str, Any]:
    value = json.loads(
        text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_pairs
    )
    if not isinstance(value, dict):
        found = "a list" if isinstance(value, list) else "a single value"
        raise _NotAnObject(f"it is {found}")
    return value


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        name = Counter(name for name, _ in pairs).most_common(1)[0][0]
        raise _NotAnObject(f"it names '{name}' twice")
    return record


def _cell(value: Any) -> str:  # noqa: ANN401 - JSON holds anything
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
