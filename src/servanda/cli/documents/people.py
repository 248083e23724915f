"""``servanda erase --format json`` and ``servanda who --format json``."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.evidence.people.forgetting import Rewritten
from servanda.pipeline.people import Erased

__all__ = ["ErasedDocument", "PersonDocument", "RewrittenDocument", "erased_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RewrittenDocument:
    """A file of evidence: cells that name a pseudonym now, cells that were emptied, and whether
    the file is of a kind that cannot be changed and was left.
    """

    file: str
    named: int
    emptied: int
    left: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedDocument:
    """A person who was erased: ``names`` sealed names became unreadable, ``still`` are the files
    that hold the name still, ``before`` is the moment of an earlier erasure, or empty.
    """

    person: str
    before: str
    files: tuple[RewrittenDocument, ...]
    names: int
    still: tuple[str, ...]
    format: str = "servanda/erased/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonDocument:
    """The name behind a pseudonym."""

    person: str
    name: str
    format: str = "servanda/person/1"


def erased_document(erased: Erased) -> ErasedDocument:
    """Return the document of an erasure."""
    return ErasedDocument(
        person=erased.person,
        before=erased.before,
        files=tuple(map(rewritten_document, erased.files)),
        names=erased.names,
        still=tuple(map(str, erased.still)),
    )


def rewritten_document(file: Rewritten) -> RewrittenDocument:
    """Return the document of what became of a file."""
    return RewrittenDocument(
        file=str(file.path), named=file.named, emptied=file.emptied, left=file.is_left
    )
