"""The period under way and those ahead, in sentences and as a picture."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.kernel.quantity import Quantity
from servanda.pipeline.outlook import Outlook, PeriodAhead
from servanda.reports.pictures.picture import (
    FanDrawing,
    FanMark,
    PaidMark,
    Picture,
    PictureTable,
)
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell

__all__ = ["outlook_picture", "outlook_sentences"]

_PAST_MOST = 12


def outlook_sentences(found: Outlook, reader: Reader) -> Iterator[str]:
    """Yield what is lost already, what is at stake, and what can still be reached."""
    best, worst = found.service_credits.best, found.service_credits.worst
    count = found.cases_in_all
    if not count:
        now = spell(found.service_credits.now, reader)
        yield f"As it stands the service credits come to {now}."
        yield "No case is open that could change it."
        return
    yield f"{spell(best, reader)} of service credits are lost already, even if all goes well."
    more = Quantity(worst.amount - best.amount, worst.unit)
    falls = "falls" if count == 1 else "fall"
    cases = f"{reader.number_of(count)} open {plural(count, 'case')} that {falls} due in it"
    if more.amount > 0:
        yield f"{spell(more, reader)} more hang on {cases}."
    else:
        yield f"No more service credits hang on {cases}."
    reach = found.incentives.best
    if reach.amount > 0:
        yield f"Incentives of {spell(reach, reader)} are within reach."


def outlook_picture(found: Outlook, reader: Reader) -> Picture | None:
    """Return what was paid and may be paid, nothing where there is too little to draw from."""
    if not found.ahead:
        return None
    past = found.past[-_PAST_MOST:]
    return Picture(
        anchor="fan",
        title=f"What the client paid, and may pay, {found.ahead[0].period} to"
        f" {found.ahead[-1].period}",
        described="Ninety of a hundred futures lie in the band; the line is their middle.",
        drawing=FanDrawing(
            past=tuple(PaidMark(label=each.period, amount=each.middle.amount) for each in past),
            fan=tuple(
                FanMark(
                    label=each.period,
                    low=each.low.amount,
                    middle=each.middle.amount,
                    high=each.high.amount,
                )
                for each in found.ahead
            ),
        ),
        table=PictureTable(
            headings=("Period", "5 of 100 below, or paid", "Middle", "5 of 100 above"),
            rows=(
                *((each.period, spell(each.middle, reader), "", "") for each in past),
                *((each.period, *_spelt(each, reader)) for each in found.ahead),
            ),
        ),
    )


def _spelt(each: PeriodAhead, reader: Reader) -> tuple[str, str, str]:
    low, middle, high = (spell(side, reader) for side in (each.low, each.middle, each.high))
    return low, middle, high
