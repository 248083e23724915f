"""An agreement's text, from its parts."""

from __future__ import annotations

from random import Random

from tests.properties.draft import decimal
from tests.properties.sheet import Section, Sheet

__all__ = ["text_of"]

EVIDENCE = """\
evidence:
  outages:
    each: interval
    noun: failure
    from: began
    until: ended
    key: id
    columns: {id: text, began: instant, ended: instant, service: text, users: whole number}
"""
BOOKINGS = """\
  bookings:
    each: record
    noun: booking
    at: booked
    columns: {booked: instant, cost: money EUR, service: text}
"""
STATED = """\
  earlier_statements:
    each: record
    noun: earlier_statement
    at: told
    columns:
      told: instant
      paid: {type: money EUR, only: known}
      reached: percent
      service: text
"""


def text_of(sheet: Sheet, random: Random) -> str:
    """Return the text of an agreement's first version.

    Parts stand in the order of the language or in another one, which means the same.
    """
    measures = sheet.measures.values()
    parts = [
        "servanda: 1\n",
        "agreement: generated\n",
        "title: An agreement from a seed\n",
        "parties: {client: {name: Client, zone: UTC}, provider: {name: Provider}}\n",
        f"in force: {{from: {sheet.first_day}, until: {sheet.last_day}}}\n",
        _settlement(sheet),
        _terms(sheet),
        _section("tables", dict(sheet.tables)),
        _section("calendars", dict(sheet.calendars)),
        EVIDENCE
        + (BOOKINGS if any(x.kind != "share" for x in measures) else "")
        + (STATED if sheet.history else ""),
        sheet.history,
        _section("conditions", dict(sheet.conditions)),
        _section("rows", dict(sheet.rows)),
        _section("measures", {each.name: each.text for each in measures}),
        _section("commitments", {name: text for name, (text, _) in sheet.commitments.items()}),
        _section("figures", dict(sheet.figures)),
        *(
            _section(
                section.value,
                {x.name: x.text for x in sheet.lines.values() if x.section is section},
            )
            for section in Section
        ),
        _limits(sheet),
        _section("readings", dict(sheet.readings)),
    ]
    if random.random() < 0.2:
        random.shuffle(parts)
    return "".join(parts)


def _settlement(sheet: Sheet) -> str:
    fields = [f"every: {sheet.every}"]
    fields += [f"starts on: {sheet.starts_on}"] if sheet.starts_on != 1 else []
    fields += [f"zone: {sheet.zone}"] if sheet.zone != "UTC" else []
    fields += ["currency: EUR", f"rounding: {decimal(sheet.quantum)} EUR {sheet.mode}"]
    fields += [f"stabilization: {sheet.stabilization} periods"] if sheet.stabilization else []
    return f"settlement: {{{', '.join(fields)}}}\n"


def _terms(sheet: Sheet) -> str:
    terms = {name: text for name, (text, _) in sheet.terms.items()}
    return _section("terms", terms | {name: text for name, (text, _) in sheet.keyed.items()})


def _section(name: str, parts: dict[str, str]) -> str:
    if not parts:
        return ""
    return f"{name}:\n" + "".join(f"  {key}: {text}\n" for key, text in parts.items())


def _limits(sheet: Sheet) -> str:
    if not sheet.limits:
        return ""
    return "limits:\n" + "".join(f"  - {each.text}\n" for each in sheet.limits)
