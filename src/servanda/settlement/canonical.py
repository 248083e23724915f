"""A statement's bytes: RFC 8785 JSON, the same on any machine.

Amounts are texts: an exact decimal where there is one, else a fraction (``800/11``). The shape
is versioned by ``FORMAT``; readers must refuse a version that they do not know.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import PurePath
from typing import Any

import rfc8785

from servanda.facts.figure import NoValue
from servanda.facts.statement import WHERE_GIVEN, Statement
from servanda.facts.trace import Step
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity
from servanda.kernel.source import SourceSpan
from servanda.kernel.time import Instant

__all__ = ["FORMAT", "statement_bytes", "statement_json", "statement_sha256"]

FORMAT = "servanda/statement/1"

Json = dict[str, Any] | list[Any] | str | bool | int | None


def statement_json(statement: Statement) -> dict[str, Any]:
    """Return a statement as JSON values; steps of other periods are named, not repeated."""
    body = _plain(statement, statement.period.label)
    assert isinstance(body, dict)
    return {"format": FORMAT, **body}


def statement_bytes(statement: Statement) -> bytes:
    """Return a statement's canonical bytes (RFC 8785, UTF-8)."""
    return rfc8785.dumps(statement_json(statement))


def statement_sha256(statement: Statement) -> str:
    """Return the digest by which both parties name a statement, lower-case hex."""
    return hashlib.sha256(statement_bytes(statement)).hexdigest()


def _plain(value: object, period: str) -> Json:
    if isinstance(value, Step) and value.period not in {"", period}:
        return {"name": value.name, "value": _plain(value.value, period), "period": value.period}
    if isinstance(value, SourceSpan):
        # Where a text lies on one machine is no part of what both parties hold.
        return f"{PurePath(value.file).name}:{value.line}:{value.column}"
    if isinstance(value, Quantity):
        return {"amount": amount_text(value.amount), "unit": str(value.unit)}
    if isinstance(value, NoValue):
        return {"absent": value.why.value, "note": value.note}
    return _plain_ground(value, period)


def _plain_ground(value: object, period: str) -> Json:
    match value:
        case None | bool() | str() | int():
            return value
        case Enum():
            return _plain(value.value, period)
        case Instant():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {str(key): _plain(each, period) for key, each in value.items()}
        case tuple() | list():
            return [_plain(each, period) for each in value]
    if is_dataclass(value):
        held = {each.name: getattr(value, each.name) for each in fields(value)}
        for each in fields(value):
            if WHERE_GIVEN in each.metadata and not held[each.name]:
                del held[each.name]
        return {name: _plain(each, period) for name, each in held.items()}
    raise TypeError(type(value).__name__)
