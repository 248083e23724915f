"""The command run once, with what the operating system says of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from servanda.agreement.read.versions import read_texts
from tests.evidence.malformed import BadFile

__all__ = ["Run", "agreements", "run_on_agreement", "run_on_evidence"]

_HERE = Path(__file__).parent
_BAD_AGREEMENTS = _HERE.parent / "agreement" / "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Hold how a run of the command went.

    Args:
        name: What it was given.
        exit_code: Its exit code.
        said: Everything it wrote, to both streams.
        seconds: How long it took; told, never judged by a test.
        peak_megabytes: The most memory that it held.
        left: Files that it wrote, its cache's own marker aside.
    """

    name: str
    exit_code: int
    said: str
    seconds: float
    peak_megabytes: int
    left: tuple[str, ...]


def agreements() -> list[Path]:
    """Return the malformed agreements; those whose only finding is a warning are sound texts."""
    return [path for path in sorted(_BAD_AGREEMENTS.glob("*.yaml")) if not _is_sound(path)]


def _is_sound(path: Path) -> bool:
    return read_texts([(path.name, path.read_bytes())]).is_sound


def run_on_agreement(path: Path, folder: Path) -> Run:
    """Check a malformed agreement."""
    text = folder / "agreement.yaml"
    text.write_bytes(path.read_bytes())
    return _run(path.name, ["check", str(folder)], folder)


def run_on_evidence(bad: BadFile, folder: Path) -> Run:
    """Settle a sound agreement on a malformed file."""
    (folder / "agreement.yaml").write_bytes((_HERE / "agreement.yaml").read_bytes())
    evidence = folder / "evidence"
    evidence.mkdir()
    (evidence / bad.name).write_bytes(bad.bytes())
    return _run(bad.why, ["settle", str(folder)], folder)


def _run(name: str, arguments: list[str], folder: Path) -> Run:
    before = _files(folder)
    word = folder.parent / f"{folder.name}.peak"
    began = time.monotonic()
    finished = subprocess.run(
        [sys.executable, "-m", "tests.malformed.launched", str(word), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**os.environ, "NO_COLOR": "1"},
        cwd=_HERE.parent.parent,
        check=False,
    )
    return Run(
        name=name,
        exit_code=finished.returncode,
        said=finished.stdout.decode("utf-8", "replace"),
        seconds=time.monotonic() - began,
        peak_megabytes=int(word.read_text()) // 1024,
        left=tuple(sorted(_files(folder) - before)),
    )


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
