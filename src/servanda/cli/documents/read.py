"""``servanda read --format json``."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.cli.documents.common import ValueDocument, value_document
from servanda.pipeline.plain.overview import Overview
from servanda.reports.plain_view import PlainItem, PlainView
from servanda.reports.reader import Reader

__all__ = ["ReadDocument", "ReadItem", "ReadSection", "read_document"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadItem:
    """One thing in sentences; ``name`` is its name in the agreement, ``picture`` a calendar."""

    name: str
    title: str
    sentences: tuple[str, ...]
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSection:
    """What belongs together."""

    heading: str
    items: tuple[ReadItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadDocument:
    """An agreement in plain words.

    ``worst`` and ``best`` are the service credits and the incentives that a month can come to
    within limits, null if nothing limits them.
    """

    agreement: str
    title: str
    period: str
    charges: ValueDocument
    worst: ValueDocument | None
    best: ValueDocument | None
    sections: tuple[ReadSection, ...]
    format: str = "servanda/read/1"


def read_document(overview: Overview, view: PlainView, reader: Reader) -> ReadDocument:
    """Return the document of an agreement read."""
    stakes = overview.stakes
    return ReadDocument(
        agreement=overview.version.identifier,
        title=overview.version.title,
        period=overview.period.label,
        charges=value_document(stakes.charges, reader),
        worst=value_document(stakes.worst, reader) if stakes.worst else None,
        best=value_document(stakes.best, reader) if stakes.best else None,
        sections=tuple(
            ReadSection(heading=each.heading, items=tuple(map(_item, each.items)))
            for each in view.sections
        ),
    )


def _item(item: PlainItem) -> ReadItem:
    return ReadItem(
        name=item.name, title=item.title, sentences=item.sentences, picture=item.picture
    )
