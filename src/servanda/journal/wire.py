"""Entries as JSON and back.

An entry is one line of canonical JSON (RFC 8785). Money is a text with its currency
(``"1250.50 EUR"``), a share a text (``"0.4"``, ``"1/3"``), an instant ISO 8601 in UTC, a day ISO
8601. Keys that the format does not know are refused, so that nothing signed is overlooked.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

import cattrs
import rfc8785
from cattrs.gen import make_dict_unstructure_fn, override
from cattrs.strategies import configure_tagged_union

from servanda.facts.decision import Act, Entry, LinePaid, ReviewHeld
from servanda.facts.figure import Segment
from servanda.journal.acts import ACTS, name_of
from servanda.kernel.decimals import amount_text
from servanda.kernel.quantity import Quantity
from servanda.kernel.time import Instant
from servanda.kernel.unit import BaseKind

__all__ = [
    "FORMAT",
    "NotAnEntry",
    "act_content",
    "entry_bytes",
    "read_act",
    "read_draft",
    "read_entry",
    "signed_bytes",
]

FORMAT = "servanda/entry/1"

_MONEY = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?) ([A-Z]{3})")
_SHARE = re.compile(r"[0-9]+(?:\.[0-9]+|/[1-9][0-9]*)?")
_FIELDS = frozenset(each.name for each in fields(Entry)) | {"act"}
_NOT_SIGNED = ("signature", "sha256")


class NotAnEntry(ValueError):
    """A line is no entry; ``problems`` says why, each in a sentence that names its key."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def entry_bytes(entry: Entry) -> bytes:
    """Return an entry's line as canonical JSON (RFC 8785, UTF-8), without a line end."""
    return rfc8785.dumps(_plain(entry, leave=("sha256",)))


def signed_bytes(entry: Entry) -> bytes:
    """Return what the party signs: the entry's canonical JSON without its signature."""
    return rfc8785.dumps(_plain(entry, leave=_NOT_SIGNED))


def read_entry(line: bytes, acts: Mapping[str, type[Act]] = ACTS) -> Entry:
    """Read one line of a journal; its digest is that of the line's bytes.

    Args:
        line: Its bytes, without the line end.
        acts: What can be said in such a journal, by name.

    Raises:
        NotAnEntry: It is no JSON, not in canonical form, of another format, or a key is missing,
            unknown or of the wrong kind.
    """
    entry = replace(_structured(line, acts), sha256=hashlib.sha256(line).hexdigest())
    if _canonical(entry) != line:
        raise NotAnEntry(("it is not in canonical form (RFC 8785)",))
    return entry


def read_draft(message: bytes) -> Entry:
    """Read what a party is asked to sign: an entry without its signature.

    Raises:
        NotAnEntry: It is none, names no key, or is signed already.
    """
    entry = _structured(message, ACTS)
    if entry.signature or not entry.key:
        raise NotAnEntry(("it is signed already, or names no key that shall sign it",))
    try:
        same = signed_bytes(entry) == message
    except (rfc8785.CanonicalizationError, ValueError):
        same = False
    if not same:
        raise NotAnEntry(("it is not in canonical form (RFC 8785)",))
    return entry


def _structured(line: bytes, acts: Mapping[str, type[Act]]) -> Entry:
    plain = _json(line)
    if plain.get("format") != FORMAT:
        raise NotAnEntry((f"its format is not {FORMAT}",))
    stated = {key: value for key, value in plain.items() if key != "format"}
    if "sha256" in stated:
        raise NotAnEntry(("it states its own digest, which is made of its bytes",))
    try:
        entry = _CONVERTER.structure(stated, Entry)
    except (cattrs.BaseValidationError, ValueError, TypeError, KeyError) as problem:
        raise NotAnEntry(_words(problem)) from None
    if type(entry.act) not in acts.values():
        raise NotAnEntry((f"'{name_of(type(entry.act))}' is no act of such a journal",))
    return entry


def act_content(act: Act) -> dict[str, Any]:
    """Return what an act says as plain JSON values, without its name."""
    content: dict[str, Any] = _CONVERTER.unstructure(act)
    return content


def read_act(name: str, content: Mapping[str, Any], acts: Mapping[str, type[Act]] = ACTS) -> Act:
    """Read an act that does not stand in a journal yet.

    Args:
        name: Its name: ``relief claimed``.
        content: What it says, as in an entry.
        acts: What can be said in such a journal, by name.

    Raises:
        NotAnEntry: A key is missing, unknown or of the wrong kind.
    """
    try:
        return _CONVERTER.structure(dict(content), acts[name])
    except (cattrs.BaseValidationError, ValueError, TypeError, KeyError) as problem:
        raise NotAnEntry(_words(problem)) from None


def _canonical(entry: Entry) -> bytes | None:
    try:
        return entry_bytes(entry)
    except (rfc8785.CanonicalizationError, ValueError):
        return None


def _plain(entry: Entry, *, leave: tuple[str, ...]) -> dict[str, Any]:
    plain = {"format": FORMAT, **_CONVERTER.unstructure(entry)}
    return {key: value for key, value in plain.items() if key not in leave}


def _json(line: bytes) -> dict[str, Any]:
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError):
        raise NotAnEntry(("it is not JSON",)) from None
    if not isinstance(plain, dict):
        raise NotAnEntry(("it is not a JSON object",))
    return plain


def _words(problem: Exception) -> tuple[str, ...]:
    """Put what the converter found into sentences that name the key."""
    return tuple(cattrs.transform_error(problem, format_exception=_word))


def _word(problem: BaseException, kind: type | None) -> str:
    if isinstance(problem, KeyError):
        return f"it lacks {problem}" if problem.args[0] in _FIELDS else f"{problem} is no act"
    if isinstance(problem, ValueError) and problem.args:
        return str(problem)
    return str(cattrs.v.format_exception(problem, kind))


def _read_money(value: object, _: object) -> Quantity:
    found = _MONEY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError('an amount is a text such as "1250.50 EUR"')
    return Quantity.money(found[1], found[2])


def _write_money(amount: Quantity) -> str:
    ((base, power),) = amount.unit.powers
    if base.sort != BaseKind.MONEY.value or power != 1:
        raise ValueError(f"{amount.unit} is no currency")
    return f"{amount_text(amount.amount)} {base.name}"


def _read_share(value: object, _: object) -> Fraction:
    if not isinstance(value, str) or not _SHARE.fullmatch(value):
        raise ValueError('a share is a text such as "0.4" or "1/3"')
    return Fraction(value)


def _read_instant(value: object, _: object) -> Instant:
    if not isinstance(value, str):
        raise ValueError("an instant is a text")
    return Instant.parse(value)


def _read_day(value: object, _: object) -> date:
    if not isinstance(value, str):
        raise ValueError("a day is a text")
    return date.fromisoformat(value)


def _read_segment(value: object, _: object) -> Segment:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise ValueError("a segment is an object of texts")
    return tuple(sorted(value.items()))


def _read_choice(value: object, kind: type[Enum]) -> Enum:
    found = next((each for each in kind if each.value == value), None)
    if found is None:
        raise ValueError(f"it is none of {', '.join(each.value for each in kind)}")
    return found


def _is_choice(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, Enum)


def _exactly(kind: type) -> Callable[[object, object], object]:
    def read(value: object, _: object) -> object:
        if type(value) is not kind:
            raise ValueError(f"it is not of the kind {kind.__name__}")
        return value

    return read


def _converter() -> cattrs.Converter:
    converter = cattrs.Converter(forbid_extra_keys=True, unstruct_collection_overrides={})
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    converter.register_structure_hook_func(_is_choice, _read_choice)
    converter.register_structure_hook(Quantity, _read_money)
    converter.register_unstructure_hook(Quantity, _write_money)
    converter.register_structure_hook(Fraction, _read_share)
    converter.register_unstructure_hook(Fraction, amount_text)
    converter.register_structure_hook(Instant, _read_instant)
    converter.register_unstructure_hook(Instant, str)
    converter.register_structure_hook(date, _read_day)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook_func(lambda kind: kind == Segment, _read_segment)
    converter.register_unstructure_hook_func(lambda kind: kind == Segment, dict)
    converter.register_unstructure_hook(
        LinePaid,
        make_dict_unstructure_fn(LinePaid, converter, evened_out=override(omit_if_default=True)),
    )
    converter.register_unstructure_hook(
        ReviewHeld,
        make_dict_unstructure_fn(ReviewHeld, converter, ended=override(omit_if_default=True)),
    )
    configure_tagged_union(Act, converter, tag_name="act", tag_generator=name_of)
    return converter


_CONVERTER = _converter()
