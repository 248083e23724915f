"""Write the page of JSON shapes, and their schemas, out of the shapes themselves."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from inspect import cleandoc
from typing import Any, get_args, get_type_hints

from pydantic import TypeAdapter

from servanda.cli.documents.every import DOCUMENTS

_INTRODUCTION = """\
# JSON of the command line

Every command takes `--format json` and prints one document, in UTF-8, to standard output. Its
`format` names the shape and its version: `servanda/check/1`. A version never changes its meaning
and never loses a field; new fields may be added, so that readers skip what they do not know. Where
mistakes stand in the way of an answer, the document is that of `servanda check`, and the exit code
is 1.

Amounts are texts, so that nothing is rounded on the way: an exact decimal (`0.975`) where there is
one, else a fraction (`800/11`). Shares are fractions of one, durations are in seconds. Instants are
ISO 8601 in UTC. The parts that shapes are made of stand at the end; the JSON
Schema of each shape is in [`json/`](json/).
"""
_WORDS = {"str": "text", "int": "whole number", "bool": "true or false", "NoneType": "null"}


def json_pages() -> dict[str, str]:
    """Return the page and the schemas, by path below ``docs``."""
    pages = {"json.md": _page()}
    for shape in DOCUMENTS.values():
        pages[f"json/{_file(shape)}"] = json.dumps(_schema(shape), indent=2) + "\n"
    return pages


def _page() -> str:
    whole = list(DOCUMENTS.values())
    nested = {part for shape in whole for part in _reachable(shape)} - set(whole)
    parts = sorted(nested, key=lambda shape: shape.__name__)
    lines = [_INTRODUCTION]
    for command, shape in DOCUMENTS.items():
        link = f"`{_format_of(shape)}` ([schema](json/{_file(shape)}))"
        lines += [f"## {command}", "", link, "", *_table(shape)]
    lines += ["## Parts", ""]
    for shape in parts:
        lines += [f"### {shape.__name__}", "", *_table(shape)]
    return "\n".join(lines)


def _table(shape: type) -> list[str]:
    hints = get_type_hints(shape)
    rows = [f"| `{field.name}` | {_word(hints[field.name])} |" for field in _ordered(shape)]
    words = cleandoc(shape.__doc__ or "").replace("``", "`")
    return [words, "", "| field | is |", "|---|---|", *rows, ""]


def _ordered(shape: type) -> list[Any]:
    found = list(fields(shape))
    return sorted(found, key=lambda field: field.name != "format")


def _reachable(shape: type) -> list[type]:
    found = [shape]
    for each in found:
        for hint in get_type_hints(each).values():
            found += [part for part in _shapes_in(hint) if part not in found]
    return found


def _shapes_in(hint: object) -> list[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        return [hint]
    return [shape for part in get_args(hint) for shape in _shapes_in(part)]


def _word(hint: object) -> str:
    parts = [part for part in get_args(hint) if part is not Ellipsis]
    name = getattr(hint, "__name__", str(hint))
    if not parts:
        return _linked(hint, name) if is_dataclass(hint) else _WORDS.get(name, "anything")
    if name == "tuple":
        return f"list of {_word(parts[0])}"
    if name == "Mapping":
        return f"mapping from {_word(parts[0])} to {_word(parts[1])}"
    return " or ".join(_word(part) for part in parts)


def _linked(shape: object, name: str) -> str:
    """Link a shape to its section: a part's own, or that of the command that prints it."""
    commands = {whole: command for command, whole in DOCUMENTS.items()}
    if isinstance(shape, type) and shape in commands:
        command = commands[shape]
        return f"[the document of `{command}`](#{command.replace(' ', '-')})"
    return f"[{name}](#{name.lower()})"


def _schema(shape: type) -> dict[str, Any]:
    schema = TypeAdapter(shape).json_schema(mode="serialization")
    schema["properties"]["format"] = {"const": _format_of(shape)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": _format_of(shape),
        **schema,
    }


def _format_of(shape: type) -> str:
    return next(str(field.default) for field in fields(shape) if field.name == "format")


def _file(shape: type) -> str:
    _, name, version = _format_of(shape).split("/")
    return f"{name}-{version}.schema.json"
