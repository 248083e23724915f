"""The shipped example, set up in a folder of its own."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from servanda.example import agreement_paths, generate_evidence
from servanda.pipeline.answer import Progress, say_nothing
from servanda.pipeline.refusals import CannotWrite
from servanda.pipeline.workspace import Workspace, find_workspace

__all__ = ["set_up_example"]

# Says which texts an earlier demonstration wrote, so that a newer one may replace them.
_WRITTEN = ".servanda-example.json"


def set_up_example(folder: Path, *, progress: Progress = say_nothing) -> Workspace:
    """Write the example's agreement and generate its evidence.

    Args:
        folder: Made if it is not there. One that holds another agreement is left alone.
        progress: Told after each file of evidence.

    Raises:
        CannotWrite: The folder holds another agreement, or cannot be written.
    """
    texts = [*agreement_paths(), *_documents()]
    for text in texts:
        _leave_other_alone(text, folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for text in texts:
            shutil.copyfile(text, folder / text.name)
        (folder / _WRITTEN).write_text(json.dumps({t.name: _sha256(t) for t in texts}), "utf-8")
        written = count(1)
        generate_evidence(
            folder / "evidence",
            progress=lambda name: progress(f"writing {name}", next(written), 0),
        )
    except OSError as problem:
        raise CannotWrite(folder, problem.strerror or str(problem)) from None
    return find_workspace(folder)


def _documents() -> Iterator[Path]:
    yield from sorted(agreement_paths()[0].parent.glob("*.txt"))


def _leave_other_alone(text: Path, folder: Path) -> None:
    place = folder / text.name
    if place.exists() and _sha256(place) not in {_sha256(text), _written_before(place)}:
        why = f"its '{place.name}' is not the example's; name another folder"
        raise CannotWrite(folder, why)


def _written_before(place: Path) -> str:
    """Return the digest of what an earlier demonstration wrote there, empty if none did."""
    try:
        known = json.loads((place.parent / _WRITTEN).read_text("utf-8"))
        return str(known[place.name])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
