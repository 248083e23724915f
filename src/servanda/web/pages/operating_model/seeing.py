"""What every page of an operating model has in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from servanda.desk.operating_model.seats import ModelSeat
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.refusals import MisusedCommand
from servanda.reports.paper import Paper, PaperTable
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import say
from servanda.web.pages.links import ActLink
from servanda.web.pages.seeing import Tab, show, spoken

__all__ = [
    "NotADay",
    "day_asked",
    "days_spelt",
    "model_link",
    "of_paper",
    "show_model",
    "table_shown",
    "words_of",
]

_DAY = re.compile(r"\b[0-9]{4}-[0-9]{2}-[0-9]{2}\b")
_FIGURE = re.compile(r"[-+\N{ALMOST EQUAL TO}0-9.,'%\s]*([A-Z]{3})?")
_WHOLE = "whole operating model looked at"
TABS = (
    (Tab(name="model", title="Services"), "operating model looked at"),
    (Tab(name="model-risks", title="Risks"), _WHOLE),
    (Tab(name="sessions", title="Sessions"), "session looked at"),
    (Tab(name="model-changes", title="Changes"), _WHOLE),
    (Tab(name="model-register", title="Register"), _WHOLE),
    (Tab(name="model-teams", title="Teams"), _WHOLE),
    (Tab(name="model-text", title="Text"), _WHOLE),
    (Tab(name="model-people", title="People"), _WHOLE),
    (Tab(name="model-journal", title="Journal"), _WHOLE),
)
"""The pages of an operating model in their order, with what each lets one do."""


class NotADay(MisusedCommand):
    """A day in an address is none."""

    def __init__(self, text: str) -> None:
        super().__init__(say("'{text}' is no day; write one like 2026-03-31", text=text[:40]))


def day_asked(request: HttpRequest, name: str = "on") -> date | None:
    """Return the day that an address names, nothing where it names none.

    Raises:
        NotADay: It is none.
    """
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotADay(text) from None


def show_model(
    request: HttpRequest,
    template: str,
    seat: ModelSeat,
    values: Mapping[str, Any],
    *,
    tab: str,
    status: int = 200,
) -> HttpResponse:
    """Return a page of an operating model, with the ways to its others.

    Args:
        request: The request.
        template: The template, below ``servanda/pages/model``.
        seat: Who looks, and at what.
        values: What the template shows.
        tab: Which of the model's pages it belongs to.
        status: The answer's status.
    """
    tabs = spoken([each for each, does in TABS if seat.may(does)])
    common = {"seat": seat, "model": seat.model, "tabs": tabs, "tab": tab}
    return show(request, f"model/{template}", {**common, **values}, status=status)


def model_link(
    seat: ModelSeat, does: str, title: str, route: str, *, about: Mapping[str, str], **below: str
) -> tuple[ActLink, ...]:
    """Return the way to a form, nothing where one may not do what it does.

    Args:
        seat: Who looks.
        does: What the form does.
        title: What the way is called.
        route: Name of the form's route.
        about: What stands in it already, by field.
        below: What the path names below the model.
    """
    if not seat.may(does):
        return ()
    address = reverse(route, kwargs={"model": seat.model.key, **below})
    return (ActLink(title=title, address=f"{address}?{urlencode(about)}" if about else address),)


def of_paper(paper: Paper) -> dict[str, Any]:
    """Return what a page shows of a report: its sentences, tables and notes."""
    return {
        "opening": paper.opening,
        "sentences": paper.sentences,
        "tables": [table_shown(each) for each in paper.tables if each.rows],
        "notes": paper.notes,
    }


def table_shown(table: PaperTable) -> dict[str, Any]:
    """Return a table as a page shows it: each row by its first cell, the others with headings.

    Columns that hold nothing but figures are aligned as such.
    """
    columns = zip(*table.rows, strict=True)
    figures = [all(_FIGURE.fullmatch(cell) for cell in column) for column in columns]
    rows = [
        (row[0], [*zip(table.headings[1:], row[1:], figures[1:], strict=True)])
        for row in table.rows
    ]
    headings = [*zip(table.headings, figures, strict=True)]
    return {"title": table.title, "headings": headings, "rows": rows, "note": table.note}


def days_spelt(text: str, reader: Reader) -> str:
    """Return what a rule says it found, its days as the reader spells them."""
    # The rules speak to programs too, and so write days as programs do.
    return _DAY.sub(lambda day: _spelt(day[0], reader), text)


def _spelt(text: str, reader: Reader) -> str:
    try:
        return reader.day(date.fromisoformat(text))
    except ValueError:
        return text


def words_of(found: Iterable[Diagnostic]) -> list[str]:
    """Return mistakes of a text or sheet in words, each with its place."""
    return [
        f"{_place(each)}{each.message}" + (f"; {each.hint}" if each.hint else "") for each in found
    ]


def _place(found: Diagnostic) -> str:
    name = found.span.file.rpartition("/")[2]
    return f"{name}, line {found.span.line}: " if name.endswith((".yaml", ".yml")) else ""
