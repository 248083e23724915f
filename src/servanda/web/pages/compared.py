"""Two versions of the agreement held against each other, in words and in last year's money."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse

from servanda.agreement.favour import Favour
from servanda.desk.callers import Caller
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.desk.side_by_side import SidesSeen, sides_of, sides_seen
from servanda.kernel.quantity import Quantity
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.side_by_side import ChangeWeighed, SideBySide
from servanda.reports.clean import one_line
from servanda.reports.comparison import effect
from servanda.reports.reader import Reader
from servanda.reports.spelling import spell
from servanda.reports.view import Tone
from servanda.web.languages.speaking import say
from servanda.web.pages.ahead import found_shown
from servanda.web.pages.naming import titled
from servanda.web.pages.seeing import page, reader_of, show_agreement

__all__ = ["MoneyRow", "compared", "comparison_values"]

_TONES = {Favour.CLIENT: Tone.GOOD, Favour.PROVIDER: Tone.FAIR, Favour.OPEN: Tone.QUIET}


class NoSidesNamed(MisusedCommand):
    """Versions were to be compared, and nothing says which."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "choose two versions on the page of the agreement, or name them as its "
                "addresses do: ?from=2026-01-01&to=proposal-12"
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeShown:
    """Show one change, for whom it is better, and what it alone makes of the money."""

    text: str
    favour: str
    tone: Tone
    since: str
    alone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """Show an amount on both sides."""

    name: str
    before: str
    after: str
    more: str


@page("agreement looked at")
def compared(request: HttpRequest, caller: Caller, agreement: str) -> HttpResponse:
    """Compare two versions or proposals; the money is computed once and kept."""
    old, new = (request.GET.get(name, "") for name in ("from", "to"))
    if not old or not new:
        see(caller, agreement)
        raise NoSidesNamed
    found = sides_seen(caller, agreement, *(_named(caller, agreement, each) for each in (old, new)))
    reader = reader_of(request, found.seen.zone)
    values = {
        **comparison_values(found, reader),
        "sides": [(each.name, reader.words(each.title)) for each in sides_of(found.seen)],
        "old": replace(found.old, title=reader.words(found.old.title)),
        "new": replace(found.new, title=reader.words(found.new.title)),
    }
    return show_agreement(request, "compared.html", found.seen.seat, values, tab="text")


def comparison_values(found: SidesSeen, reader: Reader) -> dict[str, object]:
    """Return what the page of a comparison shows of it."""
    sides, seen = found.found, found.seen
    return {
        "found": found_shown(found.finding, reader),
        "changes": [_change(each, reader) for each in sides.changes],
        "several": len(sides.changes) > 1,
        "not_settled": sides.not_settled,
        "summary": _summary(sides, reader),
        "commitments": [
            _row(titled(seen.history.latest, each.name), each.before, each.after, reader)
            for each in sides.commitments
        ],
        "periods": [_row(each.period, each.before, each.after, reader) for each in sides.periods],
        "lines": [
            (
                each.period,
                _row(_line(seen, each.name, each.segment), each.before, each.after, reader),
            )
            for each in sides.lines
        ],
    }


def _named(caller: Caller, agreement: str, said: str) -> str:
    """Return the name of the version that governs on a day, where any day was named."""
    seen = see(caller, agreement)
    names = [each.name for each in sides_of(seen)]
    if said in names:
        return said
    days = [each.effective_from.isoformat() for each in seen.history.versions]
    governing = [each for each in days if each <= said]
    if not governing or len(said) != len(days[0]):
        raise NotThere
    return governing[-1]


def _summary(sides: SideBySide, reader: Reader) -> str:
    before, after = sides.before, sides.after
    if before is None or after is None:
        return ""
    more = Quantity(after.amount - before.amount, after.unit)
    first, last = sides.periods[0].period, sides.periods[-1].period
    said = effect(more, reader)
    return say(
        "On the evidence of {first} to {last}: {said} ({before} by the first, {after} by the "
        "second).",
        first=reader.called(first) or first,
        last=reader.called(last) or last,
        said=said,
        before=spell(before, reader),
        after=spell(after, reader),
    )


def _change(each: ChangeWeighed, reader: Reader) -> ChangeShown:
    return ChangeShown(
        text=one_line(each.text),
        favour=each.favour.value,
        tone=_TONES[each.favour],
        since=reader.day(each.since),
        alone=effect(each.alone, reader),
    )


def _row(name: str, before: Quantity, after: Quantity, reader: Reader) -> MoneyRow:
    more = Quantity(after.amount - before.amount, after.unit)
    return MoneyRow(
        name=name,
        before=spell(before, reader),
        after=spell(after, reader),
        more=spell(more, reader),
    )


def _line(seen: Seen, name: str, segment: tuple[tuple[str, str], ...]) -> str:
    return titled(seen.history.latest, name, segment)
