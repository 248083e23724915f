"""Ways in which contracts make money of figures: each writes its text and says what it means."""

from __future__ import annotations

from collections.abc import Callable

from tests.properties.draft import Draft
from tests.properties.mechanisms import amounts, events, history, levels, memory, promises, samples

__all__ = ["LINEAR", "MECHANISMS"]

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

LINEAR = (events.keyed_rate, events.per_user, events.per_hour)
