"""Public holidays of countries and their parts.

The dates come from the ``holidays`` library and may change from one of its versions to the next:
laws change, and lunar dates are announced late. Whoever asks keeps the answer beside the text
that was agreed, and a signed agreement is never asked for again.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Any

from servanda.businesstime import diagnostics as mistakes
from servanda.businesstime.diagnostics import CalendarMistake
from servanda.kernel.diagnostic import near_match

__all__ = ["holiday_data_version", "public_holidays"]

# What people write, though ISO 3166 has another code for it.
_FAMILIAR = {"uk": "GB", "greatbritain": "GB", "england": "GB-ENG", "usa": "US", "el": "GR"}


def holiday_data_version() -> str:
    """Return the version of the library that the dates come from."""
    return str(_library().__version__)


def public_holidays(
    source: str | Sequence[str], first_year: int, last_year: int
) -> Mapping[date, str]:
    """Return the public holidays of one or more places.

    Days that the law moves to another day of the week because they fall in a weekend are
    included where the place does so.

    Args:
        source: Country by ISO 3166 code (``NL``), country and subdivision (``DE-BY``), or
            several of them; a day that is a holiday in any of the places is one.
        first_year: First year, included.
        last_year: Last year, included.

    Returns:
        Names by date, ascending; in English where the library has English names, else in the
        country's own language. Different names of one day are joined with `` / ``.

    Raises:
        CalendarMistake: A place is unknown, or its holidays are not known for all the years.

    Example:
        >>> public_holidays("NL", 2026, 2026)[date(2026, 4, 27)]
        "King's Day"
    """
    names: dict[date, list[str]] = {}
    for place in [source] if isinstance(source, str) else source:
        for day, name in _holidays_of(place.strip(), first_year, last_year).items():
            known = names.setdefault(day, [])
            if name not in known:
                known.append(name)
    return {day: " / ".join(names[day]) for day in sorted(names)}


def _holidays_of(place: str, first_year: int, last_year: int) -> Mapping[date, str]:
    country, _, part = place.partition("-")
    entity = _entity(country.strip().upper(), place)
    subdivision = _subdivision(entity, part.strip(), place)
    if not entity.start_year <= first_year <= last_year <= entity.end_year:
        raise _years_not_known(place, entity, first_year, last_year)
    # Passing a language keeps the library from asking the machine's locale.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's remarks are about its own parts
        found = entity(
            years=range(first_year, last_year + 1), subdiv=subdivision, language=_language(entity)
        )
    return {day: name.replace("; ", " / ") for day, name in found.items()}


def _entity(country: str, place: str) -> Any:  # noqa: ANN401 - the library's classes have no common type
    known = _countries()
    if country not in known:
        raise CalendarMistake(mistakes.UNKNOWN_COUNTRY, name=place, advice=_advice(place))
    return getattr(_library(), known[country])


def _subdivision(entity: Any, part: str, place: str) -> str | None:  # noqa: ANN401 - as above
    if not part:
        return None
    known = {name.upper(): name for name in entity.subdivisions}
    known |= {name.upper(): code for name, code in entity.subdivisions_aliases.items()}
    if part.upper() in known:
        return str(known[part.upper()])
    raise CalendarMistake(
        mistakes.UNKNOWN_SUBDIVISION,
        name=place,
        country=str(entity.country),
        advice=_part_advice(entity, part, known),
    )


def _part_advice(entity: Any, part: str, known: Mapping[str, str]) -> str:  # noqa: ANN401 - as above
    near = near_match(part.upper(), known)
    if near:
        return f"did you mean {entity.country}-{known[near]}?"
    if not known:
        return f"write {entity.country}: its holidays are the same everywhere"
    parts = sorted(set(known.values()))
    return f"write one of {', '.join(f'{entity.country}-{name}' for name in parts)}"


def _language(entity: Any) -> str | None:  # noqa: ANN401 - as above
    english = [name for name in entity.supported_languages if name.startswith("en")]
    if english:
        return "en_US" if "en_US" in english else str(english[0])
    return None if entity.default_language is None else str(entity.default_language)


def _years_not_known(place: str, entity: Any, first: int, last: int) -> CalendarMistake:  # noqa: ANN401 - as above
    missing = f"{first}" if first == last else f"{first} to {last}"
    return CalendarMistake(
        mistakes.HOLIDAYS_NOT_KNOWN_THEN,
        name=place,
        first=str(entity.start_year),
        last=str(entity.end_year),
        missing=missing,
    )


def _advice(place: str) -> str:
    by_name = {name.casefold(): code for code, name in _countries().items()} | _FAMILIAR
    near = near_match(place.casefold().replace(" ", "").removeprefix("the"), by_name)
    if near:
        return f"did you mean {by_name[near]}?"
    return "write a country's two letters, such as NL, or a part of it, such as DE-BY"


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, str]:
    """Return the name of the library's class by ISO 3166 code of two letters."""
    registry = import_module("holidays.registry").COUNTRIES
    return {names[1]: names[0] for names in registry.values()}


def _library() -> Any:  # noqa: ANN401 - a module without a type
    return import_module("holidays")
