"""The last entries that somebody has seen of a book's journals, kept in a file of one's own.

Whoever keeps them finds out whether history was rewritten behind them, whoever runs the book.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from servanda.journal.seals import seal_bytes
from servanda.journal.signing import signature_holds
from servanda.pipeline.files import write_all
from servanda.pipeline.refusals import CannotRead

__all__ = ["PEOPLE", "Heads", "SeenHead", "continued", "moved_on", "read_heads", "write_heads"]

_FORMAT = "servanda/heads/1"

PEOPLE = "people"
"""What the host's own journal of people and roles is called among the journals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenHead:
    """Name the last entry of a journal.

    Args:
        number: Its number; 0 for an empty journal.
        sha256: Its digest, empty for an empty journal.
        seal: The host's signature on it.
    """

    number: int
    sha256: str
    seal: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """Hold what was seen of a book.

    Args:
        book: Where people reach it.
        host: The host's public key.
        journals: The last entry of each journal, by the key in the book of the agreement
            or operating model.
    """

    book: str
    host: str
    journals: Mapping[str, SeenHead] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return them as JSON holds them."""
        journals = {
            key: {"number": each.number, "sha256": each.sha256, "seal": each.seal}
            for key, each in sorted(self.journals.items())
        }
        return {"format": _FORMAT, "book": self.book, "host": self.host, "journals": journals}

    @classmethod
    def of_plain(cls, said: Mapping[str, Any]) -> Heads:
        """Read them back.

        Raises:
            KeyError, TypeError: They are none.
        """
        if said["format"] != _FORMAT:
            raise KeyError("format")
        journals = {
            key: SeenHead(
                number=int(each["number"]), sha256=str(each["sha256"]), seal=str(each["seal"])
            )
            for key, each in said["journals"].items()
        }
        return cls(book=str(said["book"]), host=str(said["host"]), journals=journals)


def read_heads(path: Path) -> Heads | None:
    """Read what was seen before; nothing where there is no such file yet.

    Raises:
        CannotRead: It is no such file.
    """
    try:
        return Heads.of_plain(json.loads(path.read_text("utf-8")))
    except FileNotFoundError:
        return None
    except OSError as problem:
        raise CannotRead(path, problem.strerror or str(problem)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise CannotRead(path, "it holds no entries that were seen of a book") from None


def write_heads(path: Path, heads: Heads) -> None:
    """Keep what was seen; raises ``CannotWrite`` where that is not possible."""
    text = json.dumps(heads.plain(), indent=1, ensure_ascii=False) + "\n"
    write_all(path.parent, {path.name: text.encode()})


def continued(
    before: SeenHead, now: SeenHead, lines: Iterator[str], *, agreement: str, host: str
) -> Iterator[str]:
    """Yield why a journal does not go on from what was seen of it; nothing where it does.

    Args:
        before: The last entry that was seen.
        now: The last entry as the book names it.
        lines: The journal's lines from the one that was seen last, oldest first; more are left.
        agreement: The agreement's key in the book.
        host: The host's public key, as it was known before.
    """
    if now.number < before.number:
        yield (
            f"it ends with entry {now.number}, and entry {before.number} was seen:"
            " the end was cut off"
        )
        return
    message = seal_bytes(agreement, now.number, now.sha256)
    if now.number and not signature_holds(message, key=host, signature=now.seal):
        yield f"entry {now.number} does not bear the seal of the host that was known before"
    previous = ""
    for number in range(max(before.number, 1), now.number + 1):
        line = next(lines, "")
        sha256 = hashlib.sha256(line.encode()).hexdigest() if line else ""
        if number == before.number and sha256 != before.sha256:
            yield f"entry {number} is not the one that was seen: history was rewritten"
            return
        if number != before.number and not _follows(line, number, previous):
            yield f"entry {number} does not follow the one before it"
            return
        previous = sha256
    if previous != now.sha256:
        yield f"entry {now.number} is not the one that the book names as its last"


def moved_on(
    before: Heads, now: Heads, digest: Callable[[str, int], str | None]
) -> Iterator[tuple[str, str]]:
    """Yield each journal that does not go on from what was seen of it, and why.

    Args:
        before: What was seen.
        now: What the journals end with.
        digest: Returns the digest of an entry by its journal and number, nothing where there is
            none; the chain from there on was looked at.
    """
    if now.host != before.host:
        yield "the host", f"its key was {before.host}, and is {now.host}"
    for key, seen in before.journals.items():
        if key not in now.journals:
            yield key, "it is gone"
        elif seen.number and digest(key, seen.number) is None:
            last = now.journals[key].number
            yield key, f"it ends with entry {last}, and entry {seen.number} was seen"
        elif seen.number and digest(key, seen.number) != seen.sha256:
            yield key, f"entry {seen.number} is not the one that was seen: history was rewritten"


def _follows(line: str, number: int, previous: str) -> bool:
    try:
        plain = json.loads(line)
        return bool(plain["number"] == number and plain["previous"] == previous)
    except (ValueError, KeyError, TypeError):
        return False
