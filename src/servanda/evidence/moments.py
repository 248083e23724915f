"""Expressions that read texts as instants, dates and durations."""

from __future__ import annotations

from typing import Final

from servanda.evidence.patterns import ISO, TimePattern
from servanda.evidence.statements import compose, listed, literal
from servanda.evidence.zones import Zone

__all__ = [
    "SCALES",
    "day",
    "duration",
    "epoch_wall",
    "is_finer",
    "offset",
    "to_instant",
    "wall",
]

_MICROS: Final = 1_000_000

SCALES: Final = {
    "microseconds": 1,
    "milliseconds": 1_000,
    "seconds": _MICROS,
    "minutes": 60 * _MICROS,
    "hours": 3_600 * _MICROS,
    "days": 86_400 * _MICROS,
}
"""Units that a number can be a duration in, in microseconds."""

_MONTHS: Final = "'jan','feb','mar','apr','may','jun','jul','aug','sep','oct','nov','dec'"


def _parts(text: str, pattern: TimePattern) -> str:
    return compose(
        "regexp_extract({text}, {expression}, [{parts}])",
        text=text,
        expression=literal(f"^(?:{pattern.expression})$"),
        parts=listed(literal(part) for part in pattern.parts),
    )


def _part(parts: str, pattern: TimePattern, name: str, otherwise: str) -> str:
    if not pattern.has(name):
        return literal(otherwise)
    return compose(
        "coalesce(nullif({parts}.{name}, ''), {otherwise})",
        parts=parts,
        name=name,
        otherwise=literal(otherwise),
    )


_USUAL: Final = r"(19|20|21)\d\d-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?"


def _at_once(text: str, pattern: TimePattern, usual: str, otherwise: str) -> str:
    """Read what most files have at once: taking texts apart costs ten times as much."""
    if pattern is not ISO:
        return otherwise
    return compose(
        "CASE WHEN regexp_full_match({text}, {shape}) THEN {usual} ELSE {otherwise} END",
        text=text,
        shape=literal(_USUAL),
        usual=usual,
        otherwise=otherwise,
    )


def wall(text: str, pattern: TimePattern) -> str:
    """Return an expression for the wall-clock time as written, nothing where it is not one.

    Years before 1900 or after 2199 are not read: they stand for *never* or *unknown*, which
    belongs among the nulls.
    """
    parts = _parts(text, pattern)
    year = _part(parts, pattern, "year", "0")
    if pattern.has("short"):
        year = compose("'20' || {short}", short=_part(parts, pattern, "short", ""))
    taken_apart = compose(
        "CASE WHEN {year} BETWEEN '1900' AND '2199' AND {hour} <= 23 THEN "
        "TRY_CAST({year} || '-' || {month} || '-' || lpad({day}, 2, '0') || ' ' || "
        "lpad(CAST({hour} AS VARCHAR), 2, '0') || ':' || {minute} || ':' || {second} || '.' || "
        "left({fraction}, 6) AS TIMESTAMP) END",
        year=year,
        month=_month(parts, pattern),
        day=_part(parts, pattern, "day", ""),
        hour=_hour(parts, pattern),
        minute=_part(parts, pattern, "minute", "00"),
        second=_part(parts, pattern, "second", "00"),
        fraction=_part(parts, pattern, "fraction", "0"),
    )
    usual = compose("TRY_CAST({text} AS TIMESTAMP)", text=text)
    return _at_once(text, pattern, usual, taken_apart)


def _month(parts: str, pattern: TimePattern) -> str:
    if not pattern.has("name"):
        return compose("lpad({month}, 2, '0')", month=_part(parts, pattern, "month", ""))
    return compose(
        "lpad(CAST(list_position([{months}], lower(left({name}, 3))) AS VARCHAR), 2, '0')",
        months=_MONTHS,
        name=_part(parts, pattern, "name", ""),
    )


def _hour(parts: str, pattern: TimePattern) -> str:
    hour = compose("TRY_CAST({hour} AS INTEGER)", hour=_part(parts, pattern, "hour", "0"))
    if not pattern.has("half"):
        return hour
    return compose(
        "CASE WHEN {hour} BETWEEN 1 AND 12 THEN {hour} % 12 + "
        "CASE WHEN lower({half}) = 'p' THEN 12 ELSE 0 END ELSE 99 END",
        hour=hour,
        half=_part(parts, pattern, "half", "a"),
    )


def offset(text: str, pattern: TimePattern) -> str:
    """Return an expression for the written offset in seconds east of UTC, if there is one."""
    if not pattern.has("offset"):
        return "CAST(NULL AS INTEGER)"
    written = compose(
        "replace({offset}, ':', '')", offset=_part(_parts(text, pattern), pattern, "offset", "")
    )
    taken_apart = compose(
        "CASE WHEN {written} = '' THEN NULL WHEN {written} IN ('Z', 'z', 'UTC') THEN 0 "
        "ELSE CAST(left({written}, 1) || '1' AS INTEGER) * "
        "(CAST(substr({written}, 2, 2) AS INTEGER) * 3600 + "
        "coalesce(TRY_CAST(nullif(substr({written}, 4, 2), '') AS INTEGER), 0) * 60) END",
        written=written,
    )
    return _at_once(text, pattern, "NULL", taken_apart)


def is_finer(text: str, pattern: TimePattern) -> str:
    """Return a condition that the fraction of a second has more than six digits."""
    if not pattern.has("fraction"):
        return "false"
    taken_apart = compose(
        "length(rtrim({fraction}, '0')) > 6",
        fraction=_part(_parts(text, pattern), pattern, "fraction", "0"),
    )
    return _at_once(text, pattern, "false", taken_apart)


def epoch_wall(text: str, unit_micros: int) -> str:
    """Return an expression that reads a number since 1970 as the wall clock of UTC."""
    micros = compose(
        "TRY_CAST(TRY_CAST({text} AS DECIMAL(28, 9)) * {unit} AS BIGINT)",
        text=text,
        unit=str(unit_micros),
    )
    return compose(
        "CASE WHEN regexp_full_match({text}, {shape}) AND {micros} BETWEEN {least} AND {greatest} "
        "THEN make_timestamp({micros}) END",
        text=text,
        shape=literal(r"-?\d{1,17}(\.\d{1,9})?"),
        micros=micros,
        least=str(-2_208_988_800 * _MICROS),
        greatest=str(7_258_118_400 * _MICROS),
    )


def day(wall_time: str, offset_seconds: str) -> str:
    """Return an expression for a date: a wall-clock time at midnight, without offset."""
    return compose(
        "CASE WHEN {wall} = date_trunc('day', {wall}) AND {offset} IS NULL "
        "THEN CAST({wall} AS DATE) END",
        wall=wall_time,
        offset=offset_seconds,
    )


def to_instant(wall_time: str, offset_seconds: str, zone: Zone) -> str:
    """Return an expression for the instant in UTC of a wall-clock time.

    Args:
        wall_time: Expression of the wall-clock time.
        offset_seconds: Expression of the written offset, nothing where there is none.
        zone: How the zone's clock ran while the column's times were written.
    """
    cases = " ".join(
        compose(
            "WHEN {wall} < make_timestamp({until}) THEN {before}",
            wall=wall_time,
            until=str(change.wall_until * _MICROS),
            before=str(change.before),
        )
        for change in zone.transitions
    )
    of_zone = f"CASE {cases} ELSE {zone.last} END" if cases else str(zone.last)
    return compose(
        "{wall} - to_seconds(coalesce({offset}, {of_zone}))",
        wall=wall_time,
        offset=offset_seconds,
        of_zone=of_zone,
    )


_CLOCK: Final = r"^(-?)(?:(\d{1,6}) days?,? )?(\d{1,8}):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})0*)?$"
_PERIOD: Final = (
    r"^(-?)P(?:(\d{1,6})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,12})(?:\.(\d{1,6})0*)?S)?)?$"
)
_SINCE_1970: Final = r"^19[78]\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d$"


def duration(text: str, scale: str) -> str:
    """Return an expression that reads a duration in microseconds.

    Args:
        text: Expression of the text.
        scale: One of `SCALES` for plain numbers, ``h:mm`` for clock texts without seconds, or
            empty. Clock texts ``h:mm:ss``, ISO 8601 durations (``PT4H30M``) and dates since
            1970 (as ServiceNow exports durations) are read whatever the scale.
    """
    readings = [_clock(text, _CLOCK), _clock(text, _PERIOD), _since_1970(text)]
    if scale in SCALES:
        readings.insert(0, _scaled(text, SCALES[scale]))
    if scale == "h:mm":
        short = compose("{text} || ':00'", text=text)
        readings.append(_clock(short, _CLOCK))
    return f"coalesce({listed(readings)})"


def _clock(text: str, expression: str) -> str:
    parts = compose(
        "regexp_extract({text}, {expression}, ['sign', 'd', 'h', 'm', 's', 'f'])",
        text=text,
        expression=literal(expression),
    )
    units = {"d": 86_400_000_000, "h": 3_600_000_000, "m": 60_000_000, "s": _MICROS}
    terms = [
        compose(
            "coalesce(TRY_CAST(nullif({parts}.{part}, '') AS HUGEINT), 0) * {unit}",
            parts=parts,
            part=part,
            unit=str(unit),
        )
        for part, unit in units.items()
    ]
    terms.append(compose("CAST(rpad({parts}.f, 6, '0') AS HUGEINT)", parts=parts))
    return compose(
        "CASE WHEN regexp_full_match({text}, {expression}) AND regexp_matches({text}, '[0-9]') "
        "THEN TRY_CAST((CASE {parts}.sign WHEN '-' THEN -1 ELSE 1 END) * ({total}) AS BIGINT) END",
        text=text,
        expression=literal(expression),
        parts=parts,
        total=" + ".join(terms),
    )


def _since_1970(text: str) -> str:
    return compose(
        "CASE WHEN regexp_full_match({text}, {expression}) "
        "THEN epoch_us(TRY_CAST({text} AS TIMESTAMP)) END",
        text=text,
        expression=literal(_SINCE_1970),
    )


def _scaled(text: str, unit_micros: int) -> str:
    # In whole numbers throughout, so that no type can overflow or round.
    return compose(
        "CASE WHEN regexp_full_match({text}, {shape}) THEN TRY_CAST("
        "(CASE WHEN starts_with({text}, '-') THEN -1 ELSE 1 END) * ("
        "CAST(regexp_extract({text}, {whole}, 1) AS HUGEINT) * {unit} + "
        "CAST(rpad(left(regexp_extract({text}, {fraction}, 1), 15), 15, '0') AS HUGEINT) "
        "* {unit} // 1000000000000000) AS BIGINT) END",
        text=text,
        shape=literal(r"[+-]?\d{1,18}(\.\d*)?"),
        whole=literal(r"^[+-]?(\d+)"),
        fraction=literal(r"\.(\d*)"),
        unit=str(unit_micros),
    )
