"""Lists: looked through for words, and taken away as files, as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Generic, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from servanda.kernel.time import Instant
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say
from servanda.web.pages.exporting import Exported, as_csv, as_workbook
from servanda.web.pages.filters import FilterShown, filters_shown
from servanda.web.pages.seeing import reader_of

__all__ = [
    "FORMS",
    "Column",
    "Listed",
    "NoSuchFile",
    "list_file",
    "listed",
    "looks_for",
    "wanted_file",
]

_LONGEST = 200
_NOT_SAID = {
    "address",
    "acts",
    "corrections",
    "does",
    "entry",
    "exact",
    "tone",
    "iso",
    "item",
    "profile",
    "row",
}

Row = TypeVar("Row")


class NoSuchFile(MisusedCommand):
    """A page was asked for as a file of another form than it has."""

    def __init__(self, form: str, forms: Sequence[str]) -> None:
        super().__init__(
            say(
                "this page is no '{form}'; it can be had as {forms}",
                form=form[:20],
                forms=" or ".join(forms),
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """A column of a list that is taken away.

    Args:
        heading: What stands above it.
        cell: What a row has in it: a text, a number, a day, a moment or money; nothing if none.
    """

    heading: str
    cell: Callable[[Row], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Generic[Row]):
    """A list as it is seen.

    Args:
        rows: What was found, in its order.
        of_all: How many rows there are.
        words: What was looked for.
        kept: What else the address says.
        path: The address of the page.
        filters: What who looks has kept of this list.
        file: The list as a file, where it was asked for as one.
    """

    rows: tuple[Row, ...]
    of_all: int
    words: str
    kept: Mapping[str, str]
    path: str
    filters: Sequence[FilterShown]
    file: HttpResponse | None

    @property
    def query(self) -> str:
        """Return what is looked for, as it stands in the address."""
        return urlencode({**self.kept, **({"words": self.words} if self.words else {})})

    @property
    def exports(self) -> list[tuple[str, str]]:
        """Return how the list can be taken away, and where."""
        asked = {**self.kept, **({"words": self.words} if self.words else {})}
        return [(form, f"?{urlencode({**asked, 'as': form})}") for form in FORMS]


FORMS: Mapping[str, Callable[[Exported, Reader], HttpResponse]] = {
    "xlsx": as_workbook,
    "csv": as_csv,
}
"""The forms in which a list is taken away."""


def listed(
    request: HttpRequest,
    rows: Sequence[Row],
    columns: Sequence[Column[Row]],
    *,
    title: str,
    at: Instant,
    kept: Mapping[str, str] | None = None,
) -> Listed[Row]:
    """Look through a list, and make a file of it where one is asked for.

    Args:
        request: Says what is looked for (``words``) and in which form the list is wanted (``as``).
        rows: Everything, as it is shown.
        columns: What a file has of a row.
        title: What the list is called.
        at: When it is taken away.
        kept: What else the address of the page says.

    Raises:
        NoSuchFile: There is no such form.
    """
    words = request.GET.get("words", "").strip()[:_LONGEST]
    found = tuple(each for each in rows if looks_for(words, each))
    file = list_file(request, found, columns, title=title, at=at)
    return Listed(
        rows=found,
        of_all=len(rows),
        words=words,
        kept=kept or {},
        path=request.path,
        filters=() if file else filters_shown(request, request.path),
        file=file,
    )


def list_file(
    request: HttpRequest,
    rows: Sequence[Row],
    columns: Sequence[Column[Row]],
    *,
    title: str,
    at: Instant,
) -> HttpResponse | None:
    """Return a list as a file, nothing where the request wants to be shown a page.

    Args:
        request: Says in which form the list is wanted (``as``).
        rows: What is in it.
        columns: What a file has of a row.
        title: What the list is called.
        at: When it is taken away.

    Raises:
        NoSuchFile: There is no such form.
    """
    form = wanted_file(request, tuple(FORMS))
    if not form:
        return None
    table = Exported(
        title=say(title),
        day=at.to_datetime().date(),
        headings=tuple(say(each.heading) for each in columns),
        rows=[[_plain(column.cell(row)) for column in columns] for row in rows],
    )
    return FORMS[form](table, reader_of(request))


def wanted_file(request: HttpRequest, forms: Sequence[str]) -> str:
    """Return the form in which a page is wanted as a file, empty where it is to be shown.

    Raises:
        NoSuchFile: It has no such form.
    """
    form = request.GET.get("as", "")
    if form and form not in forms:
        raise NoSuchFile(form, forms)
    return form


def looks_for(words: str, shown: object) -> bool:
    """Return whether what is shown holds all of some words, in upper or lower case.

    Example:
        >>> looks_for("carrier cut", ("The line was CUT.", ["Carrier"]))
        True
        >>> looks_for("carrier paid", ("The line was CUT.", ["Carrier"]))
        False
    """
    wanted = words.casefold().split()
    if not wanted:
        return True
    text = "\n".join(_said(shown)).casefold()
    return all(each in text for each in wanted)


def _said(shown: object) -> Iterator[str]:
    """Yield what is read of something that is shown, not where it leads."""
    match shown:
        case str():
            yield shown
        case int() if not isinstance(shown, bool):
            yield str(shown)
        case Enum():
            return
        case tuple() | list():
            for each in shown:
                yield from _said(each)
        case Mapping():
            yield from _said(list(shown.values()))
        case _ if is_dataclass(shown):
            for field in fields(shown):
                if field.name not in _NOT_SAID:
                    yield from _said(getattr(shown, field.name))


def _plain(value: object) -> object:
    return value.to_datetime() if isinstance(value, Instant) else value
