"""The reader: how numbers, money, durations and days are spelt for one person.

The words are English; digits, separators and the names of months follow the locale.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, get_currency_precision

from servanda.kernel.rounding import RoundingMode, round_to
from servanda.kernel.time import Instant, Period

__all__ = ["Reader", "UnknownLocale"]

_NO_BREAK = "\N{NO-BREAK SPACE}"
_EN_DASH = "\N{EN DASH}"
_MOST_DIGITS = 6
_SECOND = timedelta(seconds=1)
_MINUTE_MICROS = 60_000_000
_AS_WRITTEN = re.compile(r"(?<![\w.:/-])\d{4}-(?:\d\d-\d\d|\d\d|[QH]\d)(?![\w/-]|[.:]\w)")


class UnknownLocale(ValueError):
    """A locale was asked for that does not exist."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no locale '{name}'; write one like 'en', 'nl' or 'de-CH'")
        self.name = name


@dataclass(frozen=True, kw_only=True)
class Reader:
    r"""Spell values for a reader.

    Args:
        locale: CLDR name, with hyphen or underscore: ``en``, ``nl``, ``de-CH``.
        zone: IANA zone in which instants are shown.
        beside: IANA zone whose clock is said beside, where it shows another time; none by default.
        people: Names to show in the place of pseudonyms; none by default.

    Raises:
        UnknownLocale: ``locale`` does not exist.

    Example:
        >>> Reader(locale="de").money(Fraction("12000.5"), "EUR")
        '12.000,50\xa0EUR'
    """

    locale: str = "en"
    zone: str = "UTC"
    beside: str = ""
    people: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        _ = self.babel

    @cached_property
    def babel(self) -> Locale:
        """Return the locale's data."""
        try:
            return Locale.parse(self.locale.replace("-", "_"))
        except (UnknownLocaleError, ValueError, TypeError):
            raise UnknownLocale(self.locale) from None

    @property
    def has_digits(self) -> bool:
        """Return whether the locale's figures are written with the digits 0 to 9."""
        return bool(self.babel.default_numbering_system == "latn")

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def _counts(self) -> dict[int, str]:
        return {}

    def number(self, amount: Fraction, *, least_digits: int = 0, most_digits: int = 4) -> str:
        """Spell a number; one that needs more digits than are shown begins with ``≈``."""
        shown = _quantized(amount, most_digits)
        text = self._spell(_trimmed(shown, least_digits), least_digits)
        return text if Fraction(shown) == amount else f"≈{_NO_BREAK}{text}"

    def number_of(self, count: int) -> str:
        """Spell a whole number."""
        # A page of days says the same few counts thousands of times.
        if count not in self._counts:
            self._counts[count] = self.number(Fraction(count))
        return self._counts[count]

    def money(self, amount: Fraction, currency: str) -> str:
        """Spell money with its code, all digits of the currency, and more where it has more."""
        digits = get_currency_precision(currency)
        text = self.number(amount, least_digits=digits, most_digits=max(digits, 4))
        return f"{text}{_NO_BREAK}{currency}"

    def share(self, amount: Fraction) -> str:
        """Spell a share as a percentage.

        Two digits are shown; more where two would make it look like the round figure that it is
        not, so that 94.996% is never read as the 95% that was promised.
        """
        return f"{self._percent_digits(amount)}%"

    def points(self, amount: Fraction) -> str:
        """Spell percentage points."""
        return f"{self._percent_digits(amount)}{_NO_BREAK}pp"

    def figure(self, amount: Fraction) -> str:
        """Spell a bare figure: whole if it has up to four decimals, else as shares are."""
        exact = Fraction(_quantized(amount, 4)) == amount
        return self.number(amount) if exact else self._told_apart(amount)

    def _percent_digits(self, amount: Fraction) -> str:
        return self._told_apart(amount * 100)

    def _told_apart(self, amount: Fraction) -> str:
        digits = 2
        while digits < _MOST_DIGITS and _looks_rounder(amount, digits):
            digits += 1
        return self._spell(_trimmed(_quantized(amount, digits), 0), 0)

    def _spell(self, shown: Decimal, least_digits: int) -> str:
        grouping = self.babel.decimal_formats[None].pattern.split(";")[0].split(".")[0]
        pattern = grouping + ("." + "0" * least_digits if least_digits else "")
        with localcontext(prec=len(shown.as_tuple().digits) + 2 * _MOST_DIGITS):
            return format_decimal(
                shown, format=pattern, locale=self.babel, decimal_quantization=False
            )

    def day(self, day: date) -> str:
        """Spell a day: ``31 Mar 2026`` in English."""
        if self.babel.language == "en" and not self.babel.territory:
            return f"{day.day} {format_date(day, 'MMM y', locale=self.babel)}"
        return format_date(day, "medium", locale=self.babel)

    def instant(self, moment: Instant) -> str:
        """Spell an instant on the wall clock of the reader's zone: ``Tue 31 Mar 2026 14:05``."""
        weekday = format_date(self.local(moment), "EEE", locale=self.babel)
        return f"{weekday}{_NO_BREAK}{self.moment(moment)}"

    def moment(self, moment: Instant) -> str:
        """Spell an instant without its weekday: ``31 Mar 2026 14:05``, with seconds if any.

        Example:
            >>> there = Reader(zone="Europe/Amsterdam", beside="Europe/London")
            >>> there.moment(Instant.parse("2026-03-31T12:05:00Z")).replace(_NO_BREAK, " ")
            '31 Mar 2026 14:05 (13:05 Europe/London)'
        """
        day = self.day(self.local(moment).date()).replace(" ", _NO_BREAK)
        # Where there is no room for both, the time of day stands below its day.
        spelt = f"{day} {self.clock(moment)}"
        if not self.beside:
            return spelt
        here, there = self.local(moment), self._there.local(moment)
        if here.replace(tzinfo=None) == there.replace(tzinfo=None):
            return spelt
        shown = self._there.clock if here.date() == there.date() else self._there.moment
        return f"{spelt} ({shown(moment)}{_NO_BREAK}{self.beside})"

    @cached_property
    def _there(self) -> Reader:
        return replace(self, zone=self.beside, beside="")

    def minute(self, moment: Instant) -> str:
        """Spell when something was done to the minute: seconds say nothing to people.

        Example:
            >>> Reader().minute(Instant.parse("2026-03-31T14:05:59Z")).replace(_NO_BREAK, " ")
            'Tue 31 Mar 2026 14:05'
        """
        return self.instant(Instant(moment.micros - moment.micros % _MINUTE_MICROS))

    def limit(self, moment: Instant) -> str:
        """Spell until when something can be done: the day alone where that is its last second.

        Example:
            >>> there = Reader(zone="Europe/Amsterdam")
            >>> there.limit(Instant.parse("2026-09-30T21:59:59Z")).replace(_NO_BREAK, " ")
            'Wed 30 Sep 2026'
            >>> there.limit(Instant.parse("2026-09-30T15:00:00Z")).replace(_NO_BREAK, " ")
            'Wed 30 Sep 2026 17:00'
        """
        spelt = self.instant(moment)
        local = self.local(moment)
        is_last = (local + _SECOND).date() > local.date()
        return spelt.removesuffix(f" {self.clock(moment)}") if is_last else spelt

    def clock(self, moment: Instant) -> str:
        """Spell the time of day of an instant, with seconds where it has any.

        In the hour that clocks go through twice, it is said which of the two: ``02:30 CEST``.
        """
        local = self.local(moment)
        spelt = f"{local:%H:%M:%S}" if local.second or local.microsecond else f"{local:%H:%M}"
        return f"{spelt}{_NO_BREAK}{local:%Z}" if _is_twice(local) else spelt

    def local(self, moment: Instant) -> datetime:
        """Return an instant on the wall clock of the reader's zone."""
        return moment.to_datetime().astimezone(self._zone)

    def period(self, period: Period) -> str:
        """Name a period: ``July 2026``, ``Q3 2026``, ``2026``, or its first and last day."""
        return self.called(period.label) or self.days(period)

    def called(self, label: str) -> str:
        """Name a period by its label, nothing where only its days name it.

        Example:
            >>> [Reader().called(each) for each in ("2026-07", "2026-Q3", "2026-H2", "2026")]
            ['July 2026', 'Q3 2026', 'H2 2026', '2026']
        """
        if len(label) == 7 and label[5].isdigit():
            return format_skeleton("yMMMM", _nominal(label), locale=self.babel)
        if len(label) == 7:
            return f"{label[5:]} {label[:4]}"
        return label if len(label) == 4 else ""

    def words(self, text: str) -> str:
        """Spell the days and periods that a sentence names as texts of agreements do.

        Example:
            >>> Reader().words("notice for 2027-12-31, the claims of 2026-07, file 2026-07.csv")
            'notice for 31 Dec 2027, the claims of July 2026, file 2026-07.csv'
        """
        return _AS_WRITTEN.sub(lambda found: self._spelt(found.group()), text)

    def _spelt(self, written: str) -> str:
        try:
            return self.day(date.fromisoformat(written)) if written[7:] else self.called(written)
        except ValueError:
            return written

    def days(self, period: Period) -> str:
        """Spell a period's first and last day."""
        last_day = period.end_day - timedelta(days=1)
        return f"{self.day(period.first_day)} {_EN_DASH} {self.day(last_day)}"

    def duration(self, seconds: Fraction, *, days: bool = True) -> str:
        """Spell a duration: ``3 h 12 min``, ``3 d 4 h``, ``12.5 s``.

        Args:
            seconds: Its length.
            days: Whether many hours are spelt as days of 24; never so for open time, whose
                days have as many hours as the calendar gives them.
        """
        sign = "-" if seconds < 0 else ""
        rounded = round_to(abs(seconds), Fraction(1, 1000), RoundingMode.HALF_UP)
        if rounded < 60:
            return f"{sign}{self.number(rounded, most_digits=3)}{_NO_BREAK}s"
        whole = int(round_to(rounded, Fraction(1), RoundingMode.HALF_UP))
        return sign + " ".join(_clock_parts(whole, days=days))


def _clock_parts(seconds: int, *, days: bool) -> list[str]:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    whole_days, hours = divmod(hours, 24) if days and hours >= 72 else (0, hours)
    parts = [(whole_days, "d"), (hours, "h"), (minutes, "min"), (rest, "s")]
    return [f"{amount}{_NO_BREAK}{unit}" for amount, unit in parts if amount]


def _is_twice(local: datetime) -> bool:
    """Return whether the wall clock shows this time twice on its day, as in autumn."""
    return local.utcoffset() != local.replace(fold=1 - local.fold).utcoffset()


def _nominal(label: str) -> date:
    return date(int(label[:4]), int(label[5:7]), 1)


def _quantized(amount: Fraction, digits: int) -> Decimal:
    # Exactly half-up: what formats it further on must find nothing left to round.
    steps = round_to(amount, Fraction(1, 10**digits), RoundingMode.HALF_UP) * 10**digits
    negative, size = steps < 0, abs(steps.numerator)
    return Decimal((int(negative), tuple(int(digit) for digit in str(size)), -digits))


def _trimmed(shown: Decimal, least_digits: int) -> Decimal:
    sign, figures, exponent = shown.as_tuple()
    assert isinstance(exponent, int)
    places = -exponent
    while places > least_digits and figures[-1] == 0 and len(figures) > 1:
        figures, places = figures[:-1], places - 1
    return Decimal(0) if figures == (0,) else Decimal((sign, figures, -places))


def _looks_rounder(amount: Fraction, digits: int) -> bool:
    shown = Fraction(_quantized(amount, digits))
    return shown != amount and (shown * 10).denominator == 1
