"""What editors complete and check is what reading asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from servanda.agreement.schema import json_schema
from servanda.agreement.surface.root import AGREEMENT
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import ListNode, MappingNode, Node
from tests.agreement.shipped import SHIPPED, shown

_VALIDATOR = Draft202012Validator(json_schema())


def as_editors_read(node: Node) -> object:
    """Return a text as YAML 1.2's core schema reads it: numbers and true are no texts."""
    match node:
        case MappingNode():
            return {entry.key.text: as_editors_read(entry.value) for entry in node.entries}
        case ListNode():
            return [as_editors_read(item) for item in node.items]
        case _ if not node.style and re.fullmatch(r"-?[0-9]+", node.text):
            return int(node.text)
        case _ if not node.style and re.fullmatch(r"-?[0-9]+\.[0-9]*", node.text):
            return float(node.text)
        case _ if not node.style and node.text in {"true", "false"}:
            return node.text == "true"
        case _:
            return node.text


def _mistakes(text: str) -> list[str]:
    composed = compose("a.yaml", text.encode())
    assert composed.node is not None
    return [error.message for error in _VALIDATOR.iter_errors(as_editors_read(composed.node))]


_SMALL = """\
servanda: 1
agreement: northwind-acme
title: Payments
parties:
  client: {name: Acme Bank, zone: Europe/Amsterdam}
  provider: {name: Northwind Services}
in force: {from: 2026-01-01, until: 2028-12-31}
settlement: {every: month, currency: EUR}
calendars:
  office: {open: {mon-fri: 08:00-18:00}, holidays: NL}
evidence:
  incidents: {each: case, key: number, columns: {number: text, opened: instant, closed: instant}}
measures:
  restored:
    from: incidents
    clock: {start: opened, stop: closed, within: 4 hours}
    value: share(met)
commitments:
  restored: {expected: at least 95%, critical: yes}
"""


def test_schema_is_sound() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", SHIPPED, ids=shown)
def test_shipped_agreements_are_valid(path: Path) -> None:
    assert _mistakes(path.read_text(encoding="utf-8")) == []


def test_small_agreement_is_valid() -> None:
    assert _mistakes(_SMALL) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("title: Payments\n", ""),
        ("servanda: 1", "servanda: 2"),
        ("northwind-acme", "Northwind Acme"),
        ("title:", "titel:"),
        ("2026-01-01", "2026-13-01"),
        ("2026-01-01", "01-02-2026"),
        ("every: month", "every: fortnight"),
        ("currency: EUR", "currency: euro"),
        ("currency: EUR", "currency: EUR, starts on: 32"),
        ("holidays: NL", "holidays: Netherlands"),
        ("mon-fri: 08:00-18:00", "mon-fri: office hours"),
        ("  office:", "  Office Hours:"),
        ("each: case", "each: ticket"),
        ("opened: instant", "opened: moment"),
        ("clock: {start: opened, ", "clock: {"),
        ("    clock: {", "    ratio: {at: opened}\n    clock: {"),
        ("    value: share(met)\n", ""),
        ("at least 95%", "95%"),
        ("critical: yes", "critical: true"),
        ("{expected: at least 95%, critical: yes}", "remove"),
    ],
)
def test_broken_agreements_are_not(right: str, wrong: str) -> None:
    broken = _SMALL.replace(right, wrong, 1)
    assert broken != _SMALL
    assert _mistakes(broken)


def test_amendments_need_no_more_than_what_they_change() -> None:
    amendment = """\
servanda: 1
agreement: northwind-acme
amends: {number: 1, from: 2027-01-01}
commitments:
  restored: {expected: at least 97%}
  slow: remove
"""
    assert _mistakes(amendment) == []
    assert _mistakes(amendment.replace("expected", "expekted"))
    assert _mistakes(amendment.replace("number: 1, ", ""))


def test_every_key_is_described_once_for_each_place() -> None:
    schema = json_schema()
    top = schema["$defs"]["agreement"]["properties"]
    assert set(top) == {key.name for key in AGREEMENT.keys} - {"amends"}
    described = [found for found in _properties(schema) if found.get("description")]
    assert described == list(_properties(schema))


def _properties(schema: object) -> Iterator[dict[str, object]]:
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield from schema["properties"].values()
        for value in schema.values():
            yield from _properties(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _properties(value)
