"""Whether the host's journal is as it was entered, and people and parties follow from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from servanda.journal.seals import administration_seal_bytes
from servanda.journal.signing import signature_holds
from servanda.record.administered import ADMINISTERED, Administered, Plain
from servanda.record.administering import (
    NotAdministration,
    Noted,
    read_noted,
    unsealed,
)
from servanda.record.models import AdministrationEntry, AdministrationHead

__all__ = ["administration_faults", "last_said"]


def administration_faults(host: str) -> tuple[str, ...]:
    """Return everything that is wrong with the host's journal, or does not follow from it.

    Args:
        host: The host's public key.
    """
    rows = list(AdministrationEntry.objects.order_by("number"))
    faults = (*_in_the_journal(rows, host), *_at_the_end(rows))
    return faults or tuple(_otherwise(rows))


def last_said(rows: Sequence[AdministrationEntry]) -> Mapping[tuple[str, str], Noted]:
    """Return the last entry about each row, by table and key, in the order of the first ones.

    Raises:
        NotAdministration: One of them is none.
    """
    noted = (read_noted(each.line.encode()) for each in rows)
    return {(each.about, each.key): each for each in noted}


def _in_the_journal(rows: Sequence[AdministrationEntry], host: str) -> Iterator[str]:
    before = ""
    for number, row in enumerate(rows, 1):
        try:
            noted = read_noted(row.line.encode())
        except NotAdministration as problem:
            yield f"people, entry {row.number}: {problem}"
            return
        if (noted.number, noted.previous) != (number, before):
            yield f"people, entry {row.number}: it does not follow the entry before it"
            return
        if (row.number, row.sha256, row.about, row.key) != (
            noted.number,
            noted.sha256,
            noted.about,
            noted.key,
        ):
            yield f"people, entry {row.number}: it is listed as something else than it says"
        message = administration_seal_bytes(number, noted.sha256)
        if not signature_holds(message, key=host, signature=row.seal):
            yield f"people, entry {row.number}: this host has not entered it as it stands here"
        before = noted.sha256


def _at_the_end(rows: Sequence[AdministrationEntry]) -> Iterator[str]:
    head = AdministrationHead.objects.first() or AdministrationHead()
    last = (rows[-1].number, rows[-1].sha256) if rows else (0, "")
    if last != (head.number, head.sha256):
        yield (
            f"people: the journal ends with entry {last[0]}, and entry {head.number}"
            f" ({head.sha256[:12]}) was entered: the end was cut off or replaced"
        )


def _otherwise(rows: Sequence[AdministrationEntry]) -> Iterator[str]:
    said = dict(last_said(rows))
    for kind in ADMINISTERED.values():
        for row in kind.table._default_manager.order_by("pk"):
            noted = said.pop((kind.about, kind.key(row)), None)
            if noted is None:
                yield f"{kind.about} {kind.key(row)}: the journal knows nothing of it"
            else:
                yield from _differing(kind, noted, {**kind.says(row), **kind.seals(row)})
    yield from (f"{about} {key}: it is gone from its table" for about, key in said)


def _differing(kind: Administered, noted: Noted, stands: Plain) -> Iterator[str]:
    said = {**noted.says, **unsealed(noted)}
    for name, value in said.items():
        if value != stands.get(name):
            # What it says instead may be somebody's name.
            yield f"{kind.about} {noted.key}: '{name}' is not what was entered"
