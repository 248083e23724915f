"""Files that hold a name, whatever they are."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from xml.sax.saxutils import unescape

from servanda.evidence.people.pseudonyms import tells_names
from servanda.evidence.sniff import Kind, sniff
from servanda.evidence.unpacking import Damage, Packing, opened

__all__ = ["files_holding"]

_Found = Callable[[str], bool]


def files_holding(names: Collection[str], paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files in which a name stands, in any case, packed or not; and damaged ones.

    Args:
        names: The name, in the ways in which it was found spelt.
        paths: Files of any kind: texts, tables, workbooks.
    """
    found = tells_names([*names, *(json.dumps(name)[1:-1] for name in names)])
    if any(name.strip() for name in names):
        yield from (path for path in paths if _holds(path, found))


def _holds(path: Path, found: _Found) -> bool:
    sniffed = sniff(path)
    if sniffed.kind is Kind.PARQUET:
        return _in_parquet(path, found)
    if zipfile.is_zipfile(path):
        return _in_parts(path, found)
    return _in_lines(path, sniffed.packing, found)


def _in_lines(path: Path, packing: Packing, found: _Found) -> bool:
    try:
        with opened(path, packing) as stream:
            return any(found(line.decode("utf-8", "ignore")) for line in stream)
    except Damage:
        # Nobody can tell, so somebody has to look.
        return True


def _in_parts(path: Path, found: _Found) -> bool:
    """Look into the parts of a workbook, whose texts stand in XML."""
    with zipfile.ZipFile(path) as archive:
        return any(
            found(unescape(archive.read(part).decode("utf-8", "ignore")))
            for part in archive.infolist()
        )


def _in_parquet(path: Path, found: _Found) -> bool:
    # Loaded here: it takes long, and only erasing needs it.
    import pyarrow as pa  # noqa: PLC0415 - as said above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as said above

    for batch in pq.ParquetFile(path).iter_batches():
        for column in batch.columns:
            if pa.types.is_string(column.type) or pa.types.is_binary(column.type):
                texts = column.cast(pa.string()).unique().to_pylist()
                if any(found(text) for text in texts if text):
                    return True
    return False
