"""What a country usually goes with: a zone, a currency."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["currency_of", "decimals_of", "is_country", "is_currency", "zone_of"]


def zone_of(country: str) -> str:
    """Return the first zone of a country, ``UTC`` where none is known.

    Example:
        >>> zone_of("NL"), zone_of("")
        ('Europe/Amsterdam', 'UTC')
    """
    lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
    zones = (line.split("\t")[2] for line in lines if line.startswith(f"{country}\t"))
    return next(zones, "UTC")


def is_country(code: str) -> bool:
    """Return whether a code is a country's.

    Example:
        >>> is_country("NL"), is_country("ZZ")
        (True, False)
    """
    lines = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text("utf-8").splitlines()
    return any(line.startswith(f"{code}\t") for line in lines)


def currency_of(country: str) -> str:
    """Return a country's currency, ``EUR`` where none is known."""
    from babel.numbers import get_territory_currencies  # noqa: PLC0415 - slow to load

    return next(iter(get_territory_currencies(country)), "EUR") if country else "EUR"


def is_currency(code: str) -> bool:
    """Return whether a code is a currency's."""
    from babel.numbers import is_currency as known  # noqa: PLC0415 - slow to load

    return bool(known(code))


def decimals_of(currency: str) -> int:
    """Return how many decimals amounts of a currency have."""
    from babel.numbers import get_currency_precision  # noqa: PLC0415 - slow to load

    return int(get_currency_precision(currency))
