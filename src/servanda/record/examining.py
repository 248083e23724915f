"""Whether a journal is what was taken in, and an agreement's tables what follows from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from servanda.agreement.model.agreement import History
from servanda.decisions.standing import replay
from servanda.journal.acts import ACTS, ACTS_ON_MODELS, name_of
from servanda.journal.chain import read_journal
from servanda.journal.seals import seal_bytes
from servanda.journal.signing import signature_holds
from servanda.kernel.time import Instant
from servanda.record.models import Agreement, JournalEntry, KeptEntry, OperatingModel
from servanda.record.projecting import differing

__all__ = ["examine", "journal_faults"]


def examine(agreement: Agreement, history: History, host: str) -> tuple[str, ...]:
    """Return everything that is not as it has to be, in plain words; nothing where all is well.

    Args:
        agreement: The agreement.
        history: Its versions.
        host: The host's public key.
    """
    faults = tuple(journal_faults(agreement, host))
    if faults:
        return faults
    return tuple(_laid_out_otherwise(agreement, history))


def journal_faults(owner: Agreement | OperatingModel, host: str) -> Iterator[str]:
    """Yield what is wrong with a journal: changed, removed, put in, reordered, cut off, replaced.

    Args:
        owner: The agreement or operating model that it is about.
        host: The host's public key, by which what it took in is told from what was put in later.
    """
    rows: list[KeptEntry] = list(owner.entries.order_by("number"))
    acts = ACTS_ON_MODELS if isinstance(owner, OperatingModel) else ACTS
    journal = read_journal(b"".join(each.line.encode() + b"\n" for each in rows), acts)
    yield from (f"entry {each.line}: {each.why}" for each in journal.broken)
    yield from _changed(rows)
    yield from _unsealed(owner.key, rows, host)
    if not journal.broken:
        for row, entry in zip(rows, journal.entries, strict=True):
            kept = (row.number, row.sha256, row.act, row.party)
            if kept != (entry.number, entry.sha256, name_of(type(entry.act)), entry.party):
                yield f"entry {row.number}: it is listed as something else than it says"
    last = (rows[-1].number, rows[-1].sha256) if rows else (0, "")
    if last != (owner.head_number, owner.head_sha256):
        yield (
            f"the journal ends with entry {last[0]}, and entry {owner.head_number}"
            f" ({owner.head_sha256[:12]}) was taken in: the end was cut off or replaced"
        )


def _changed(rows: Sequence[KeptEntry]) -> Iterator[str]:
    """Name the entry itself, where the chain names the one after it."""
    for row in rows:
        if hashlib.sha256(row.line.encode()).hexdigest() != row.sha256:
            yield f"entry {row.number}: it was changed since it was taken in"


def _unsealed(owner: str, rows: Sequence[KeptEntry], host: str) -> Iterator[str]:
    for row in rows:
        message = seal_bytes(owner, row.number, row.sha256)
        if not signature_holds(message, key=host, signature=row.seal):
            yield f"entry {row.number}: this host has not taken it in as it stands here"


def _laid_out_otherwise(agreement: Agreement, history: History) -> Iterator[str]:
    if agreement.known_at is None:
        return
    rows = JournalEntry.objects.filter(agreement=agreement).order_by("number")
    journal = read_journal(b"".join(each.line.encode() + b"\n" for each in rows))
    at = Instant.from_datetime(agreement.known_at)
    standing = replay(history, journal.entries, at).standing
    for table in differing(agreement, history, standing):
        yield f"the table '{table}' is not what follows from the journal; rebuild it"
