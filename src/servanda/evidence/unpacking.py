"""Compressed files as streams of bytes, with an end to how far they may unpack."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import IO, cast

__all__ = [
    "TIMES_MAX",
    "Damage",
    "Packing",
    "UnpacksTooFar",
    "check_workbook",
    "chunks",
    "first_bytes",
    "opened",
]

TIMES_MAX = 200
"""How many times its own size a file may unpack to."""

_FREE_BYTES = 32_000_000
"""What any file may unpack to, however small it is."""

_CHUNK = 1 << 20
_PARTS_MAX = 10_000
_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


class Packing(Enum):
    """How a file is compressed."""

    NONE = "not compressed"
    GZIP = "gzip"
    ZSTD = "zstd"


class Damage(Exception):
    """A compressed file ends too early or its checksum does not fit."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class UnpacksTooFar(Exception):
    """A compressed file unpacks to far more than a table would."""

    def __init__(self) -> None:
        super().__init__(f"more than {TIMES_MAX} times its size")


@contextmanager
def opened(path: Path, packing: Packing) -> Iterator[IO[bytes]]:
    """Open a file for reading its unpacked bytes; raises `Damage` for what cannot be unpacked."""
    try:
        with _stream(path, packing) as stream:
            yield stream
    except EOFError as error:
        raise Damage("it ends before its end") from error
    except (zlib.error, gzip.BadGzipFile) as error:
        raise Damage("its checksum or structure does not fit") from error
    except OSError as error:
        if packing is not Packing.ZSTD:
            raise
        raise Damage("it ends early or is not zstd throughout") from error


def _stream(path: Path, packing: Packing) -> IO[bytes]:
    match packing:
        case Packing.NONE:
            return path.open("rb")
        case Packing.GZIP:
            return cast("IO[bytes]", gzip.open(path, "rb"))
        case Packing.ZSTD:
            import pyarrow as pa  # noqa: PLC0415 - only for the rare file that needs it

            # The library's own stream has no lines.
            raw = cast("io.RawIOBase", pa.input_stream(str(path), compression="zstd"))
            return io.BufferedReader(raw)


def first_bytes(path: Path, packing: Packing, size: int) -> bytes:
    """Return the first unpacked bytes, at most ``size``."""
    with opened(path, packing) as stream:
        return stream.read(size)


def chunks(path: Path, packing: Packing) -> Iterator[bytes]:
    """Yield the unpacked bytes.

    Raises:
        Damage: The file is cut short or broken.
        UnpacksTooFar: It unpacks to more than `TIMES_MAX` times its size.
    """
    allowed = max(_FREE_BYTES, path.stat().st_size * TIMES_MAX)
    with opened(path, packing) as stream:
        while chunk := stream.read(_CHUNK):
            allowed -= len(chunk)
            if packing is not Packing.NONE and allowed < 0:
                raise UnpacksTooFar
            yield chunk


def check_workbook(path: Path) -> None:
    """Unpack every part of a workbook once; raises as `chunks` does."""
    allowed = max(_FREE_BYTES, path.stat().st_size * TIMES_MAX)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > allowed:
                raise UnpacksTooFar
            if len(parts) > _PARTS_MAX:
                raise Damage(f"it has more than {_PARTS_MAX} parts")
            for part in parts:
                _check_part(archive, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise Damage("a part of the workbook does not unpack") from error
    except RuntimeError as error:
        raise Damage("it is protected by a password") from error


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    path = PurePosixPath(part.filename)
    if path.is_absolute() or ".." in path.parts or "\\" in part.orig_filename:
        raise Damage("a part of the workbook is named as if it lay outside of it")
    with archive.open(part) as stream:
        # What is declared stands first; in UTF-16 each letter has a zero beside it.
        if _DECLARES.search(stream.read(_CHUNK).replace(b"\0", b"")):
            raise Damage("a part of the workbook declares XML entities")
        while stream.read(_CHUNK):
            pass
