"""Fields of forms: what was typed, what it says, and what is wrong about it, said at the field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from servanda.kernel.decimals import amount_text
from servanda.reports.reader import Reader
from servanda.reports.typed import Ambiguous, Unread, amount_typed, day_typed
from servanda.web.kept import kept_json, why_unkept
from servanda.web.languages.speaking import said_later, say
from servanda.web.pages.lines_typed import moment_named, moments_named, people_named

__all__ = ["Choice", "Field", "FieldView", "FormView", "Sort", "Typed", "filled", "typed"]

_LONGEST = {"words": 4000, "lines": 8000, "moments": 20_000, "code": 400_000}
_LINE = 500
_MONEY = re.compile(r"(?P<amount>-?\d[^A-Za-z]*?)\s?(?P<currency>[A-Z]{3})?")
_SHARE_MOST = 1000
_EXAMPLE, _EXAMPLE_DAY = Fraction("1250.5"), date(2026, 3, 31)


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
    LINES = "lines"
    MOMENTS = "moments"
    PEOPLE = "people"
    YES = "yes"
    DOCUMENT = "document"
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
        roles: For people: in which roles they come, made for who asks and what was sent.
        group: What it stands under together with its neighbours of the same group.
    """

    name: str
    label: str
    sort: Sort = Sort.LINE
    help: str = ""
    needed: bool = True
    choices: Callable[[Any], Iterable[Choice]] | None = None
    nothing: str = ""
    told_by: frozenset[str] = frozenset()
    roles: Callable[[Any, Mapping[str, Sequence[str]]], Iterable[Choice]] | None = None
    group: str = ""


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
class RoleView:
    """Show the field for who comes in one role."""

    name: str
    label: str
    value: str


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
    roles: tuple[RoleView, ...] = ()
    group: str = ""

    @property
    def brought(self) -> tuple[tuple[str, str], ...]:
        """Return the documents that are in the book already: what is sent, and their names."""
        if self.sort != Sort.DOCUMENT.value or self.wrong:
            return ()
        return tuple((each, str(_document(each)["name"])) for each in self.values)

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
    def has_document(self) -> bool:
        """Return whether a file can come with it."""
        return any(each.sort == Sort.DOCUMENT.value for each in self.fields)

    @property
    def cannot(self) -> str:
        """Return why nobody can fill the form in, empty where one can."""
        for each in self.fields:
            if each.needed and each.sort == Sort.CHOICE.value and not each.choices:
                return each.nothing or say(
                    "There is nothing to choose as {what}.", what=each.label.lower()
                )
        return ""


def typed(
    fields: Sequence[Field],
    sent: Mapping[str, Sequence[str]],
    *,
    zone: str,
    currency: str,
    reader: Reader,
) -> Typed:
    """Read what was typed.

    Args:
        fields: The form's fields.
        sent: What was sent, by name.
        zone: Zone of moments that are typed.
        currency: Currency of money that is typed without one.
        reader: As whom figures and days are shown to whoever types.
    """
    said: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        values = _values(field, sent)
        if not values:
            if field.needed:
                wrong[field.name] = say(_ASKED.get(field.sort, _ASKED[Sort.LINE]))
            continue
        unkept = next(filter(None, map(why_unkept, values)), "")
        if unkept:
            wrong[field.name] = unkept
            continue
        try:
            said[field.name] = _read(field.sort, values, zone, currency, reader)
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
            label=say(field.label),
            sort=field.sort.value,
            help=say(field.help),
            needed=field.needed,
            value=next(iter(sent.get(field.name, ())), ""),
            values=tuple(sent.get(field.name, ())),
            choices=tuple(field.choices(about)) if field.choices else (),
            wrong=wrong.get(field.name, ""),
            nothing=say(field.nothing),
            roles=tuple(_roles(field, sent, about)),
            group=say(field.group),
        )
        for field in fields
    )


def _values(field: Field, sent: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what was typed into a field; people of a role with that role before them."""
    values = [each.strip() for each in sent.get(field.name, ()) if each.strip()]
    if field.sort is not Sort.PEOPLE:
        return values
    before = f"{field.name}: "
    named = {name.removeprefix(before): sent[name] for name in sent if name.startswith(before)}
    people = [
        f"{role}: {who.strip()}" for role, each in named.items() for who in each if who.strip()
    ]
    return [*people, *(line for each in values for line in each.splitlines() if line.strip())]


def _roles(field: Field, sent: Mapping[str, Sequence[str]], about: object) -> Iterator[RoleView]:
    for role, label in field.roles(about, sent) if field.roles else ():
        name = f"{field.name}: {role}"
        yield RoleView(name=name, label=label, value=next(iter(sent.get(name, ())), ""))


_ASKED = {
    Sort.LINE: said_later("please say this"),
    Sort.CHOICE: said_later("please choose one"),
    Sort.SEVERAL: said_later("please choose at least one"),
    Sort.DAY: said_later("please name the day"),
    Sort.MOMENT: said_later("please name the day and time"),
    Sort.MONEY: said_later("please say how much"),
    Sort.DOCUMENT: said_later("please choose the document"),
}


def _read(sort: Sort, values: Sequence[str], zone: str, currency: str, reader: Reader) -> Any:  # noqa: ANN401 - JSON
    text = values[0]
    longest = _LONGEST.get(sort.value, _LINE)
    if len(text) > longest:
        raise ValueError(
            say("this is too long: {count} signs of at most {most}", count=len(text), most=longest)
        )
    match sort:
        case Sort.SEVERAL:
            return list(values)
        case Sort.PEOPLE:
            return people_named(values)
        case Sort.DOCUMENT:
            return [_document(each) for each in values]
        case Sort.MONEY:
            return _money(text, currency, reader)
        case Sort.SHARE | Sort.DAY:
            return _share(text, reader) if sort is Sort.SHARE else _day(text, reader)
        case Sort.MOMENT:
            return moment_named(text, zone)
        case Sort.MOMENTS:
            return moments_named(text, zone)
    return _READS[sort](text) if sort in _READS else text


def _document(text: str) -> dict[str, str]:
    """Return a document that was brought, by its name and digest."""
    try:
        found = kept_json(text)
        return {"name": str(found["name"]), "sha256": str(found["sha256"])}
    except (ValueError, KeyError, TypeError):
        raise ValueError(say("choose the document again")) from None


def _money(text: str, currency: str, reader: Reader) -> str:
    found = _MONEY.fullmatch(text)
    try:
        amount = amount_typed(found["amount"] if found else text, reader)
    except Ambiguous as two:
        raise ValueError(_either(two)) from None
    except Unread:
        raise ValueError(
            say(
                "write money like {example} {currency}",
                example=reader.number(_EXAMPLE, least_digits=2),
                currency=currency,
            )
        ) from None
    return f"{amount_text(amount)} {(found and found['currency']) or currency}"


def _share(text: str, reader: Reader) -> str:
    try:
        share = amount_typed(text.removesuffix("%").strip(), reader)
    except Ambiguous as two:
        raise ValueError(_either(two)) from None
    except Unread:
        share = Fraction(-1)
    if not 0 <= share < _SHARE_MOST:
        example = reader.share(Fraction(125, 1000))
        raise ValueError(say("write a percentage like 50% or {example}", example=example))
    return str(share / 100)


def _day(text: str, reader: Reader) -> str:
    try:
        return day_typed(text, reader).isoformat()
    except Ambiguous as two:
        raise ValueError(_either(two)) from None
    except Unread:
        raise ValueError(
            say("write a day like {example} or 2026-03-31", example=reader.day(_EXAMPLE_DAY))
        ) from None


def _either(two: Ambiguous) -> str:
    one, other = two.readings
    return say("this could be {one} or {other}; write the one that you mean", one=one, other=other)


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise ValueError(say("write a whole number"))
    return int(text)


def _lines(text: str) -> list[str]:
    return [each.strip() for each in text.splitlines() if each.strip()]


def _yes(_: str) -> bool:
    return True


_READS: Mapping[Sort, Callable[[str], Any]] = {
    Sort.WHOLE: _whole,
    Sort.LINES: _lines,
    Sort.YES: _yes,
}
"""What is read without knowing zone or currency; the rest is taken as it was typed."""
