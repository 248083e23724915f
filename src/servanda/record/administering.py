"""People and parties: whatever is kept of them is entered into the host's journal beside it."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models, transaction
from django.db.models.signals import post_save

from servanda.journal.seals import administration_seal_bytes
from servanda.journal.signing import SigningKey
from servanda.kernel.time import Instant
from servanda.record.administered import ADMINISTERED, Administered, Plain, kind_of
from servanda.record.models import AdministrationEntry, AdministrationHead, PersonalKey
from servanda.record.opening import current_book

__all__ = [
    "NotAdministration",
    "Noted",
    "connect",
    "read_noted",
    "take_up",
    "unsealed",
]

_FORMAT = "servanda/administration/1"
_KEYS = frozenset({"format", "number", "previous", "at", "about", "key", "says", "sealed"})
_NONCE_BYTES = 12
_KEY_BYTES = 32


class NotAdministration(ValueError):
    """A line is no entry of the host's journal; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """One entry of the host's journal.

    Args:
        number: Its place, from 1.
        previous: Digest of the entry before it, empty for the first.
        at: When it was entered, by the host's clock.
        about: Which table.
        key: Which row of it.
        says: What the row says from then on.
        sealed: What it says of a person besides, sealed; empty where it names nobody.
        sha256: Digest of its line.
    """

    number: int
    previous: str
    at: str
    about: str
    key: str
    says: Plain
    sealed: str
    sha256: str


def read_noted(line: bytes) -> Noted:
    """Read an entry of the host's journal.

    Raises:
        NotAdministration: It is none, or not in canonical form.
    """
    try:
        plain = json.loads(line)
        if set(plain) != _KEYS or plain["format"] != _FORMAT:
            raise NotAdministration(f"its format is not {_FORMAT}")
        same = rfc8785.dumps(plain) == line
    except (ValueError, TypeError, RecursionError, rfc8785.CanonicalizationError):
        raise NotAdministration("it is no entry of the host's journal") from None
    if not same:
        raise NotAdministration("it is not in canonical form (RFC 8785)")
    stated = {name: value for name, value in plain.items() if name != "format"}
    return Noted(**stated, sha256=hashlib.sha256(line).hexdigest())


def unsealed(noted: Noted) -> Plain:
    """Return what an entry says of a person; nothing where the person's key was destroyed."""
    if not noted.sealed:
        return {}
    kept = PersonalKey.objects.filter(person=noted.key).first()
    if kept is None:
        return {}
    both = base64.b64decode(noted.sealed)
    nonce, hidden = both[:_NONCE_BYTES], both[_NONCE_BYTES:]
    try:
        opened = AESGCM(base64.b64decode(kept.secret)).decrypt(nonce, hidden, noted.key.encode())
    except (InvalidTag, ValueError):
        return {}
    said: Plain = json.loads(opened)
    return said


def take_up() -> None:
    """Begin the host's journal of a book that had people before it had one."""
    with transaction.atomic():
        if not AdministrationEntry.objects.exists():
            _enter(
                (kind, row)
                for kind in ADMINISTERED.values()
                for row in kind.table._default_manager.order_by("pk").iterator()
            )


def connect() -> None:
    """Enter from now on whatever is kept of people and parties."""
    for table in ADMINISTERED:
        post_save.connect(_kept, sender=table, dispatch_uid=f"administration {table.__name__}")


def _kept(
    sender: type[models.Model],
    instance: models.Model,
    created: bool,  # noqa: FBT001 - the framework calls it so
    raw: bool,  # noqa: FBT001 - as above
    update_fields: frozenset[str] | None,
    **_: object,
) -> None:
    kind = kind_of(sender)
    if raw or not kind.touched(update_fields):
        return
    if created:
        row = instance
    else:
        # Of what was changed in memory, only the fields that were named have been saved.
        row = sender._default_manager.select_related(*kind.points).get(pk=instance.pk)
        if _is_known(kind, row):
            return
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "people and parties are kept in one transaction with the journal's entry about them"
        )
    _enter([(kind, row)])


def _is_known(kind: Administered, row: models.Model) -> bool:
    entries = AdministrationEntry.objects.filter(about=kind.about, key=kind.key(row))
    last = entries.order_by("-number").first()
    if last is None:
        return False
    noted = read_noted(last.line.encode())
    return noted.says == kind.says(row) and unsealed(noted) == kind.seals(row)


def _enter(rows: Iterable[tuple[Administered, models.Model]]) -> None:
    """Add entries under the lock of the journal's end; the caller has begun a transaction."""
    head, _ = AdministrationHead.objects.select_for_update().get_or_create(pk=1)
    for entry in _entries(rows, head, current_book().host_key()):
        entry.save(force_insert=True)
    head.save(update_fields=["number", "sha256"])


def _entries(
    rows: Iterable[tuple[Administered, models.Model]], head: AdministrationHead, host: SigningKey
) -> Iterator[AdministrationEntry]:
    for kind, row in rows:
        at, key, number = datetime.now(UTC), kind.key(row), head.number + 1
        content: dict[str, Any] = {
            "format": _FORMAT,
            "number": number,
            "previous": head.sha256,
            "at": str(Instant.from_datetime(at)),
            "about": kind.about,
            "key": key,
            "says": kind.says(row),
            "sealed": _sealed(key, kind.seals(row)),
        }
        line = rfc8785.dumps(content)
        head.number, head.sha256 = number, hashlib.sha256(line).hexdigest()
        yield AdministrationEntry(
            number=number,
            line=line.decode(),
            sha256=head.sha256,
            about=kind.about,
            key=key,
            at=at,
            seal=host.sign(administration_seal_bytes(number, head.sha256)),
        )


def _sealed(person: str, said: Plain) -> str:
    if not said:
        return ""
    new = base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
    kept, _ = PersonalKey.objects.get_or_create(person=person, defaults={"secret": new})
    nonce = secrets.token_bytes(_NONCE_BYTES)
    hidden = AESGCM(base64.b64decode(kept.secret)).encrypt(
        nonce, json.dumps(said).encode(), person.encode()
    )
    return base64.b64encode(nonce + hidden).decode()
