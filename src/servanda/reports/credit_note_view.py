"""A credit note, spelt for a reader: as a page, and for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template
from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from servanda.facts.statement import LinePurpose
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, spell_segment
from servanda.reports.templating import style_sheet
from servanda.reports.view import TotalView
from servanda.settlement.posting.credit_note import CreditLine, CreditNote

__all__ = [
    "CreditLineView",
    "CreditNoteView",
    "credit_note_page",
    "credit_note_text",
    "credit_note_view",
]

_KINDS = {
    LinePurpose.SERVICE_CREDIT: "service credit",
    LinePurpose.INCENTIVE: "incentive",
    LinePurpose.CHARGE: "charge",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditLineView:
    """Show one line: what it is, where it goes, its amount in the client's favour."""

    title: str
    kind: str
    because: str
    goes_to: str
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditNoteView:
    """Show a credit note.

    Args:
        number: Its number in words: ``Credit note 3``.
        says: What it comes to, in one line.
        adjusts: Which statement it belongs to, in one line.
    """

    language: str
    number: str
    title: str
    client: str
    provider: str
    period: str
    days: str
    day: str
    says: str
    adjusts: str
    lines: tuple[CreditLineView, ...]
    totals: tuple[TotalView, ...]
    sources: tuple[TotalView, ...]


def credit_note_view(note: CreditNote, reader: Reader) -> CreditNoteView:
    """Spell a credit note."""
    parties = dict(note.parties)
    period = reader.period(note.period)
    return CreditNoteView(
        language=str(reader.babel).replace("_", "-"),
        number=f"Credit note {note.number}",
        title=one_line(note.title),
        client=one_line(parties.get("client", "")),
        provider=one_line(parties.get("provider", "")),
        period=period,
        days=reader.days(note.period),
        day=reader.day(note.day),
        says=f"{spell(note.net, reader)} in the client's favour for {period}",
        adjusts=f"Belongs to the statement of {period}, handed over on {reader.day(note.day)}.",
        lines=tuple(_line(each, reader) for each in note.lines),
        totals=tuple(_totals(note, reader)),
        sources=(
            TotalView(label="Statement", value=one_line(note.statement_sha256)),
            TotalView(label="Entry of the journal", value=one_line(note.entry)),
            TotalView(label="Agreement", value=one_line(note.agreement)),
        ),
    )


def credit_note_page(view: CreditNoteView) -> str:
    """Return a credit note as one self-contained page, every text escaped."""
    return _template().render(view=view, css=style_sheet("statement"))


def credit_note_text(view: CreditNoteView) -> RenderableType:
    """Return a credit note for the terminal."""
    return Group(*_parts(view))


def _parts(view: CreditNoteView) -> Iterator[RenderableType]:
    yield Text(f"{view.number}: {view.says}", style="bold")
    yield Text(f"{view.title}: {view.provider} for {view.client}, {view.days}", style="dim")
    yield Text(view.adjusts)
    yield Text()
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    for heading in ("Line", "What it is", "Goes"):
        table.add_column(heading, overflow="fold")
    table.add_column("Credited", justify="right", no_wrap=True)
    for line in view.lines:
        what = f"{line.kind}: {line.because}" if line.because else line.kind
        table.add_row(Text(line.title), Text(what), line.goes_to, line.amount)
    for total in view.totals:
        table.add_row(Text(total.label, style="bold"), "", "", Text(total.value, style="bold"))
    yield table
    yield Text()
    cited = {each.label: each.value for each in view.sources}
    yield Text(
        f"Statement {cited['Statement'][:12]}, entry {cited['Entry of the journal'][:12]}",
        style="dim",
    )


def _line(line: CreditLine, reader: Reader) -> CreditLineView:
    segment = spell_segment(line.segment)
    title = one_line(line.title) + (f" ({segment})" if segment else "")
    kind = _KINDS[line.purpose]
    if line.adjusts:
        title, kind = f"{title}, {line.period}", f"{kind} restated"
    return CreditLineView(
        title=title,
        kind=kind,
        because=one_line(line.because),
        goes_to=line.goes_to.value,
        amount=spell(line.amount, reader),
    )


def _totals(note: CreditNote, reader: Reader) -> Iterator[TotalView]:
    if note.to_holding_account.amount:
        yield TotalView(label="Off the invoices", value=spell(note.off_invoices, reader))
        held = spell(note.to_holding_account, reader)
        yield TotalView(label="To the holding account", value=held)
    yield TotalView(label="Credited in all", value=spell(note.net, reader))


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    source = (files("servanda.reports") / "templates" / "credit_note.html").read_text("utf-8")
    return environment.from_string(source)
