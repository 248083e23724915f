"""Tokens as pages show them, one's own and those of systems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.desk.callers import Caller
from servanda.desk.rights import Scope
from servanda.desk.tokens import Days
from servanda.kernel.time import Instant
from servanda.record.models import AccessToken
from servanda.reports.clean import one_line
from servanda.reports.reader import Reader
from servanda.web.languages.speaking import said_later

__all__ = ["SCOPES_SAID", "TokenShown", "days_typed", "token_shown"]

SCOPES_SAID = {
    Scope.READ: said_later("Looking"),
    Scope.EVIDENCE: said_later("Bringing evidence and figures"),
    Scope.STATEMENTS: said_later("Issuing statements"),
    Scope.DECISIONS: said_later("Deciding and working together"),
    Scope.MANAGE: said_later("People and settings"),
    Scope.CALENDAR: said_later("Days in a calendar"),
}
"""What each scope lets one do, in a few words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenShown:
    """Show a token that holds, or has held."""

    key: str
    name: str
    scopes: str
    until: str
    used: str
    holds: bool
    end: str


def token_shown(token: AccessToken, caller: Caller, reader: Reader, end: str) -> TokenShown:
    """Return how a token is shown.

    Args:
        token: The token.
        caller: Who looks.
        reader: How they read days.
        end: Address of where it is ended.
    """
    holds = token.revoked_at is None and token.expires_at > caller.at.to_datetime()
    ends = token.revoked_at or token.expires_at
    return TokenShown(
        key=token.key,
        name=one_line(token.name),
        scopes=", ".join(token.scopes),
        until=reader.instant(Instant.from_datetime(ends)),
        used=reader.instant(Instant.from_datetime(token.used_at)) if token.used_at else "never",
        holds=holds,
        end=end,
    )


def days_typed(sent: Mapping[str, str]) -> int:
    """Return for how many days a token is asked for.

    Raises:
        Days: That is no number of days.
    """
    days = sent.get("days", "").strip()
    if not days.isascii() or not days.isdigit() or len(days) > 4:
        raise Days
    return int(days)
