"""Archives: the same content gives the same bytes, and no byte of one changes unseen."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from servanda.pipeline.archive import NotABundle, odd_bytes, pack, unpack


def _files(folder: Path) -> dict[str, Path]:
    contents = {"journal.jsonl": b"{}\n", "texts/ab.yaml": b"servanda: 1\n", "empty": b""}
    for name, content in contents.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return {name: folder / name for name in contents}


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    files = _files(tmp_path / "files")
    pack(files, tmp_path / "one.zip")
    os.utime(files["journal.jsonl"], (0, 0))
    files["journal.jsonl"].chmod(0o600)
    pack(dict(reversed(files.items())), tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


def test_what_was_packed_is_unpacked(tmp_path: Path) -> None:
    files = _files(tmp_path / "files")
    pack(files, tmp_path / "one.zip")
    found = unpack(tmp_path / "one.zip", tmp_path / "out")
    contents = {name: path.read_bytes() for name, path in files.items()}
    assert {name: path.read_bytes() for name, path in found.items()} == contents
    assert odd_bytes(tmp_path / "one.zip", found, tmp_path) is None


def test_every_byte_counts(tmp_path: Path) -> None:
    pack(_files(tmp_path / "files"), tmp_path / "one.zip")
    whole = (tmp_path / "one.zip").read_bytes()
    for place in range(len(whole)):
        changed = bytearray(whole)
        changed[place] ^= 0x01
        archive = tmp_path / "changed.zip"
        archive.write_bytes(changed)
        out = tmp_path / f"out{place}"
        try:
            found = unpack(archive, out)
        except NotABundle:
            continue
        assert odd_bytes(archive, found, tmp_path) is not None, place


def test_what_follows_the_archive_counts(tmp_path: Path) -> None:
    archive = tmp_path / "one.zip"
    pack(_files(tmp_path / "files"), archive)
    size = archive.stat().st_size
    archive.write_bytes(archive.read_bytes() + b"more")
    found = unpack(archive, tmp_path / "out")
    odd = odd_bytes(archive, found, tmp_path)
    assert odd is not None
    assert (odd.offset, odd.member) == (size, "")


@pytest.mark.parametrize("name", ["../outside", "/absolute", "a\\b", "folder/", "a//b"])
def test_names_that_lead_elsewhere_are_refused(name: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "odd.zip", "w") as zipped:
        zipped.writestr(name, b"x")
    with pytest.raises(NotABundle):
        unpack(tmp_path / "odd.zip", tmp_path / "out")


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("zeros", b"\0" * 10_000_000)
    with pytest.raises(NotABundle, match="more than its own size"):
        unpack(tmp_path / "bomb.zip", tmp_path / "out")


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK but not really")
    with pytest.raises(NotABundle, match="not a whole bundle"):
        unpack(tmp_path / "no.zip", tmp_path / "out")
