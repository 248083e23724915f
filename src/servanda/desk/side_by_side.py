"""Any two versions compared: in words at once, in last year's money by a worker."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from servanda.desk.background import Errand, Sort
from servanda.desk.callers import Caller
from servanda.desk.finding_out import FindingSeen, answered, find_out, inputs_of, telling
from servanda.desk.refusals import NotThere
from servanda.desk.seeing import Seen, see
from servanda.desk.working import value_of, workspace_of
from servanda.pipeline.keeping import keep, kept
from servanda.pipeline.record import Record
from servanda.pipeline.side_by_side import SideBySide, Texts, side_by_side, words_of

__all__ = ["Side", "SidesSeen", "compare_in_money", "held_against", "sides_of", "sides_seen"]

_PROPOSAL = "proposal-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A version that can be compared.

    Args:
        name: How it stands in an address: its first day, or its proposal's number.
        title: What it is called: ``amendment 1``.
        texts: What it is made of, the base first.
    """

    name: str
    title: str
    texts: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class SidesSeen:
    """Two versions of an agreement held against each other.

    Args:
        seen: The agreement, and who looks.
        old: The older one.
        new: The newer one.
        found: What differs; its money where that is known.
        finding: How far the money is known.
    """

    seen: Seen
    old: Side
    new: Side
    found: SideBySide
    finding: FindingSeen


def sides_of(seen: Seen) -> tuple[Side, ...]:
    """Return what can be compared: the versions that govern, then the proposals, oldest first."""
    return (*_versions(seen), *_proposals(seen))


def sides_seen(caller: Caller, agreement: str, old: str, new: str) -> SidesSeen:
    """Hold two versions against each other; their money is found out where it is not known.

    Args:
        caller: Who looks.
        agreement: The agreement's key.
        old: Name of the one; empty for the first version.
        new: Name of the other; empty for the last version.

    Raises:
        NotThere: There is no such version, or the caller has no part in the agreement.
        Mistaken: A text is not sound.
        CannotRead: A text of a proposal is not in the record.
    """
    seen = see(caller, agreement)
    sides = {each.name: each for each in sides_of(seen)}
    versions = [each for each in sides if not each.startswith(_PROPOSAL)]
    old, new = old or versions[0], new or versions[-1]
    if old not in sides or new not in sides:
        raise NotThere
    return held_against(seen, sides[old], sides[new])


def held_against(seen: Seen, old: Side, new: Side) -> SidesSeen:
    """Hold one version against another; as ``sides_seen``."""
    asked = {"before": _stored(old.texts), "after": _stored(new.texts)}
    finding = find_out(seen, Sort.COMPARISON, name=_name(asked), asked=asked)
    found = _read(finding.content)
    if found is None:
        found = value_of(words_of(old.texts, new.texts))
    return SidesSeen(seen=seen, old=old, new=new, found=found, finding=finding)


def compare_in_money(errand: Errand) -> None:
    """Settle two versions on the last year of evidence, and keep what differs.

    Raises:
        NotSoFar: The evidence reaches no period's end.
        Mistaken: Texts or evidence are not sound.
    """
    workspace = workspace_of(errand.agreement)
    inputs = inputs_of(workspace, Record.of(workspace).journal().entries)
    asked = errand.content

    def finds() -> Mapping[str, Any]:
        found = side_by_side(
            workspace,
            _loaded(asked["before"]),
            _loaded(asked["after"]),
            progress=telling(errand),
        )
        content: Mapping[str, Any] = keep(value_of(found))
        return content

    answered(errand, inputs, finds, name=_name(asked))
    errand.done()


def _versions(seen: Seen) -> Iterator[Side]:
    texts = [(path.name, path.read_bytes()) for path in seen.workspace.texts]
    for number, version in enumerate(seen.history.versions, start=1):
        amendment = version.amendment
        day = version.effective_from.isoformat()
        title = f"amendment {amendment}" if amendment else "the first text"
        yield Side(name=day, title=f"{title}, from {day}", texts=texts[:number])


def _proposals(seen: Seen) -> Iterator[Side]:
    for each in seen.standing.proposals:
        yield Side(
            name=f"{_PROPOSAL}{each.number}",
            title=f"proposal {each.number} of the {each.proposed_by} ({each.state.value})",
            texts=[(text.name, seen.record.text(text)) for text in each.texts],
        )


def _stored(texts: Texts) -> list[list[str]]:
    return [[name, content.decode("utf-8", "replace")] for name, content in texts]


def _loaded(stored: list[list[str]]) -> Texts:
    return [(name, text.encode()) for name, text in stored]


def _name(asked: Mapping[str, Any]) -> str:
    return hashlib.sha256(repr((asked["before"], asked["after"])).encode()).hexdigest()


def _read(content: Mapping[str, Any] | None) -> SideBySide | None:
    if content is None:
        return None
    try:
        return kept(SideBySide, content)
    except ValueError:
        # An earlier version kept it otherwise.
        return None
