"""Rights that a result gives, spelt for a reader."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.facts.statement import RightStanding, RightState
from servanda.reports.clean import one_line
from servanda.reports.formula_view import formula_view
from servanda.reports.reader import Reader
from servanda.reports.view import RightView, Tone

__all__ = ["GIVEN", "days_said", "right_view"]

GIVEN = frozenset({RightStanding.ARISEN, RightStanding.STANDS})
"""How a right stands that has arisen and not lapsed."""

_TONES = {
    RightStanding.ARISEN: Tone.BAD,
    RightStanding.STANDS: Tone.FAIR,
    RightStanding.LAPSED: Tone.QUIET,
    RightStanding.NOT_GIVEN: Tone.QUIET,
    RightStanding.UNKNOWN: Tone.QUIET,
}


def right_view(state: RightState, reader: Reader) -> RightView:
    """Spell how a right stands."""
    clause = f"{state.clause.document} {state.clause.place}" if state.clause else ""
    return RightView(
        name=one_line(state.name),
        title=one_line(state.title),
        about=f"{state.kind}, held by the {state.held_by}",
        standing=state.standing.value,
        tone=_TONES[state.standing],
        dates="; ".join(_dates(state, reader)),
        formula=formula_view(state.when, reader),
        clause=one_line(clause),
    )


def days_said(state: RightState, reader: Reader) -> str:
    """Spell a right that is given with its days, in a few words."""
    days = [f"from {reader.day(state.since)}"] if state.since else []
    days += [f"until {reader.day(state.until)}"] if state.until else []
    return f"{state.title} ({' '.join(days)})" if days else state.title


def _dates(state: RightState, reader: Reader) -> Iterator[str]:
    if state.since is None:
        return
    if state.standing is RightStanding.LAPSED:
        yield f"it could be used from {reader.day(state.since)}"
        yield f"until {reader.day(state.until)}" if state.until else "no result gives it any more"
        return
    yield f"can be used from {reader.day(state.since)}"
    yield f"until {reader.day(state.until)}" if state.until else "for as long as results give it"
    if state.notice:
        early = ""
        if state.effective is not None:
            early = f", so that it takes effect on {reader.day(state.effective)} at the earliest"
        yield f"notice of {one_line(state.notice)}{early}"
