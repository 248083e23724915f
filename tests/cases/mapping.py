"""How one case's scenarios become evidence, and which figure each expected field is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cases.fill import Missing, fill, find, whole
from tests.cases.shared import AGREEMENTS, Case, Scenario, load_yaml

__all__ = ["Prepared", "Table", "mapping_of", "prepare"]

_TEXT = "agreement.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of evidence, every cell a text."""

    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A scenario ready to run.

    Args:
        text: The agreement's text.
        period: Label of the last period that is settled.
        evidence: Tables by name.
        fields: Where each expected field is found.
        trials: Changes of the text that a field asks about, by name.
    """

    text: Path
    period: str
    evidence: Mapping[str, Table]
    fields: Mapping[str, Any]
    trials: Mapping[str, Any]


def mapping_of(case: Case) -> Mapping[str, Any]:
    """Read how a case's scenarios are run."""
    read: Mapping[str, Any] = load_yaml(AGREEMENTS / case.name / "scenario.yaml")
    return read


def prepare(case: Case, scenario: Scenario, mapping: Mapping[str, Any]) -> Prepared:
    """Fill the mapping with what a scenario gives."""
    own = mapping.get("scenarios", {}).get(scenario.name, {})
    merged = {key: {**mapping.get(key, {}), **own.get(key, {})} for key in ("evidence", "expected")}
    values = {**scenario.inputs, "parameters": case.parameters}
    for name, given in {**mapping.get("given", {}), **own.get("given", {})}.items():
        values[name] = fill(given, values)
    text = fill(own.get("text", mapping.get("text", _TEXT)), values)
    return Prepared(
        text=AGREEMENTS / case.name / text,
        period=fill(own.get("period", mapping.get("period", "")), values),
        evidence={name: _table(rows, values) for name, rows in merged["evidence"].items()},
        fields={name: _filled(field, values) for name, field in merged["expected"].items()},
        trials=mapping.get("trials", {}),
    )


def _filled(field: Any, values: Mapping[str, Any]) -> Any:
    if isinstance(field, Mapping):
        return {key: _filled(value, values) for key, value in field.items()}
    if isinstance(field, list):
        return [_filled(each, values) for each in field]
    try:
        return fill(field, values)
    except Missing:
        return field


def _table(templates: Sequence[Mapping[str, Any]], values: Mapping[str, Any]) -> Table:
    cells = [template.get("row", template) for template in templates]
    return Table(
        columns=tuple(dict.fromkeys(column for row in cells for column in row)),
        rows=tuple(row for template in templates for row in _rows(template, values)),
    )


def _rows(template: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Mapping[str, str]]:
    """Yield the rows of a template; one that asks for what is not given makes none."""
    cells = template.get("row", template)
    try:
        for item in _items(template, values):
            yield {column: fill(cell, item) for column, cell in cells.items()}
    except Missing:
        return


def _items(template: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "for each" in template:
        found = find(template["for each"], values)
        pairs = list(found.items()) if isinstance(found, Mapping) else list(enumerate(found))
        for number, (key, item) in enumerate(pairs):
            inside = {**values, "item": item, "key": str(key), "number": str(number)}
            inner = {key: value for key, value in template.items() if key != "for each"}
            inner["for each"] = template.get("in each", "")
            if inner["for each"]:
                yield from _inside(inner, {**inside, "outer": item, "outer_number": str(number)})
            else:
                yield from _repeated(template, inside)
    else:
        yield from _repeated(template, values)


def _inside(template: Mapping[str, Any], values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from _items({key: value for key, value in template.items() if key != "in each"}, values)


def _repeated(
    template: Mapping[str, Any], values: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    if "repeat" not in template:
        yield values
        return
    for number in range(whole(template["repeat"], values)):
        yield {**values, "number": str(number)}
