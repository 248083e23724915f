"""The shipped example, set up in a folder of its own."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from servanda.example import agreement_paths, generate_evidence, operating_model_path
from servanda.example.exports import write_exports
from servanda.example.generate import all_exports
from servanda.example.people import BANK, NORTHWIND
from servanda.example.under_way import exports_under_way
from servanda.journal.signing import SigningKey
from servanda.pipeline.answer import Progress, say_nothing
from servanda.pipeline.journal_store import JOURNAL
from servanda.pipeline.operating import RECORD
from servanda.pipeline.playing import play_example
from servanda.pipeline.playing_model import play_operating_model
from servanda.pipeline.refusals import CannotWrite
from servanda.pipeline.workspace import Workspace, find_workspace

__all__ = ["play_in_folder", "set_up_example", "write_under_way"]

# Says which texts an earlier demonstration wrote, so that a newer one may replace them.
_WRITTEN = ".servanda-example.json"
# Stands for the digest of a record while it is being played, which may be interrupted.
_UNFINISHED = "unfinished"


def set_up_example(folder: Path, *, progress: Progress = say_nothing) -> Workspace:
    """Write the example's agreement and generate its evidence.

    Args:
        folder: Made if it is not there. One that holds another agreement is left alone.
        progress: Told after each file of evidence.

    Raises:
        CannotWrite: The folder holds another agreement, or cannot be written.
    """
    try:
        _lay_texts(folder)
        written = count(1)
        generate_evidence(
            folder / "evidence",
            progress=lambda name: progress(f"writing {name}", next(written), 0),
        )
    except OSError as problem:
        raise CannotWrite(folder, problem.strerror or str(problem)) from None
    return find_workspace(folder)


def play_in_folder(folder: Path, *, progress: Progress = say_nothing) -> Workspace:
    """Write the example's agreement, evidence and record, with all that its parties say.

    Args:
        folder: Made if it is not there. One that holds another agreement, or a record in which
            somebody has entered more since, is left alone.
        progress: Told before each step of the year.

    Raises:
        CannotWrite: The folder holds another agreement or record, or cannot be written.
    """
    for journal in _journals_of(folder):
        known = _written_before(journal, folder)
        if journal.exists() and known not in {_sha256(journal), _UNFINISHED}:
            why = f"its '{journal.parent.name}' is not the example's alone; name another folder"
            raise CannotWrite(folder, why)
    try:
        _lay_texts(folder)
        unfinished = {_called(each, folder): _UNFINISHED for each in _journals_of(folder)}
        _note_written(folder, _texts(), **unfinished)
        workspace = play_example(folder, progress=progress)
        play_operating_model(folder)
        finished = {_called(each, folder): _sha256(each) for each in _journals_of(folder)}
        _note_written(folder, _texts(), **finished)
        keys = folder / "keys"
        keys.mkdir(exist_ok=True)
        for speaker in (BANK, NORTHWIND):
            assert isinstance(speaker.key, SigningKey)
            (keys / f"{speaker.party}.pem").write_bytes(speaker.key.to_pem())
    except OSError as problem:
        raise CannotWrite(folder, problem.strerror or str(problem)) from None
    return workspace


def write_under_way(folder: Path) -> None:
    """Write what is known of the half month after the year into a folder with its evidence.

    Raises:
        OSError: It cannot be written.
    """
    write_exports(folder, exports_under_way(all_exports()))


def _journals_of(folder: Path) -> tuple[Path, Path]:
    """Return where the journals of an example lie: its agreement's, and its operating model's."""
    return folder / "record" / JOURNAL, folder / RECORD / JOURNAL


def _called(place: Path, folder: Path) -> str:
    """Return how a file of the example is noted; the agreement's journal by its name alone."""
    return f"{RECORD}/{JOURNAL}" if place.parent == folder / RECORD else place.name


def _texts() -> list[Path]:
    return [*agreement_paths(), operating_model_path(), *_documents()]


def _lay_texts(folder: Path) -> None:
    texts = _texts()
    for text in texts:
        _leave_other_alone(text, folder)
    folder.mkdir(parents=True, exist_ok=True)
    for text in texts:
        shutil.copyfile(text, folder / text.name)
    before = {_called(each, folder): _written_before(each, folder) for each in _journals_of(folder)}
    _note_written(folder, texts, **{name: known for name, known in before.items() if known})


def _note_written(folder: Path, files: list[Path], **more: str) -> None:
    known = {each.name: _sha256(each) for each in files} | more
    (folder / _WRITTEN).write_text(json.dumps(known), "utf-8")


def _documents() -> Iterator[Path]:
    yield from sorted(agreement_paths()[0].parent.glob("*.txt"))


def _leave_other_alone(text: Path, folder: Path) -> None:
    place = folder / text.name
    if place.exists() and _sha256(place) not in {_sha256(text), _written_before(place, folder)}:
        why = f"its '{place.name}' is not the example's; name another folder"
        raise CannotWrite(folder, why)


def _written_before(place: Path, folder: Path) -> str:
    """Return the digest of what an earlier demonstration wrote there, empty if none did."""
    try:
        known = json.loads((folder / _WRITTEN).read_text("utf-8"))
        return str(known[_called(place, folder)])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
