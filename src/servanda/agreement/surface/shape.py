"""Shapes: what may stand at a place of the text."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "Changes",
    "Choice",
    "DateShape",
    "Dated",
    "FormulaShape",
    "Key",
    "ListOf",
    "Named",
    "OneOf",
    "Phrase",
    "Record",
    "Reference",
    "Shape",
    "Text",
    "WholeNumber",
    "YesNo",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Any text.

    Args:
        pattern: Regular expression that all of it matches; empty for any text.
        form: That pattern in words, for messages.
        characters_max: Longest text, in characters.
    """

    pattern: str = ""
    form: str = "a text"
    characters_max: int = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a few words of the language."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateShape:
    """A day, written 2026-01-31."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeNumber:
    """A whole number; both ends are allowed."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo:
    """``yes`` or ``no``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormulaShape:
    """A formula; ``gives`` says in words what comes out of it."""

    gives: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A short text with a form of its own, read by its section: ``mon-fri``, ``at least 95%``.

    Args:
        form: The form in words, for messages.
        example: A text of this form.
        pattern: Regular expression that every such text matches, for editors; it may let more
            through than the section's reader, never less. Empty for any text.
    """

    form: str
    example: str
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A name that the agreement declares elsewhere: ``what`` is a section's word."""

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A list; with ``or_one`` a single item may stand for a list of it."""

    of: Shape
    or_one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A mapping whose keys the author chooses.

    Args:
        of: What each key holds.
        keys: What a key is: a name, a date, a range in words, any text.
        example: A mapping of this shape.
    """

    of: Shape
    keys: Text | DateShape | Phrase | Reference
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A value, or values by the date from which they apply."""

    of: Shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of a record.

    Args:
        name: As written, words with spaces.
        holds: What stands behind it.
        meaning: What it says, in one line.
        required: Whether it must be given.
        default: What holds where it is not given, in words; may be empty.
    """

    name: str
    holds: Shape
    meaning: str
    required: bool = False
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A mapping with keys of the language.

    Args:
        what: Its name in messages: ``measure``.
        keys: Its keys, in the order in which they are printed.
        example: A mapping of this shape.
        one_of: Keys of which exactly one must be given.
        rest: What any other key holds; nothing allows no other key.
    """

    what: str
    keys: tuple[Key, ...]
    example: str
    one_of: tuple[str, ...] = ()
    rest: Named | None = None

    def key(self, name: str) -> Key | None:
        """Return a key by its name."""
        return next((key for key in self.keys if key.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOf:
    """One of several shapes, told apart by their kinds and keys, tried in this order."""

    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is laid over sections of the same text, as an amendment is.

    Nothing in it is required, and ``remove`` takes a part out; what comes out has the sections'
    own shapes.

    Args:
        of: The sections that may be changed.
    """

    of: Record


Shape = (
    Text
    | Choice
    | DateShape
    | WholeNumber
    | YesNo
    | FormulaShape
    | Phrase
    | Reference
    | ListOf
    | Named
    | Dated
    | Record
    | OneOf
    | Changes
)
