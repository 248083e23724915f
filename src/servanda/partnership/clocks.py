"""Times by the clocks of both sides."""

from __future__ import annotations

from servanda.agreement.model.agreement import Agreement
from servanda.businesstime.zone import load_zone
from servanda.kernel.time import Instant

__all__ = ["times_in_zones", "zone_of", "zones_of"]

_SIDES = ("client", "provider")


def times_in_zones(agreement: Agreement, starts: Instant, ends: Instant) -> tuple[str, ...]:
    """Return when something begins and ends by each side's clock, one line each."""
    lines = []
    for name in _SIDES:
        zone = zone_of(agreement, name)
        begin, end = (each.to_datetime().astimezone(load_zone(zone)) for each in (starts, ends))
        lines.append(f"{begin:%Y-%m-%d %H:%M} to {end:%H:%M} ({zone}, {name})")
    return tuple(dict.fromkeys(lines))


def zones_of(agreement: Agreement) -> tuple[str, ...]:
    """Return the zones of both sides, the client's first, each once."""
    return tuple(dict.fromkeys(zone_of(agreement, name) for name in _SIDES))


def zone_of(agreement: Agreement, name: str) -> str:
    """Return the zone of a side, that of settlement where it has none of its own."""
    party = agreement.parties.get(name)
    return (party.zone if party else "") or agreement.settlement.zone
