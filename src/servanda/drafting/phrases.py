"""What cells of schedules say: shares, times, marks, hours, amounts, in several languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from servanda.drafting.roles import plain, priority_words

__all__ = ["Time", "amount", "mark", "opening_hours", "priorities", "share", "time_allowed"]

_NUMBER: Final = r"(\d+(?:[.,]\d+)?)"
_SHARE: Final = re.compile(_NUMBER + r"\s*(?:%|percent|prozent|procent|pour ?cent)", re.IGNORECASE)
_AT_MOST: Final = re.compile(
    r"[≤<]|\b(at most|max|maximal|maximum|hochstens|hoogstens|au plus)\b", re.IGNORECASE
)
_UNITS: Final = {
    "seconds": r"s|secs?|seconds?|sekunden?|seconden?|secondes?",
    "minutes": r"m|mins?|minutes?|minuten?|minuut",
    "hours": r"h|hrs?|hours?|std|stunden?|uur|uren|heures?",
    "days": r"d|days?|tage?n?|dag|dagen|jours?",
}
_BUSINESS: Final = (
    r"(business|working|work|office|service|arbeits|werk|geschafts|service|kantoor|ouvr\w+)"
)
_TIME: Final = re.compile(
    _NUMBER
    + rf"\s*(?:x\s*)?{_BUSINESS}?[\s-]*(?:(?P<unit>"
    + "|".join(_UNITS.values())
    + r"))\b(?:\s+(?P<after>ouvr\w+))?"
)
_MARK: Final = re.compile(_NUMBER + r"\s*(?:/|out of|of|von|van|sur)\s*(\d+)\b")
_DAYS: Final = {
    "mon": ("mo", "mon", "monday", "montag", "ma", "maandag", "lun", "lundi"),
    "tue": ("di", "tue", "tuesday", "dienstag", "dinsdag", "mar", "mardi"),
    "wed": ("mi", "wed", "wednesday", "mittwoch", "wo", "woensdag", "mer", "mercredi"),
    "thu": ("do", "thu", "thursday", "donnerstag", "donderdag", "jeu", "jeudi"),
    "fri": ("fr", "fri", "friday", "freitag", "vr", "vrijdag", "ven", "vendredi"),
    "sat": ("sa", "sat", "saturday", "samstag", "za", "zaterdag", "sam", "samedi"),
    "sun": ("so", "sun", "sunday", "sonntag", "zo", "zondag", "dim", "dimanche"),
}
_DAY_NAMES: Final = {word: day for day, words in _DAYS.items() for word in words}
_HOURS: Final = re.compile(
    r"(?P<first>[a-z]+)\.?(?:\s*(?:-|to|bis|t/m|tot|a)\s*(?P<last>[a-z]+)\.?)?[\s:,]*"
    r"(?P<begin>\d{1,2})(?:[:.h](?P<begin_minute>\d{2}))?\s*(?:h|uhr|uur)?\s*"
    r"(?:-|to|bis|tot|a)\s*"
    r"(?P<end>\d{1,2})(?:[:.h](?P<end_minute>\d{2}))?\s*(?:h|uhr|uur)?"
)
_ALWAYS: Final = re.compile(r"^(24\s*[x*/]\s*7(\s*[x*/]\s*365)?|24 ?h.*|always|rund um die uhr)$")
_FEE: Final = re.compile(
    r"(of |der |des |van |de |du |la )*(the )?(monthly|month|monats|maand|mensuel|redevance)?"
    r"[\s-]*(fees?|charges?|gebuhr|vergutung|entgelts?|vergoeding|kosten|fee|redevance|mensuelle"
    r"|pauschale)?( mensuelle)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time allowed.

    Args:
        count: How many, a decimal without sign.
        unit: ``seconds``, ``minutes``, ``hours`` or ``days``.
        business: Whether the text says that it is open time.
    """

    count: str
    unit: str
    business: bool


def share(text: str) -> str:
    """Return the share that a text names, as ``99.5%``; empty if it names none, or a ceiling.

    A bare number from above 0 to 1 is a share as spreadsheets keep it.

    Example:
        >>> share("≥ 99,5 %"), share("0.995"), share("at most 5%")
        ('99.5%', '99.5%', '')
    """
    found = _SHARE.search(text)
    if found and _AT_MOST.search(text[: found.start()].rstrip()[-12:]):
        return ""
    if found:
        value = Decimal(_point(found.group(1)))
    elif re.fullmatch(r"0[.,]\d+|1([.,]0+)?", text.strip()):
        value = Decimal(_point(text.strip())) * 100
    else:
        return ""
    return f"{_spelt(value)}%" if 0 < value <= 100 else ""


def time_allowed(text: str) -> Time | None:
    """Return the time that a text allows.

    Example:
        >>> time_allowed("95% within 4 business hours")
        Time(count='4', unit='hours', business=True)
        >>> time_allowed("5 Werktage").business, time_allowed("2 jours ouvrés").business
        (True, True)
    """
    bare = _bare(text)
    found = _TIME.search(_SHARE.sub(" ", bare))
    if found is None:
        return None
    unit = next(name for name, words in _UNITS.items() if re.fullmatch(words, found.group("unit")))
    business = bool(found.group(2) or found.group("after"))
    if not business:
        business = bool(re.search(r"\b(business|working|office) (hours|days|time)\b", bare))
    return Time(count=_spelt(Decimal(_point(found.group(1)))), unit=unit, business=business)


def mark(text: str) -> tuple[str, str] | None:
    """Return a mark and the top of its scale (empty if not said).

    Example:
        >>> mark("≥ 4,2 out of 5"), mark("4.0")
        (('4.2', '5'), ('4', ''))
    """
    if _AT_MOST.search(text):
        return None
    bare = _bare(text)
    found = _MARK.search(bare)
    if found:
        return _spelt(Decimal(_point(found.group(1)))), found.group(2)
    alone = re.fullmatch(r"(?:≥|>=|>|min\.?|at least|mindestens)?\s*" + _NUMBER, bare)
    return (_spelt(Decimal(_point(alone.group(1)))), "") if alone else None


def amount(text: str, currency: str) -> str:
    """Return what a penalty pays, as a formula; empty where it says more than an amount.

    Args:
        text: The cell.
        currency: The agreement's currency, taken where the cell names none.

    Example:
        >>> amount("5 % der Monatsgebühr", "EUR"), amount("€ 1.500", "EUR")
        ('5% of monthly_fee', '1500 EUR')
        >>> amount("2% per 0.1% below target", "EUR")
        ''
    """
    bare = _bare(text)
    found = _SHARE.match(bare)
    if found:
        rest = bare[found.end() :].strip()
        value = Decimal(_point(found.group(1)))
        return f"{_spelt(value)}% of monthly_fee" if _FEE.fullmatch(rest) else ""
    if re.fullmatch(r"0[.,]\d+", bare):
        return f"{_spelt(Decimal(_point(bare)) * 100)}% of monthly_fee"
    named = rf"(?:{currency.casefold()}|{re.escape(_SIGNS.get(currency, currency.casefold()))})"
    money = re.fullmatch(rf"{named}?\s*(\d[\d.,' ]*)\s*{named}?", bare)
    digits = _money(money.group(1)) if money else ""
    return f"{digits} {currency}" if digits else ""


def priorities(text: str) -> tuple[str, ...]:
    """Return the priorities that a text names.

    Example:
        >>> priorities("P1/P2"), priorities("Priority 3 incidents"), priorities("Kritisch")
        (('P1', 'P2'), ('P3',), ('P1',))
    """
    bare = _bare(text)
    found = re.findall(r"\b(?:p|prio\w*|sev\w*)\s*-?\s*([1-4])\b", bare)
    if found:
        return tuple(sorted({f"P{each}" for each in found}))
    if re.fullmatch(r"[1-4](\s*[,/&+-]\s*[1-4])*", bare):
        return tuple(sorted({f"P{each}" for each in re.findall(r"[1-4]", bare)}))
    return tuple(priority_words([bare]).values()) if len(bare.split()) == 1 else ()


def opening_hours(text: str) -> dict[str, str] | None:
    """Return opening hours by days; empty for around the clock, nothing if not understood.

    Example:
        >>> opening_hours("Mo-Fr 8-18, Sa 09:00-13:00")
        {'mon-fri': '08:00-18:00', 'sat': '09:00-13:00'}
        >>> opening_hours("24x7"), opening_hours("by arrangement")
        ({}, None)
    """
    bare = _bare(text)
    if _ALWAYS.match(bare):
        return {}
    hours: dict[str, str] = {}
    for part in re.split(r"[;,+&]", bare):
        found = _HOURS.fullmatch(part.strip())
        if found is None:
            return None
        days = [_DAY_NAMES.get(each) for each in found.group("first", "last") if each]
        begin, end = (_clock(found, each) for each in ("begin", "end"))
        if None in days or not begin < end <= "24:00":
            return None
        hours["-".join(filter(None, days))] = f"{begin}-{end}"
    return hours


_SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£", "CHF": "fr."}


def _clock(found: re.Match[str], name: str) -> str:
    return f"{int(found.group(name)):02}:{found.group(f'{name}_minute') or '00'}"


def _bare(text: str) -> str:
    """Return small letters without accents; marks stay."""
    folded = text.casefold().replace("\N{EN DASH}", "-")
    return " ".join("".join(plain(each) if each.isalpha() else each for each in folded).split())


def _point(digits: str) -> str:
    return digits.replace(",", ".")


def _spelt(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _money(digits: str) -> str:
    """Return an amount without marks between thousands; empty where these are unclear."""
    bare = digits.replace("'", "").replace(" ", "")
    found = re.fullmatch(r"(\d+|\d{1,3}(?:[.,]\d{3})+)(?:[.,](\d{2}))?", bare)
    if found is None:
        return ""
    whole = re.sub(r"[.,]", "", found.group(1))
    return f"{whole}.{found.group(2)}" if found.group(2) else whole
