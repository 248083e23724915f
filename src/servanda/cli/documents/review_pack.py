"""``servanda review pack --format json``."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.reports.paper import Paper, cell_words
from servanda.reports.reader import Reader

__all__ = ["PackTableDocument", "ReviewPackDocument", "review_pack_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTableDocument:
    """One table of a pack, its cells as people read them."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPackDocument:
    """What lies on the table of a review."""

    title: str
    opening: str
    sentences: tuple[str, ...]
    tables: tuple[PackTableDocument, ...]
    notes: tuple[str, ...]
    format: str = "servanda/review-pack/1"


def review_pack_document(paper: Paper, reader: Reader) -> ReviewPackDocument:
    """Return the document of a pack."""
    return ReviewPackDocument(
        title=paper.title,
        opening=paper.opening,
        sentences=paper.sentences,
        tables=tuple(
            PackTableDocument(
                title=each.title,
                headings=each.headings,
                rows=tuple(tuple(cell_words(cell, reader) for cell in row) for row in each.rows),
                note=each.note,
            )
            for each in paper.tables
        ),
        notes=paper.notes,
    )
