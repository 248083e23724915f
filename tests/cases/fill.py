"""Templates of a mapping filled with what a scenario gives.

``{fee}`` is an input, ``{item.level}`` a part of the list's item at hand, ``{number}`` its
position from 0, ``{#levels}`` how many there are, ``{share|100}`` an input or else 100.
``2024-06-10T00:00:00Z + 61 minutes`` is an instant, ``2024-01 + 3 months`` a month.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from fractions import Fraction
from math import prod
from typing import Any

__all__ = ["Missing", "fill", "find", "whole"]

_HOLE = re.compile(r"\{(#?)([A-Za-z0-9_./-]+)(?:\|([^}]*))?\}")
_MOVED = re.compile(r"(\d{4}-\d{2}(?:-\d{2})?(?:T[0-9:.]+Z)?)((?:\s*[+-]\s*[0-9./*]+\s+[a-z]+)+)")
_STEP = re.compile(r"([+-])\s*([0-9./*]+)\s+([a-z]+)")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400}


class Missing(LookupError):
    """A template asks for something that the scenario does not give."""


def find(path: str, values: Mapping[str, Any]) -> Any:
    """Return what lies at a dotted path; raises ``Missing``."""
    found: Any = values
    for part in path.split("."):
        if isinstance(found, Mapping) and part in found:
            found = found[part]
        elif isinstance(found, list) and part.isdecimal() and int(part) < len(found):
            found = found[int(part)]
        else:
            raise Missing(path)
    return found


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Return a template with its holes filled and its times moved; raises ``Missing``."""
    filled = _HOLE.sub(lambda hole: _text(hole, values), template)
    moved = _MOVED.fullmatch(filled.strip())
    return _move(moved[1], moved[2]) if moved else filled


def whole(template: str, values: Mapping[str, Any]) -> int:
    """Return how many times something is repeated: whole numbers with ``+``, ``-``, ``*``."""
    text = fill(template, values)
    total = 0
    for sign, product in re.findall(r"([+-]?)\s*([0-9]+(?:\s*\*\s*[0-9]+)*)", text):
        size = prod(map(int, product.split("*")))
        total += -size if sign == "-" else size
    return total


def _text(hole: re.Match[str], values: Mapping[str, Any]) -> str:
    counted, path, default = hole.groups()
    try:
        found = find(path, values)
    except Missing:
        if default is None:
            raise
        return default
    if counted:
        return str(len(found))
    if not isinstance(found, str):
        raise Missing(path)
    return found


def _move(start: str, steps: str) -> str:
    length = len(start)
    moment = datetime.fromisoformat(f"{start}-01" if length == 7 else start)
    for sign, amount, unit in _STEP.findall(steps):
        count = Fraction(prod(map(Fraction, amount.split("*")))) * (-1 if sign == "-" else 1)
        moment = _step(moment, count, unit.removesuffix("s"))
    if length <= 10:
        return moment.strftime("%Y-%m-%d")[:length]
    return moment.isoformat().replace("+00:00", "Z")


def _step(moment: datetime, count: Fraction, unit: str) -> datetime:
    if unit == "month":
        months = moment.year * 12 + moment.month - 1 + int(count)
        year, month = divmod(months, 12)
        last = calendar.monthrange(year, month + 1)[1]
        return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
    return moment + timedelta(microseconds=int(count * _SECONDS[unit] * 1_000_000))
