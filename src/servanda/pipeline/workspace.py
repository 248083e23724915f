"""Where an agreement's texts, evidence, cache and statements lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from servanda.pipeline.journal_store import JournalStore
from servanda.pipeline.refusals import NoAgreement

__all__ = ["Workspace", "find_workspace"]

_AMENDMENT = re.compile(r"amendment-.*\.ya?ml", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Name the places that belong to one agreement.

    Args:
        texts: The agreement, then its amendments by name.
        evidence: Folder of the evidence files.
        cache: Folder of what can be computed again: snapshots and results.
        output: Folder of the statements.
        record: Folder of what both parties hold: the journal and everything that it cites.
        people: Folder of what a party keeps to itself about people: the key of their pseudonyms
            and their sealed names.
        journal: Where the journal lies, if not in a file of that folder.
    """

    texts: tuple[Path, ...]
    evidence: Path
    cache: Path
    output: Path
    record: Path
    people: Path
    journal: JournalStore | None = None


def find_workspace(
    path: Path,
    *,
    evidence: Path | None = None,
    cache: Path | None = None,
    output: Path | None = None,
    record: Path | None = None,
    journal: JournalStore | None = None,
) -> Workspace:
    """Find what belongs to an agreement.

    Args:
        path: Its folder, or the file of its text alone.
        evidence: Folder of evidence; ``evidence`` beside the text by default.
        cache: Folder for what can be computed again; ``.servanda`` beside the text by default.
        output: Folder for statements; ``statements`` beside the text by default.
        record: Folder of the record; ``record`` beside the text by default.
        journal: Where the journal lies; a file in that folder by default.

    Raises:
        NoAgreement: Nothing there is an agreement.
    """
    texts = _texts(path)
    folder = texts[0].parent
    return Workspace(
        texts=texts,
        evidence=evidence or folder / "evidence",
        cache=cache or folder / ".servanda",
        output=output or folder / "statements",
        record=record or folder / "record",
        people=folder / "people",
        journal=journal,
    )


def _texts(path: Path) -> tuple[Path, ...]:
    if path.is_file():
        return (path,)
    for name in ("agreement.yaml", "agreement.yml"):
        if (path / name).is_file():
            amendments = (each for each in path.iterdir() if _AMENDMENT.fullmatch(each.name))
            return (path / name, *sorted(amendments, key=_natural))
    raise NoAgreement(path)


def _natural(path: Path) -> list[tuple[int, str]]:
    """Order ``amendment-10`` after ``amendment-9``."""
    parts = re.split(r"([0-9]+)", path.name)
    return [(int(part), "") if part.isdecimal() else (0, part) for part in parts]
