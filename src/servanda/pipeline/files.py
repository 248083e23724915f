"""Files written whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from servanda.pipeline.refusals import CannotRead, CannotWrite, ChangedMeanwhile

__all__ = ["USUAL_MODE", "alone", "digest_of", "read_text", "replace_text", "write_all"]


def read_text(path: Path) -> str:
    """Read a text in UTF-8.

    Raises:
        CannotRead: The file is missing, forbidden, or not in UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None
    except UnicodeDecodeError:
        raise CannotRead(path, "it is not a text in UTF-8") from None


def digest_of(text: str) -> str:
    """Return the SHA-256 of a text's bytes in lower-case hex."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other processes and threads from working in a folder at the same moment.

    Raises:
        CannotWrite: The folder cannot be made or written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("wb")
    except OSError as problem:
        raise CannotWrite(folder, problem.strerror or str(problem)) from None
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_all(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write files into a folder, each replaced at once; a reader never sees half a file.

    Nothing is put in place before all of them have been written beside their places.

    Raises:
        CannotWrite: The folder or a file cannot be written; no file was replaced unless the
            disk failed between two of them.
    """
    prepared: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            prepared.append((_prepare(folder, content), folder / name))
        for beside, place in prepared:
            beside.replace(place)
    except OSError as problem:
        raise CannotWrite(folder, problem.strerror or str(problem)) from None
    finally:
        for beside, _ in prepared:
            beside.unlink(missing_ok=True)
    return tuple(place for _, place in prepared)


def replace_text(path: Path, text: str, *, expected_sha256: str) -> None:
    """Replace a text that still has the digest it had when it was read.

    Raises:
        ChangedMeanwhile: Somebody else has changed it since.
        CannotWrite: It cannot be written.
    """
    mode = path.stat().st_mode
    if digest_of(read_text(path)) != expected_sha256:
        raise ChangedMeanwhile(path)
    write_all(path.parent, {path.name: text.encode("utf-8")})
    path.chmod(mode & 0o7777)


def _prepare(folder: Path, content: bytes) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".servanda-")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path = Path(name)
    path.chmod(USUAL_MODE)
    return path


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


# Asked once: asking changes it for a moment, which another thread could notice.
USUAL_MODE = 0o666 & ~_umask()
"""The mode of a file that anybody would make here."""
