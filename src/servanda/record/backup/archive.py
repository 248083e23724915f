"""A backup's file: a zip whose last member names every other one with its digest."""

from __future__ import annotations

import hashlib
import json
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from servanda.pipeline.refusals import CannotRead, CannotWrite

__all__ = ["FORMAT", "BackupReader", "BackupWriter", "open_backup", "writing_backup"]

FORMAT = "servanda/backup/1"
_MANIFEST = "backup.json"
_PRIVATE = 0o600
_CHUNK = 1 << 20
_DAMAGE = (
    KeyError,
    ValueError,
    OSError,
    EOFError,
    RuntimeError,  # it says that it is encrypted, or packed in a way that nobody knows
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class BackupWriter:
    """Put members into a backup, and remember their digests."""

    archive: zipfile.ZipFile
    digests: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def member(self, name: str) -> Iterator[_Digesting]:
        """Open a new member to be written."""
        with self.archive.open(name, "w", force_zip64=True) as file:
            digesting = _Digesting(file)
            yield digesting
        self.digests[name] = digesting.sha256

    def add(self, name: str, source: IO[bytes]) -> None:
        """Copy a file in."""
        with self.member(name) as target:
            while chunk := source.read(_CHUNK):
                target.write(chunk)

    def close_with(self, content: Mapping[str, Any]) -> None:
        """Write what the backup holds, last of all: without it a file is no backup."""
        whole = {"format": FORMAT, **content, "files": dict(sorted(self.digests.items()))}
        self.archive.writestr(_MANIFEST, json.dumps(whole, indent=1, ensure_ascii=False))


@contextmanager
def writing_backup(path: Path) -> Iterator[BackupWriter]:
    """Write a backup beside its place, and put it there once it is whole.

    Raises:
        CannotWrite: There is something at its place, or it cannot be written.
    """
    if path.exists():
        raise CannotWrite(path, "there is a file of that name; a backup overwrites nothing")
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.touch(mode=_PRIVATE)
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            yield BackupWriter(archive)
        beside.rename(path)
    except OSError as problem:
        raise CannotWrite(path, problem.strerror or str(problem)) from None
    finally:
        beside.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class BackupReader:
    """Read a backup.

    Args:
        path: Its file.
        archive: The same, opened.
        manifest: What it says of itself.
    """

    path: Path
    archive: zipfile.ZipFile
    manifest: Mapping[str, Any]

    @property
    def names(self) -> tuple[str, ...]:
        """Return its members but the one that names them all, by name."""
        return tuple(self.manifest["files"])

    def faults(self) -> tuple[str, ...]:
        """Return what is not as it was written; every byte is read."""
        extra = sorted(set(self.archive.namelist()) - {*self.names, _MANIFEST})
        return (
            *(f"'{each}' is in the backup, and it does not name it" for each in extra),
            *(f"'{each}' is damaged or missing" for each in self.names if not self._holds(each)),
        )

    def lines(self, name: str) -> Iterator[str]:
        """Yield the lines of a member; none where there is no such member."""
        if name in self.manifest["files"]:
            with self.archive.open(name) as file:
                for line in file:
                    yield line.decode()

    def text(self, name: str) -> str:
        """Return a member as a text."""
        return self.archive.read(name).decode()

    def extract(self, below: str, into: Path) -> int:
        """Write every member below a folder of the backup into a folder; returns how many.

        Raises:
            CannotWrite: One cannot be written.
        """
        count = 0
        try:
            for name in self.names:
                if name.startswith(f"{below}/"):
                    target = into / PurePosixPath(name).relative_to(below)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    with self.archive.open(name) as source, target.open("xb") as copy:
                        shutil.copyfileobj(source, copy, _CHUNK)
                    count += 1
        except OSError as problem:
            raise CannotWrite(into, problem.strerror or str(problem)) from None
        return count

    def _holds(self, name: str) -> bool:
        try:
            with self.archive.open(name) as file:
                digest = hashlib.sha256()
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
        except _DAMAGE:
            return False
        return bool(digest.hexdigest() == self.manifest["files"][name])


@contextmanager
def open_backup(path: Path) -> Iterator[BackupReader]:
    """Open a backup.

    Raises:
        CannotRead: It is none, or of a later format.
    """
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None
    except _DAMAGE:
        raise CannotRead(path, "it is no backup of a shared book, or cut off") from None
    with archive:
        yield BackupReader(path, archive, _manifest(path, archive))


def _manifest(path: Path, archive: zipfile.ZipFile) -> Mapping[str, Any]:
    try:
        said = json.loads(archive.read(_MANIFEST))
        files: Mapping[str, str] = said["files"]
        kind = said["format"]
    except (TypeError, AttributeError, *_DAMAGE):
        raise CannotRead(path, "it is no backup of a shared book, or cut off") from None
    if kind != FORMAT:
        raise CannotRead(path, f"it is a backup of the format {kind}; this is {FORMAT}")
    if any(_leads_out(each) for each in files):
        raise CannotRead(path, "it names files outside of a book's folder")
    found: Mapping[str, Any] = said
    return found


def _leads_out(name: str) -> bool:
    place = PurePosixPath(name)
    return place.is_absolute() or ".." in place.parts or "\\" in name


class _Digesting:
    """Pass bytes on to a file, and digest them."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._digest = hashlib.sha256()

    def write(self, content: bytes) -> int:
        """Write bytes."""
        self._digest.update(content)
        return self._file.write(content)

    @property
    def sha256(self) -> str:
        """Return the digest of what was written so far."""
        return self._digest.hexdigest()
