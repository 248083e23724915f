"""An agreement in plain words, as sections of short sentences."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PlainItem", "PlainSection", "PlainView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainItem:
    """Say something about one thing.

    Args:
        name: Its name in the agreement, empty where it has none.
        title: What it is called, empty where the sentences stand alone.
        sentences: What there is to say, each a sentence.
        picture: A picture in text, empty if there is none.
    """

    name: str = ""
    title: str = ""
    sentences: tuple[str, ...]
    picture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainSection:
    """Group what belongs together."""

    heading: str
    items: tuple[PlainItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainView:
    """Hold the whole, from who to how much."""

    title: str
    sections: tuple[PlainSection, ...]
