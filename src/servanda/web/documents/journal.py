"""The shapes of what is entered into a journal, and of signatures."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ninja import Schema
from pydantic import Field

from servanda.desk.looking import Head
from servanda.desk.operating_model.working import ModelEntered
from servanda.desk.working import Draft, Entered
from servanda.facts.decision import Entry
from servanda.journal.acts import name_of
from servanda.journal.passkeys import challenge_of
from servanda.journal.wire import act_content, entry_bytes
from servanda.web.documents.common import Words

__all__ = [
    "DraftDocument",
    "EnteredDocument",
    "EntriesPage",
    "EntryDocument",
    "HeadDocument",
    "Signed",
]


class Signed(Schema):
    """A signature made elsewhere with the party's key.

    Send ``key`` alone first; what comes back is to be signed. Then send the same again with
    ``at`` as it came back and ``value``: of a key file the Ed25519 signature in base64; of a
    passkey ``authenticatorData``, ``clientDataJSON`` and ``signature`` of the browser's answer,
    each in base64url without padding, with dots between.
    """

    key: Words
    value: Words = ""
    at: datetime | None = None


class EntryDocument(Schema):
    """An entry of the journal."""

    number: int
    sha256: str
    previous: str
    at: datetime
    party: str
    person: str
    role: str
    act: str
    content: dict[str, Any]
    key: str
    rests_on: str = Field(description="'the key of its party', or 'the word of the host'")
    line: str = Field(description="The entry as it stands in the journal; SHA-256 gives `sha256`")

    @classmethod
    def of(cls, entry: Entry) -> EntryDocument:
        """Return an entry's document."""
        return cls(
            number=entry.number,
            sha256=entry.sha256,
            previous=entry.previous,
            at=entry.at.to_datetime(),
            party=entry.party,
            person=entry.person,
            role=entry.role,
            act=name_of(type(entry.act)),
            content=act_content(entry.act),
            key=entry.key,
            rests_on="the key of its party" if entry.signature else "the word of the host",
            line=entry_bytes(entry).decode(),
        )


class EnteredDocument(Schema):
    """What was entered, and what the journal ends with now."""

    entries: list[EntryDocument]
    head: str

    @classmethod
    def of(cls, entered: Entered | ModelEntered) -> EnteredDocument:
        """Return the document of what was entered."""
        entries = [EntryDocument.of(each) for each in entered.entries]
        return cls(entries=entries, head=entered.entries[-1].sha256)


class DraftDocument(Schema):
    """What has to be signed before it is entered: the bytes of ``to_sign`` in UTF-8."""

    at: datetime
    to_sign: str
    challenge: str = Field(
        description="What a passkey is asked to sign: SHA-256 of these bytes, in base64url"
    )

    @classmethod
    def of(cls, draft: Draft) -> DraftDocument:
        """Return the document of a draft."""
        return cls(
            at=draft.at.to_datetime(),
            to_sign=draft.message.decode(),
            challenge=challenge_of(draft.message),
        )


class EntriesPage(Schema):
    """A page of the journal, oldest first; ``next`` is the number to go on after."""

    entries: list[EntryDocument]
    next: int | None


class HeadDocument(Schema):
    """The journal's last entry with the host's seal on it."""

    number: int
    sha256: str
    seal: str
    host: str
    holds: bool | None = Field(
        description="Whether the entry that you have seen before is there still"
    )

    @classmethod
    def of(cls, head: Head) -> HeadDocument:
        """Return the document of a head."""
        return cls(
            number=head.number,
            sha256=head.sha256,
            seal=head.seal,
            host=head.host,
            holds=head.holds,
        )
