"""Ways in which contracts make money of figures: each writes its text and says what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.properties.draft import Draft
from tests.properties.mechanisms import (
    amounts,
    events,
    history,
    lengths,
    levels,
    memory,
    promises,
    samples,
)

__all__ = ["BY_ROW", "LINEAR", "MECHANISMS", "NOT_LINEAR"]

MECHANISMS: tuple[Callable[[Draft], None], ...] = (
    amounts.bonus_and_malus,
    amounts.gain_share,
    amounts.overspend,
    amounts.fixed_charge,
    amounts.unit_price,
    amounts.pro_rata,
    events.per_event,
    events.keyed_rate,
    events.per_event_share,
    events.per_user,
    events.repeated_event,
    events.recent_events,
    events.earlier_events,
    events.events_together,
    events.per_hour,
    events.excess_of_each,
    history.history_count,
    history.run_of_misses,
    history.decline,
    history.over_a_window,
    history.again,
    history.trailing_volume,
    history.best_of_earlier,
    lengths.by_the_hour_held,
    lengths.held_too_long,
    lengths.each_spell,
    levels.tier_table,
    levels.overlapping_table,
    levels.linear_steps,
    levels.onset_plus_steps,
    levels.ratio_with_bounds,
    levels.greater_of,
    levels.ramp,
    levels.from_a_day,
    levels.minimum_credit,
    levels.rounded_within,
    memory.withheld_and_released,
    memory.earn_back,
    memory.balance,
    samples.sampled,
    samples.grouped,
    samples.claimed_in_time,
    samples.business_days_late,
    promises.pool,
    promises.service_points,
    promises.over_segments,
    promises.level_in_words,
    promises.weighted,
    promises.bands,
    promises.segments_below,
    promises.incentive,
    promises.pool,  # twice as often as any other
)

LINEAR = (
    events.keyed_rate,
    events.per_user,
    events.per_hour,
    lengths.by_the_hour_held,
    amounts.pro_rata,
)
"""Linear in time: it makes no difference how periods are cut, nor whether a failure is one row or
two that come one after the other."""

BY_ROW = (events.per_event, events.earlier_events, lengths.each_spell)
"""Each row pays by itself, whatever period it falls in: it makes no difference how periods are cut.
Two rows pay otherwise than one, because steps, or earlier rows, are counted."""

_BAND = "its bounds, bands or steps begin anew in each period"
_ONCE = "it is due once a period, however long that is"
_LEVEL = "what was reached over a period is not the sum of what was reached over its parts"
_BACK = "it counts periods, which are more where they are shorter"
_OPEN = "one event of an unknown service leaves the whole period open"
_TOGETHER = "the events of one period are looked at together"

NOT_LINEAR: Mapping[Callable[[Draft], None], str] = {
    amounts.bonus_and_malus: _BAND,
    amounts.gain_share: _BAND,
    amounts.overspend: _BAND,
    amounts.unit_price: _BAND,
    amounts.fixed_charge: _ONCE,
    events.per_event_share: _OPEN,
    events.repeated_event: _OPEN,
    events.excess_of_each: _OPEN,
    events.recent_events: _ONCE,
    events.events_together: _TOGETHER,
    history.history_count: _BACK,
    history.run_of_misses: _BACK,
    history.decline: _BACK,
    history.over_a_window: _BACK,
    history.again: _BACK,
    history.trailing_volume: _BACK,
    history.best_of_earlier: _BACK,
    lengths.held_too_long: _ONCE,
    levels.tier_table: _LEVEL,
    levels.overlapping_table: _LEVEL,
    levels.linear_steps: _LEVEL,
    levels.onset_plus_steps: _LEVEL,
    levels.ratio_with_bounds: _LEVEL,
    levels.greater_of: _LEVEL,
    levels.ramp: _LEVEL,
    levels.from_a_day: _LEVEL,
    levels.minimum_credit: _BAND,
    levels.rounded_within: _LEVEL,
    memory.withheld_and_released: _BACK,
    memory.earn_back: _BACK,
    memory.balance: _BACK,
    samples.sampled: _BAND,
    samples.grouped: _TOGETHER,
    samples.claimed_in_time: "its last day follows from the beginning of the period",
    samples.business_days_late: "it runs to the end of the period",
    promises.pool: _LEVEL,
    promises.service_points: _LEVEL,
    promises.over_segments: _LEVEL,
    promises.level_in_words: _LEVEL,
    promises.weighted: _LEVEL,
    promises.bands: _LEVEL,
    promises.segments_below: _LEVEL,
    promises.incentive: _LEVEL,
}
"""Why the amounts of all others do not add up when a period is cut."""
