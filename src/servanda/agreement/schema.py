"""The JSON Schema by which editors complete and check an agreement while it is written.

It is made from the same description of every key that reading follows. An editor sees a number
where YAML has one, so that texts which look like numbers are let through; what a formula says
is left to ``servanda check``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from servanda.agreement.surface.describe import describe
from servanda.agreement.surface.root import AGREEMENT, AMENDMENT_KEYS_REQUIRED
from servanda.agreement.surface.shape import (
    Changes,
    Choice,
    Dated,
    DateShape,
    FormulaShape,
    Key,
    ListOf,
    Named,
    OneOf,
    Phrase,
    Record,
    Reference,
    Shape,
    Text,
    WholeNumber,
    YesNo,
)

__all__ = ["SCHEMA_FILE", "json_schema", "schema_of", "schema_text"]

SCHEMA_FILE: Final = Path(__file__).with_name("agreement.schema.json")
"""Where the schema lies, for editors."""

_Schema = dict[str, Any]
_SCALARS: Final = ["string", "number", "boolean"]
_DATE: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_REMOVES: Final = {"const": "remove", "description": "Takes this part out of the agreement."}


def json_schema() -> _Schema:
    """Return the schema of an agreement's text and of its amendments, by JSON Schema 2020-12.

    An amendment holds the keys that it changes: nothing in it is required but its own heading,
    and ``remove`` may stand for any part.

    Returns:
        Values that JSON can hold.

    Example:
        >>> json_schema()["$schema"]
        'https://json-schema.org/draft/2020-12/schema'

    References:
        JSON Schema 2020-12, https://json-schema.org/draft/2020-12
    """
    whole, changes = _Writer(amending=False), _Writer(amending=True)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Servanda agreement",
        "description": "A service agreement as text that runs, or an amendment of one.",
        "type": "object",
        "if": {"required": ["amends"]},
        "then": {"$ref": "#/$defs/amendment"},
        "else": {"$ref": "#/$defs/agreement"},
        "$defs": {
            "agreement": whole.root(AGREEMENT),
            "amendment": changes.root(AGREEMENT),
            **whole.sections(AGREEMENT),
            **changes.sections(AGREEMENT),
        },
    }


def schema_of(root: Record, title: str, description: str) -> _Schema:
    """Return the schema of a text of another kind, which nothing amends.

    Args:
        root: All of its keys.
        title: What it is called.
        description: What it is, in a sentence.
    """
    writer = _Writer(amending=False)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": description,
        **writer.root(root),
        "$defs": writer.sections(root),
    }


def schema_text() -> str:
    """Return the schema as the text of its file."""
    return json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n"


class _Writer:
    """Write shapes as schemas.

    Args:
        amending: Whether parts may be left out, or removed.
    """

    def __init__(self, *, amending: bool) -> None:
        self._amending = amending

    def root(self, root: Record) -> _Schema:
        """Return the schema of the top level."""
        required = AMENDMENT_KEYS_REQUIRED if self._amending else _required(root)
        absent = () if self._amending else ("amends",)
        properties = {key.name: self.reference(key) for key in root.keys if key.name not in absent}
        return {
            "type": "object",
            "properties": properties,
            "required": list(required),
            "additionalProperties": False,
        }

    def sections(self, root: Record) -> dict[str, _Schema]:
        """Return the schema of each top-level key, by the name of its definition."""
        schemas = {}
        for key in root.keys:
            writer = _Writer(amending=False) if key.name in AMENDMENT_KEYS_REQUIRED else self
            schemas[self._definition(key)] = writer.of(key.holds)
        return schemas

    def _definition(self, key: Key) -> str:
        word = key.name.replace(" ", "_")
        return f"changed_{word}" if self._amending else word if word != "agreement" else "name"

    def reference(self, key: Key) -> _Schema:
        """Return a reference to the schema of a top-level key."""
        return {
            "description": _explain(key),
            **self._removable({"$ref": f"#/$defs/{self._definition(key)}"}, key),
        }

    def _removable(self, schema: _Schema, key: Key | None = None) -> _Schema:
        if not self._amending or (key is not None and key.name in AMENDMENT_KEYS_REQUIRED):
            return schema
        return {"anyOf": [schema, _REMOVES]}

    def of(self, shape: Shape) -> _Schema:  # noqa: C901, PLR0911, PLR0912 - one schema per shape
        """Return the schema of a shape."""
        match shape:
            case Text():
                return _text(shape)
            case Choice():
                return {"enum": [value for word in shape.words for value in _as_read(word)]}
            case DateShape():
                return {"type": "string", "pattern": _DATE, "examples": ["2026-01-31"]}
            case WholeNumber():
                return {"type": "integer", "minimum": shape.least, "maximum": shape.most}
            case YesNo():
                return {"enum": ["yes", "no"]}
            case FormulaShape() | Phrase():
                return _formula(shape)
            case Reference():
                return {"type": _SCALARS, "description": f"{_capital(describe(shape))}."}
            case ListOf():
                several = {"type": "array", "items": self.of(shape.of)}
                return {"anyOf": [self.of(shape.of), several]} if shape.or_one else several
            case Named():
                return self._named(shape)
            case Dated():
                return {"anyOf": [self.of(shape.of), self._by_date(shape)]}
            case Record():
                return self._record(shape)
            case Changes():
                return _changes(shape)
            case OneOf():
                return {"anyOf": [self.of(each) for each in shape.shapes]}

    def _named(self, shape: Named) -> _Schema:
        return {
            "type": "object",
            "propertyNames": _name_of_key(shape.keys),
            "additionalProperties": self._removable(self.of(shape.of)),
            "examples": [shape.example],
        }

    def _by_date(self, shape: Dated) -> _Schema:
        return {
            "type": "object",
            "description": "Values by the date from which they apply.",
            "propertyNames": {"pattern": _DATE},
            "additionalProperties": self._removable(self.of(shape.of)),
            "minProperties": 1,
        }

    def _record(self, shape: Record) -> _Schema:
        rest = shape.rest
        schema: _Schema = {
            "type": "object",
            "properties": {key.name: self._property(key) for key in shape.keys},
            "additionalProperties": self._removable(self.of(rest.of)) if rest else False,
            "examples": [shape.example],
        }
        if not self._amending:
            schema |= {"required": list(_required(shape))} if _required(shape) else {}
            if shape.one_of:
                schema["oneOf"] = [{"required": [name]} for name in shape.one_of]
        return schema

    def _property(self, key: Key) -> _Schema:
        schema = self._removable(self.of(key.holds))
        return schema | {"description": _explain(key)}


def _changes(shape: Changes) -> _Schema:
    """Return the schema of sections as an amendment would change them."""
    writer = _Writer(amending=True)
    return {
        "type": "object",
        "properties": {key.name: writer.reference(key) for key in shape.of.keys},
        "additionalProperties": False,
        "examples": [shape.of.example],
    }


def _required(record: Record) -> tuple[str, ...]:
    return tuple(key.name for key in record.keys if key.required)


def _explain(key: Key) -> str:
    sentences = [key.meaning, f"{_capital(describe(key.holds))}."]
    if key.default:
        sentences.append(f"Default: {key.default}.")
    return " ".join(sentences)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _text(shape: Text) -> _Schema:
    length: Mapping[str, Any] = {"maxLength": shape.characters_max}
    if shape.pattern:
        return {"type": "string", "pattern": f"^({shape.pattern})$", **length}
    return {"type": _SCALARS, **length}


def _formula(shape: FormulaShape | Phrase) -> _Schema:
    pattern = shape.pattern if isinstance(shape, Phrase) else ""
    schema: _Schema = {"type": _SCALARS, "examples": [shape.example]}
    return {**schema, "type": "string", "pattern": f"^({pattern})$"} if pattern else schema


def _name_of_key(shape: Text | DateShape | Phrase | Reference) -> _Schema:
    """Return what a mapping's keys match; they are texts whatever they look like."""
    match shape:
        case Text() if shape.pattern:
            return {"pattern": f"^({shape.pattern})$", "maxLength": shape.characters_max}
        case DateShape():
            return {"pattern": _DATE}
        case Phrase() if shape.pattern:
            return {"pattern": f"^({shape.pattern})$"}
        case _:
            return {"minLength": 1}


def _as_read(word: str) -> list[str | int]:
    """Return a word as editors may read it: ``1`` is a number to them."""
    return [word, int(word)] if word.isdigit() else [word]
