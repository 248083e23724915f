"""The shapes of one's own account and its tokens."""

from __future__ import annotations

from datetime import datetime

from ninja import Schema

from servanda.desk.callers import Caller
from servanda.desk.rights import Scope
from servanda.desk.tokens import MadeToken
from servanda.record.models import AccessToken
from servanda.web.documents.common import Line
from servanda.web.documents.people import PersonDocument
from servanda.web.own_calendar import calendar_addresses

__all__ = [
    "AccountDocument",
    "Health",
    "MadeTokenDocument",
    "NewReading",
    "NewReminderWish",
    "NewToken",
    "TokenDocument",
    "Tokens",
]


class AccountDocument(PersonDocument):
    """Oneself, and what the request may be used for."""

    scopes: list[str]
    reminders: str
    language: str
    locale: str
    without: list[str]
    hour: int
    zone: str

    @classmethod
    def of_caller(cls, caller: Caller) -> AccountDocument:
        """Return the document of who asks."""
        return cls(
            **PersonDocument.of(caller.person).model_dump(),
            scopes=sorted(each.value for each in caller.scopes),
            reminders=caller.person.reminders,
            language=caller.person.language,
            locale=caller.person.locale,
            without=caller.person.letters_off,
            hour=caller.person.letters_hour,
            zone=caller.person.zone,
        )


class NewReminderWish(Schema):
    """How often one is written to: 'at once', 'daily', 'weekly' or 'never'.

    ``without`` names sorts of letters that are not wanted: 'waits' (what waits without a time
    limit) and 'about to be missed'. What a right of one's party hangs on is told in any case, once
    a day where one wants nothing else. ``hour`` (0 to 23) says when a letter a day or a
    week comes, by one's own clock.
    """

    reminders: Line | None = None
    without: list[Line] | None = None
    hour: int | None = None


class NewReading(Schema):
    """How one reads: language of the pages, spelling of figures, clock; each may be empty."""

    language: Line = ""
    locale: Line = ""
    zone: Line = ""


class NewToken(Schema):
    """A token for a program."""

    name: Line
    scopes: list[Line]
    days: int = 90


class TokenDocument(Schema):
    """A token, without its secret."""

    key: str
    name: str
    scopes: list[str]
    expires_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None

    @classmethod
    def of(cls, token: AccessToken) -> TokenDocument:
        """Return a token's document."""
        return cls.model_validate(token, from_attributes=True)


class MadeTokenDocument(TokenDocument):
    """A new token; its secret is shown once, and so is the address that a calendar follows."""

    secret: str
    calendar: str

    @classmethod
    def made(cls, made: MadeToken) -> MadeTokenDocument:
        """Return the document of a new token."""
        is_calendar = made.token.scopes == [Scope.CALENDAR.value]
        return cls(
            **TokenDocument.of(made.token).model_dump(),
            secret=made.secret,
            calendar=calendar_addresses(made.secret)[0] if is_calendar else "",
        )


class Tokens(Schema):
    """One's own tokens, newest first."""

    tokens: list[TokenDocument]


class Health(Schema):
    """Whether the book is well."""

    state: str
    version: str
