"""Write the reference of the agreement's keys, out of their description in the source.

Its examples are pieces of one agreement that uses every key, in ``scripts/reference``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from servanda.agreement.printing.order import resolve, shape_of_item, shape_of_value
from servanda.agreement.printing.scalar import one_line
from servanda.agreement.surface.describe import describe
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.surface.shape import (
    Changes,
    Dated,
    Key,
    ListOf,
    Named,
    OneOf,
    Record,
    Shape,
)
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import ListNode, MappingNode, Node, ScalarNode
from servanda.operating_model.surface.root import OPERATING_MODEL

FOLDER = Path(__file__).resolve().parent / "reference"
WHOLE = FOLDER / "agreement.yaml"
AMENDMENT = FOLDER / "amendment.yaml"
MODEL = FOLDER / "operating-model.yaml"

Place = tuple[str, ...]
"""Where a record stands: the keys that lead to it, names that the author chose left out."""

_EXAMPLE_COLUMNS = 60
_HEAD = """\
# The keys of an agreement

Every key that an agreement can have, written from the code: `make docs`. How they work together is
told in [the agreement language](../language.md); what stands behind *formula* is in
[formulas](../formulas.md). The [JSON Schema](../../src/servanda/agreement/agreement.schema.json)
says the same to editors.

Keys are printed in the order of this page. All examples are pieces of
[one agreement](#an-agreement-with-every-key).
"""
_MODEL_HEAD = """\
# The keys of an operating model

Every key that an operating model can have, written from the code: `make docs`. How they work
together is told in [the operating model](../operating-model.md). The
[JSON Schema](../../src/servanda/operating_model/operating_model.schema.json) says the same to
editors; `servanda model schema` prints it.

Keys are printed in the order of this page. All examples are pieces of
[one operating model](#an-operating-model-with-every-key).
"""
_WHOLE_MODEL_HEAD = """
## An operating model with every key

Nobody needs all of them; a service that is as its ambition has it takes three lines.
"""
_WHOLE_HEAD = """
## An agreement with every key

Nobody needs all of them; most agreements are a quarter as long.
"""


@dataclass(frozen=True, slots=True)
class Language:
    """What a page describes: all keys, and the texts that use each of them."""

    root: Record
    files: tuple[Path, ...]


AGREEMENTS = Language(AGREEMENT, (WHOLE, AMENDMENT))
MODELS = Language(OPERATING_MODEL, (MODEL,))


def reference_page() -> str:
    """Return the page on agreements."""
    return _page(AGREEMENTS, _HEAD, _WHOLE_HEAD)


def model_reference_page() -> str:
    """Return the page on operating models."""
    return _page(MODELS, _MODEL_HEAD, _WHOLE_MODEL_HEAD)


def _page(language: Language, head: str, whole_head: str) -> str:
    parts = [head, "\n## Top level\n\n", _table(language.root, (), language)]
    parts += [_section(key, language) for key in language.root.keys]
    parts += [whole_head, _fenced(language.files[0].read_text(encoding="utf-8"))]
    return "".join(parts)


def _section(key: Key, language: Language) -> str:
    heading = f"\n## {key.name}\n\n{key.meaning} {_demand(key)}\n"
    tables = [
        _record(place, record, language) for place, record in records_in(key.holds, (key.name,))
    ]
    return "".join([heading, _shape_note(key.holds), *tables, _excerpt(key, language)])


def _demand(key: Key) -> str:
    if key.name == "amends":
        return "Required in amendments."
    return "Required." if key.required else "May be left out."


def _shape_note(shape: Shape) -> str:
    match shape:
        case Named(of=OneOf(shapes=shapes)):
            short = next(each for each in shapes if not isinstance(each, Record))
            return f"{_by_name(shape)} Each is {describe(short)}, or a mapping of the keys below.\n"
        case Named():
            return f"{_by_name(shape)}\n"
        case ListOf(or_one=True):
            return f"\nHolds {describe(shape.of)}, or a list of such.\n"
        case ListOf(of=OneOf(shapes=shapes)):
            return (
                f"\nHolds a list. Each is {describe(shapes[0])}, or a mapping of the keys below.\n"
            )
        case Record():
            return ""
        case _:
            return f"\nHolds {describe(shape)}.\n"


def _by_name(shape: Named) -> str:
    return f"\nHolds things by name: {describe(shape.keys)}."


def records_in(shape: Shape, place: Place) -> Iterator[tuple[Place, Record]]:
    """Give every record that may stand in a shape, with its place."""
    match shape:
        case Record():
            yield place, shape
            for key in shape.keys:
                yield from records_in(key.holds, (*place, key.name))
        case Named() | ListOf() | Dated():
            yield from records_in(shape.of, place)
        case OneOf():
            for each in shape.shapes:
                yield from records_in(each, place)
        case _:
            return


def _record(place: Place, record: Record, language: Language) -> str:
    title = f"\n### {', '.join(place)}\n" if len(place) > 1 else ""
    notes = []
    if len(record.one_of) > 1:
        notes.append(f"\nExactly one of {_listed(record.one_of)} is given.\n")
    if record.rest is not None:
        notes.append(
            f"\nAny other key is {describe(record.rest.keys)}; {_holds(record.rest.of)}.\n"
        )
    return "".join([title, *notes, "\n", _table(record, place, language)])


def _listed(names: tuple[str, ...]) -> str:
    return f"{', '.join(f'`{name}`' for name in names[:-1])} and `{names[-1]}`"


def _holds(shape: Shape) -> str:
    return f"it holds {describe(shape)}"


def _table(record: Record, place: Place, language: Language) -> str:
    examples = example_of_keys(language)
    lines = ["| key | means | holds | if left out | example |\n", "|---|---|---|---|---|\n"]
    for key in record.keys:
        absent = "*required*" if key.required else key.default
        example = examples.get((*place, key.name), "")
        cells = (
            f"`{key.name}`",
            key.meaning,
            "" if _is_told_below(key.holds) else describe(key.holds),
            absent,
            f"`{example}`" if example and len(example) <= _EXAMPLE_COLUMNS else "",
        )
        lines.append(f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |\n")
    return "".join(lines)


def _is_told_below(shape: Shape) -> bool:
    return any(records_in(shape, ()))


@cache
def example_of_keys(language: Language = AGREEMENTS) -> dict[Place, str]:
    """Return, by place, how a key first stands in the text that uses every key."""
    found: dict[Place, str] = {}
    for path in language.files:
        root = compose(path.name, path.read_bytes()).node
        assert root is not None
        for place, text in _keys_of(root, language.root, ()):
            found.setdefault(place, text)
    return found


def _keys_of(node: Node, allowed: Shape | None, place: Place) -> Iterator[tuple[Place, str]]:
    shape = resolve(node, allowed)
    match node:
        case MappingNode():
            for entry in node.entries:
                inside = place
                if isinstance(shape, Record) and shape.key(entry.key.text):
                    inside = (*place, entry.key.text)
                    yield inside, f"{entry.key.text}: {_one_line(entry.value)}"
                held = shape_of_value(shape, entry.key.text)
                # What is laid over other sections is told with those.
                if not isinstance(held, Changes):
                    yield from _keys_of(entry.value, held, inside)
        case ListNode():
            for item in node.items:
                yield from _keys_of(item, shape_of_item(shape), place)
        case ScalarNode():
            return


def _one_line(node: Node) -> str:
    match node:
        case MappingNode():
            pairs = (f"{entry.key.text}: {_one_line(entry.value)}" for entry in node.entries)
            return "{" + ", ".join(pairs) + "}"
        case ListNode():
            return f"[{', '.join(_one_line(item) for item in node.items)}]"
        case ScalarNode():
            return one_line(node.text, in_braces=False)


def _excerpt(key: Key, language: Language) -> str:
    if key.name == "amends":
        return _fenced(AMENDMENT.read_text(encoding="utf-8"))
    if not isinstance(key.holds, Named | ListOf | Record):
        return ""
    text = language.files[0].read_text(encoding="utf-8")
    matched = re.search(rf"^{re.escape(key.name)}:.*\n(?:[ #].*\n|\n)*", text, re.MULTILINE)
    assert matched is not None, f"{language.files[0].name} does not use {key.name}"
    return _fenced(matched[0])


def _fenced(text: str) -> str:
    return f"\n```yaml\n{text}```\n"
