"""An outcome over the periods, between what it was before and what it is to be."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from servanda.kernel.quantity import Quantity
from servanda.partnership.outcomes import OutcomeLevel, OutcomePeriod, OutcomeStanding
from servanda.reports.pictures.picture import Picture, PictureTable, TrendDrawing, TrendMark
from servanda.reports.pictures.trends import scale_of
from servanda.reports.reader import Reader
from servanda.reports.spelling import plural, spell
from servanda.reports.statement_view import anchor_of, with_segment
from servanda.reports.view import Tone

__all__ = ["OUTCOME_TONES", "outcome_picture"]

OUTCOME_TONES: Mapping[OutcomeLevel, Tone] = {
    OutcomeLevel.REACHED: Tone.GOOD,
    OutcomeLevel.ON_THE_WAY: Tone.FAIR,
    OutcomeLevel.NO_BETTER: Tone.BAD,
}
"""How where an outcome stands is shown; the rest is quiet."""


def outcome_picture(each: OutcomeStanding, title: str, reader: Reader) -> Picture | None:
    """Return an outcome's figures as a line, with a band from the baseline to the target.

    Args:
        each: The outcome.
        title: What readers call it.
        reader: Who reads it.

    Returns:
        The picture; nothing while fewer than two periods are known.
    """
    known = [one.value for one in each.periods if isinstance(one.value, Quantity)]
    if len(known) < 2:
        return None
    unit = known[-1].unit
    suffix, scale = scale_of(unit, max(value.amount for value in known))

    def placed(value: object) -> Fraction | None:
        if not isinstance(value, Quantity) or value.unit != unit:
            return None
        return value.amount / scale

    def mark(one: OutcomePeriod) -> TrendMark:
        return TrendMark(
            label=one.label,
            value=placed(one.value),
            said=spell(one.value, reader) if one.value is not None else "",
            expected=placed(each.target),
            minimum=placed(each.baseline),
            tone=OUTCOME_TONES.get(each.level_of(one), Tone.QUIET),
        )

    return Picture(
        anchor=anchor_of("outcome-trend", with_segment(each.outcome.name, each.segment)),
        title=title,
        described=_described(each, reader),
        drawing=TrendDrawing(
            marks=tuple(map(mark, each.periods)),
            suffix=suffix,
            most=Fraction(100) if unit.is_share else None,
        ),
        table=PictureTable(
            headings=("Period", "Figure", "Where it stood"),
            rows=tuple(
                (
                    one.label,
                    spell(one.value, reader) if one.value is not None else "",
                    each.level_of(one).value,
                )
                for one in each.periods
            ),
        ),
    )


def _described(each: OutcomeStanding, reader: Reader) -> str:
    count = len(each.periods)
    levels = [
        f"{name} {spell(level, reader)}"
        for name, level in (("before", each.baseline), ("target", each.target))
        if level is not None
    ]
    latest = each.latest
    assert latest is not None
    assert latest.value is not None
    span = f"{each.periods[0].label} to {each.periods[-1].label}"
    said = ", ".join([f"latest {spell(latest.value, reader)}", *levels])
    return f"{span}, {count} {plural(count, 'period')}: {said}."
