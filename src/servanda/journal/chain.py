"""The chain: each entry names the one before it, so that none can be changed or taken out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from servanda.facts.decision import Act, Entry
from servanda.journal.acts import ACTS
from servanda.kernel.time import Instant

# Where there is no journal, nothing waits for what reads and signs entries to be loaded.

__all__ = ["Broken", "Journal", "Signer", "Speaker", "next_entry", "read_journal"]


class Signer(Protocol):
    """Sign for a party: with its key at hand, or with a signature that was made elsewhere."""

    @property
    def public(self) -> str:
        """Return the public key as agreements and entries name it."""

    def sign(self, message: bytes) -> str:
        """Return the signature of a message in base64."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Say for whom an act is entered.

    Args:
        party: Identifier of the party in the agreement.
        person: Who speaks for it.
        role: In which role, may be empty.
        key: What signs for the party; absent where it has no key, then the entry is not signed.
    """

    party: str
    person: str
    role: str = ""
    key: Signer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Say what is wrong with one line of a journal.

    Args:
        line: Number of the line, 1-based.
        why: What is wrong, in plain words.
    """

    line: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Hold the entries of one agreement or operating model, in their order.

    Args:
        entries: All entries up to the first broken one.
        broken: What is wrong; empty for a sound journal.
    """

    entries: tuple[Entry, ...] = ()
    broken: tuple[Broken, ...] = ()

    @property
    def head(self) -> str:
        """Return the digest of the last entry; a party that keeps it can prove a rewriting."""
        return self.entries[-1].sha256 if self.entries else ""

    def up_to(self, moment: Instant) -> Journal:
        """Return the journal as it was known at a moment, entries of that instant included."""
        return replace(self, entries=tuple(each for each in self.entries if each.at <= moment))

    def to_bytes(self) -> bytes:
        """Return the journal's file: one canonical line an entry."""
        if not self.entries:
            return b""
        from servanda.journal.wire import entry_bytes  # noqa: PLC0415 - as said above

        return b"".join(entry_bytes(each) + b"\n" for each in self.entries)


def next_entry(journal: Journal, agreement: str, at: Instant, speaker: Speaker, act: Act) -> Entry:
    """Make the entry that continues a journal, signed where the speaker has a key.

    Args:
        journal: The journal so far, sound.
        agreement: Identifier of the agreement, or of the operating model.
        at: When it is said; an entry is never older than the one before it.
        speaker: Who says it.
        act: What is said.

    Raises:
        ValueError: ``at`` lies before the last entry, or the journal is broken.
    """
    from servanda.journal.wire import entry_bytes, signed_bytes  # noqa: PLC0415 - as said above

    if journal.broken:
        raise ValueError("a broken journal is not continued")
    if journal.entries and at < journal.entries[-1].at:
        raise ValueError(
            f"{at} lies before the last entry, which was made {journal.entries[-1].at}"
        )
    bare = Entry(
        number=len(journal.entries) + 1,
        previous=journal.head,
        agreement=agreement,
        at=at,
        party=speaker.party,
        person=speaker.person,
        role=speaker.role,
        act=act,
        key=speaker.key.public if speaker.key else "",
    )
    signature = speaker.key.sign(signed_bytes(bare)) if speaker.key else ""
    signed = replace(bare, signature=signature)
    return replace(signed, sha256=hashlib.sha256(entry_bytes(signed)).hexdigest())


def read_journal(content: bytes, acts: Mapping[str, type[Act]] = ACTS) -> Journal:
    """Read a journal's file and check its chain and signatures.

    Whether a key may speak for a party stands in the agreement and is not looked at here.

    Args:
        content: The file's bytes.
        acts: What can be said in it, by name: an agreement's acts, or an operating model's.

    Returns:
        The entries up to the first broken line, and what is wrong with that line.
    """
    if not content:
        return Journal()
    from servanda.journal.wire import NotAnEntry, read_entry  # noqa: PLC0415 - as said above

    entries: list[Entry] = []
    lines = content.split(b"\n")
    for number, line in enumerate(lines[:-1], start=1):
        try:
            entry = read_entry(line, acts)
        except NotAnEntry as problem:
            why = problem.problems
            return Journal(
                entries=tuple(entries), broken=tuple(Broken(line=number, why=each) for each in why)
            )
        wrong = tuple(Broken(line=number, why=each) for each in _wrong(entry, entries))
        if wrong:
            return Journal(entries=tuple(entries), broken=wrong)
        entries.append(entry)
    if lines[-1]:
        cut = Broken(line=len(lines), why="the file ends in the middle of an entry")
        return Journal(entries=tuple(entries), broken=(cut,))
    return Journal(entries=tuple(entries))


def _wrong(entry: Entry, before: Sequence[Entry]) -> Iterator[str]:
    from servanda.journal.signing import signature_holds  # noqa: PLC0415 - as said above
    from servanda.journal.wire import signed_bytes  # noqa: PLC0415 - as said above

    last = before[-1] if before else None
    if entry.number != len(before) + 1:
        yield f"it is numbered {entry.number} where {len(before) + 1} is due"
    if entry.previous != (last.sha256 if last else ""):
        yield "it does not continue the entry before it: one was changed, removed or put in"
    if last and entry.agreement != last.agreement:
        yield f"it is about {entry.agreement}, the entries before it about {last.agreement}"
    if last and entry.at < last.at:
        yield f"it was made {entry.at}, before the entry that it follows"
    if bool(entry.key) != bool(entry.signature):
        yield "it has a key without a signature, or a signature without a key"
    elif entry.key and not signature_holds(
        signed_bytes(entry), key=entry.key, signature=entry.signature
    ):
        yield "its signature does not hold: what was signed is not what stands here"
