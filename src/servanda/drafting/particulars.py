"""What a person says about an agreement before there is one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from servanda.drafting.roles import ROLES, plain
from servanda.evidence.sketch import Sketch

__all__ = ["Export", "Particulars", "quoted", "text_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """Say who agrees, since when and for how much.

    Args:
        title: What the agreement is called.
        client: The client's name.
        provider: The provider's name.
        country: Where public holidays are taken from, a code of two letters; may be empty.
        zone: The client's IANA zone.
        currency: ISO 4217 code.
        decimals: How many decimals amounts of the currency have.
        monthly_fee: The fee, exact.
        first_day: The first day in force.
        last_day: The last one, included.
    """

    title: str
    client: str
    provider: str
    country: str
    zone: str
    currency: str
    decimals: int
    monthly_fee: Decimal
    first_day: date
    last_day: date

    @property
    def identifier(self) -> str:
        """Return the agreement's name, made from its parties."""
        words = plain(f"{self.provider} {self.client}").split()[:6]
        name = "-".join(words)
        return name if re.match(r"[a-z]", name) else f"agreement-{name}".rstrip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """Say how somebody's own file is read.

    Args:
        path: The file.
        zone: Zone of times without offset.
        sketch: What it seems to hold.
        columns: Headings by role.
        words: For each role, what becomes of texts of the file.
    """

    path: Path
    zone: str
    sketch: Sketch
    columns: Mapping[str, str]
    words: Mapping[str, Mapping[str, str]]


def quoted(text: str) -> str:
    """Return a text as YAML spells it; house style takes the quotes off where it can.

    Example:
        >>> quoted("the client's")
        "'the client''s'"
    """
    bare = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return "'" + bare.replace("'", "''") + "'"


def text_of(export: Export, *, table: str, noun: str, form: str) -> str:
    """Return how a file is read, as it stands below ``evidence:``.

    Args:
        export: The file.
        table: The table's name in the agreement.
        noun: What a row is counted as.
        form: ``case`` or ``interval``.
    """
    lines = [
        f"  {table}:",
        f"    each: {form}",
        f"    noun: {noun}",
        f"    file: {quoted(export.path.name)}",
        f"    key: {next(iter(export.columns))}",
    ]
    if form == "interval":
        lines += ["    from: began", "    until: ended"]
    lines.append(f"    zone: {export.zone}")
    if export.sketch.nulls:
        lines.append(f"    nulls: [{', '.join(map(quoted, export.sketch.nulls))}]")
    lines.append("    columns:")
    lines += [_column(export, role, heading) for role, heading in export.columns.items()]
    return "\n".join(lines) + "\n"


def _column(export: Export, role: str, heading: str) -> str:
    parts = [f"from: {quoted(heading)}", f"type: {ROLES[role].type.value}"]
    pattern = export.sketch.columns[heading].column.format
    if pattern and ROLES[role].type.value == "instant":
        parts.append(f"format: {quoted(pattern)}")
    words = export.words.get(role, {})
    if words:
        pairs = ", ".join(f"{quoted(word)}: {quoted(name)}" for word, name in words.items())
        parts.append(f"values: {{{pairs}}}")
    return f"      {role}: {{{', '.join(parts)}}}"
