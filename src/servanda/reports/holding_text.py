"""The holding account for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from servanda.facts.measurement import Measurement
from servanda.facts.standing import SpendingState
from servanda.pipeline.holding import Helped, HoldingAccountShown, MovedTo, SpendingShown
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell, spell_segment

__all__ = ["NO_HOLDING_ACCOUNT", "holding_text", "moved_words"]

NO_HOLDING_ACCOUNT = (
    "The agreement has no holding account: its service credits lower what the client pays."
    " One is declared with 'holding account'."
)
_STYLES = {Helped.BETTER: "green", Helped.WORSE: "bold red"}


def holding_text(shown: HoldingAccountShown, reader: Reader) -> RenderableType:
    """Return what stands in the account, where it came from and what became of it."""
    account = shown.booked.history.latest.holding_account
    if account is None and not shown.receipts:
        return Text(NO_HOLDING_ACCOUNT)
    return Group(*_parts(shown, reader))


def moved_words(moved: MovedTo, reader: Reader) -> str:
    """Say what a measure was before and after a spending."""
    measured = moved.before or moved.after
    segment = spell_segment(measured.segment) if measured else ""
    place = f"{segment}: " if segment else ""
    before = _value(moved.before, reader) or "nothing measured"
    after = _value(moved.after, reader) or "nothing yet"
    return f"{place}{before} before, {after} after: {moved.helped.value}"


def _parts(shown: HoldingAccountShown, reader: Reader) -> Iterator[RenderableType]:
    balance, booked = shown.balance, shown.booked
    account = booked.history.latest.holding_account
    day = reader.day(booked.last_day)
    yield Text(f"Holding account on {day}: {spell(balance.free, reader)} free", style="bold")
    if account is not None:
        purposes = ", ".join(title or name for name, title in account.purposes.items())
        yield Text(
            one_line(
                f"Decided by the {account.decided_by}; spent on {purposes};"
                f" at the end the rest goes to the {account.rest_to}."
            ),
            style="dim",
        )
    yield Text()
    table = _table("", "Amount")
    for label, amount in (
        ("Received from statements", balance.received),
        ("Set aside for what was approved", balance.set_aside),
        ("Spent", balance.spent),
        ("Given away at the end", balance.given_away),
        ("Free", balance.free),
    ):
        if amount.amount or label == "Free":
            table.add_row(label, spell(amount, reader))
    yield table
    yield from _receipts(shown, reader)
    yield from _spendings(shown, reader)


def _receipts(shown: HoldingAccountShown, reader: Reader) -> Iterator[RenderableType]:
    yield Text()
    if not shown.receipts:
        yield Text("Nothing came in so far.")
        return
    table = _table("Day", "Came in for", "Brought by", "Statement", "Amount")
    for each in shown.receipts:
        table.add_row(
            each.day.isoformat(),
            Text(one_line(each.about)),
            Text(one_line(each.what)),
            Text(each.statement_sha256[:12] or "taken back"),
            spell(each.amount, reader),
        )
    yield table


def _spendings(shown: HoldingAccountShown, reader: Reader) -> Iterator[RenderableType]:
    yield Text()
    if not shown.spendings:
        yield Text("Nothing was proposed so far ('servanda spend').")
        return
    for each in shown.spendings:
        yield from _spending(each, reader)


def _spending(shown: SpendingShown, reader: Reader) -> Iterator[RenderableType]:
    each = shown.spending
    what = f"{each.number}. {each.what} ({each.purpose}): {each.state.value}"
    yield Text(one_line(what), style="bold")
    said = f"   proposed by the {each.proposed_by}, {spell(each.amount, reader)} at most"
    if each.state is SpendingState.DONE and each.cost and each.done_on:
        said += f"; cost {spell(each.cost, reader)}, delivered {reader.day(each.done_on)}"
    yield Text(said)
    if each.reason:
        yield Text(f"   because: {one_line(each.reason)}")
    yield Text(
        f"   meant to help {one_line(each.helps)}, looked at on {reader.day(each.looked_at)}"
    )
    for moved in shown.moved:
        yield Text(f"   {moved_words(moved, reader)}", style=_STYLES.get(moved.helped, ""))


def _value(measurement: Measurement | None, reader: Reader) -> str:
    if measurement is None:
        return ""
    return f"{spell(measurement.value, reader)} ({reader.period(measurement.period)})"


def _table(*headings: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False, show_edge=False)
    for heading in headings:
        is_figure = heading == "Amount"
        table.add_column(heading, justify="right" if is_figure else "left", no_wrap=is_figure)
    return table
