"""Examples for the pages of diagnostics about files: the malformed files of the tests."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from scripts.bad_examples import BadExample
from tests.evidence.malformed import FILES, BadFile
from tests.evidence.tables import SIMPLE, one, put, take

_TEXTS: Final = (".csv", ".jsonl")
_LONGEST: Final = 200


def file_examples() -> dict[str, BadExample]:
    """Return an example by code: of the files that are short texts, the shortest."""
    chosen: dict[str, BadFile] = {}
    for bad in FILES:
        if _is_shown(bad) and (bad.code not in chosen or _rank(bad) < _rank(chosen[bad.code])):
            chosen[bad.code] = bad
    return {code: _example(bad) for code, bad in chosen.items()}


def _is_shown(bad: BadFile) -> bool:
    text = bad.content
    return isinstance(text, str) and 0 < len(text) < _LONGEST and bad.name.endswith(_TEXTS)


def _rank(bad: BadFile) -> tuple[int, str]:
    return len(bad.bytes()), bad.why


def _example(bad: BadFile) -> BadExample:
    with TemporaryDirectory() as folder:
        put(Path(folder), bad.name, bad.bytes())
        found = one(take(SIMPLE, Path(folder)))
    lines = bad.bytes().decode("utf-8").rstrip("\n").split("\n")
    return BadExample(excerpt=tuple(lines), message=str(found), mended=())
