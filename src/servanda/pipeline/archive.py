"""One file that holds a folder: the same content gives the same bytes.

A ZIP without compression, its members in order of name, without dates or owners. Nothing in it
is free to vary, so that any byte that differs is found by making the archive again.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from servanda.pipeline.refusals import CannotRead

__all__ = ["NotABundle", "OddByte", "odd_bytes", "pack", "unpack"]

_CHUNK = 1 << 20
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = 0o100644 << 16
_UNIX = 3
_MEMBERS_MOST = 100_000


class NotABundle(CannotRead):
    """A file is no archive that ``pack`` made; nothing of it was unpacked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OddByte:
    """Say where an archive is not as it was made.

    Args:
        offset: Position of the first byte that differs, from 0.
        member: The member that it belongs to, empty for the archive's own directory.
    """

    offset: int
    member: str


def pack(files: Mapping[str, Path], archive: Path) -> None:
    """Write files into an archive.

    Args:
        files: Where each file lies, by its name in the archive, with ``/`` between folders.
        archive: The archive's file; its folder exists.
    """
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as zipped:
        for name in sorted(files):
            member = _member(name)
            member.file_size = files[name].stat().st_size
            with files[name].open("rb") as source, zipped.open(member, "w") as target:
                shutil.copyfileobj(source, target, _CHUNK)


def unpack(archive: Path, into: Path) -> dict[str, Path]:
    """Unpack an archive into an empty folder.

    Returns:
        Where each member lies now, by its name.

    Raises:
        NotABundle: It is no ZIP, is cut off, holds compressed or outlandish members, or says
            that it is larger than its file.
    """
    found: dict[str, Path] = {}
    try:
        with zipfile.ZipFile(archive) as zipped:
            for member in _sound_members(zipped, archive):
                target = into / member.filename
                target.parent.mkdir(parents=True, exist_ok=True)
                with zipped.open(member) as source, target.open("xb") as file:
                    shutil.copyfileobj(source, file, _CHUNK)
                found[member.filename] = target
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as problem:
        raise NotABundle(archive, f"it is not a whole bundle: {problem}") from None
    except FileExistsError:
        raise NotABundle(archive, "it holds a file twice") from None
    except OSError as problem:
        raise NotABundle(archive, problem.strerror or str(problem)) from None
    return found


def odd_bytes(archive: Path, files: Mapping[str, Path], scratch: Path) -> OddByte | None:
    """Compare an archive with what its members make when they are packed again.

    Args:
        archive: The archive.
        files: Its members, as they were unpacked.
        scratch: A folder for the second archive.

    Returns:
        The first byte that differs; nothing where all are the same.
    """
    again = scratch / "again.zip"
    pack(files, again)
    offset = _first_difference(archive, again)
    if offset is None:
        return None
    return OddByte(offset=offset, member=_member_at(again, offset))


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, _FIRST_DATE)
    member.create_system = _UNIX
    member.external_attr = _PLAIN_FILE
    return member


def _sound_members(zipped: zipfile.ZipFile, archive: Path) -> Iterator[zipfile.ZipInfo]:
    members = zipped.infolist()
    size = archive.stat().st_size
    if len(members) > _MEMBERS_MOST or sum(each.file_size for each in members) > size:
        raise NotABundle(archive, "it claims to hold more than its own size")
    for member in members:
        path = PurePosixPath(member.filename)
        outlandish = path.is_absolute() or ".." in path.parts or "\\" in member.filename
        if outlandish or member.is_dir() or str(path) != member.filename:
            raise NotABundle(archive, f"it holds a file of an odd name: {member.filename!r}")
        if member.compress_type != zipfile.ZIP_STORED:
            raise NotABundle(archive, f"'{member.filename}' is compressed")
        yield member


def _first_difference(one: Path, other: Path) -> int | None:
    offset = 0
    with one.open("rb") as left, other.open("rb") as right:
        while True:
            a, b = left.read(_CHUNK), right.read(_CHUNK)
            if a != b:
                pairs = zip(a, b, strict=False)
                shared = next((i for i, (x, y) in enumerate(pairs) if x != y), min(len(a), len(b)))
                return offset + shared
            if not a:
                return None
            offset += len(a)


def _member_at(archive: Path, offset: int) -> str:
    with zipfile.ZipFile(archive) as zipped:
        if offset >= zipped.start_dir:
            return ""
        before = [each for each in zipped.infolist() if each.header_offset <= offset]
    return before[-1].filename if before else ""
