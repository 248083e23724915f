"""Fields of forms: what was typed, what it says, and what is wrong about it, said at the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from servanda.kernel.decimals import amount_text
from servanda.kernel.time import Instant

__all__ = ["Choice", "Field", "FieldView", "FormView", "Sort", "Typed", "filled", "typed"]

_LONGEST = {"words": 4000, "code": 400_000}
_LINE = 500
_MONEY = re.compile(r"(?P<amount>-?\d{1,15}(\.\d{1,9})?)( ?(?P<currency>[A-Z]{3}))?")
_SHARE = re.compile(r"\d{1,3}(\.\d{1,9})?")


class Sort(Enum):
    """What is typed into a field."""

    LINE = "line"
    WORDS = "words"
    CODE = "code"
    MONEY = "money"
    SHARE = "share"
    DAY = "day"
    MOMENT = "moment"
    WHOLE = "whole"
    CHOICE = "choice"
    SEVERAL = "several"
    YES = "yes"
    HIDDEN = "hidden"


Choice = tuple[str, str]
"""What is sent, and what is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a form.

    Args:
        name: Its name in what is sent.
        label: What it asks for.
        sort: What is typed into it.
        help: What a person should know before typing.
        needed: Whether it may not be left empty.
        choices: What can be chosen, made for who asks and the agreement as it stands.
        nothing: What is said where nothing can be chosen, though something is needed.
        told_by: Codes of diagnostics that are about this field.
    """

    name: str
    label: str
    sort: Sort = Sort.LINE
    help: str = ""
    needed: bool = True
    choices: Callable[[Any], Iterable[Choice]] | None = None
    nothing: str = ""
    told_by: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed into a form.

    Args:
        said: What it says, by field; what was left empty is missing.
        wrong: What is wrong, by field.
    """

    said: Mapping[str, Any]
    wrong: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """Show a field with what was typed, and what is wrong about it."""

    name: str
    label: str
    sort: str
    help: str
    needed: bool
    value: str
    values: tuple[str, ...]
    choices: tuple[Choice, ...]
    wrong: str
    nothing: str = ""

    @property
    def described_by(self) -> str:
        """Return the identifiers of what describes the field."""
        parts = [f"help-{self.name}"] if self.help else []
        return " ".join([*parts, *([f"wrong-{self.name}"] if self.wrong else [])])


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """Show a form.

    Args:
        fields: Its fields.
        wrong: What is wrong with it as a whole.
        action: Where it is sent.
        button: What sending it does.
    """

    fields: tuple[FieldView, ...]
    wrong: tuple[str, ...]
    action: str
    button: str

    @property
    def cannot(self) -> str:
        """Return why nobody can fill the form in, empty where one can."""
        for each in self.fields:
            if each.needed and each.sort == Sort.CHOICE.value and not each.choices:
                return each.nothing or f"There is nothing to choose as {each.label.lower()}."
        return ""


def typed(
    fields: Sequence[Field], sent: Mapping[str, Sequence[str]], *, zone: str, currency: str
) -> Typed:
    """Read what was typed.

    Args:
        fields: The form's fields.
        sent: What was sent, by name.
        zone: Zone of moments that are typed.
        currency: Currency of money that is typed without one.
    """
    said: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        values = [each.strip() for each in sent.get(field.name, ()) if each.strip()]
        if not values:
            if field.needed:
                wrong[field.name] = _ASKED.get(field.sort, "please say this")
            continue
        if any("\0" in each for each in values):
            wrong[field.name] = "this holds a sign that cannot be kept"
            continue
        try:
            said[field.name] = _read(field.sort, values, zone, currency)
        except ValueError as problem:
            wrong[field.name] = str(problem)
    return Typed(said=said, wrong=wrong)


def filled(
    fields: Sequence[Field],
    sent: Mapping[str, Sequence[str]],
    about: object,
    wrong: Mapping[str, str],
) -> tuple[FieldView, ...]:
    """Return the fields with what was typed into them."""
    return tuple(
        FieldView(
            name=field.name,
            label=field.label,
            sort=field.sort.value,
            help=field.help,
            needed=field.needed,
            value=next(iter(sent.get(field.name, ())), ""),
            values=tuple(sent.get(field.name, ())),
            choices=tuple(field.choices(about)) if field.choices else (),
            wrong=wrong.get(field.name, ""),
            nothing=field.nothing,
        )
        for field in fields
    )


_ASKED = {
    Sort.CHOICE: "please choose one",
    Sort.SEVERAL: "please choose at least one",
    Sort.DAY: "please name the day",
    Sort.MOMENT: "please name the day and time",
    Sort.MONEY: "please say how much",
}


def _read(sort: Sort, values: Sequence[str], zone: str, currency: str) -> Any:  # noqa: ANN401 - JSON
    text = values[0]
    match sort:
        case Sort.MONEY:
            return _money(text, currency)
        case Sort.SHARE:
            return _share(text)
        case Sort.DAY:
            return _day(text)
        case Sort.MOMENT:
            return _moment(text, zone)
        case Sort.WHOLE:
            return _whole(text)
        case Sort.SEVERAL:
            return list(values)
        case Sort.YES:
            return True
    longest = _LONGEST.get(sort.value, _LINE)
    if len(text) > longest:
        raise ValueError(f"this is too long: {len(text)} signs of at most {longest}")
    return text


def _money(text: str, currency: str) -> str:
    found = _MONEY.fullmatch(text)
    if found is None:
        raise ValueError(f"write money like 1250.50 {currency}, without signs between thousands")
    amount = amount_text(Fraction(found["amount"]))
    return f"{amount} {found['currency'] or currency}"


def _share(text: str) -> str:
    bare = text.removesuffix("%").strip()
    if not _SHARE.fullmatch(bare):
        raise ValueError("write a percentage like 50% or 12.5%")
    return str(Fraction(bare) / 100)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("write a day like 2026-03-31") from None


def _moment(text: str, zone: str) -> str:
    try:
        local = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("write day and time like 2026-03-31 14:05") from None
    if local.tzinfo is None:
        local = local.replace(tzinfo=ZoneInfo(zone))
    return str(Instant.from_datetime(local))


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise ValueError("write a whole number")
    return int(text)
