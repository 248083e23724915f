"""Drafts of a version: made of texts or of single changes, looked at, and proposed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servanda.agreement.amending import amendment_text
from servanda.agreement.diagnostics import HOLIDAYS_NOT_FROZEN
from servanda.agreement.digest import version_sha256
from servanda.agreement.model.agreement import History
from servanda.agreement.read.versions import read_texts
from servanda.agreement.text.compose import compose
from servanda.agreement.text.node import MappingNode
from servanda.agreement.typed import (
    NoSuchPlace,
    NotAChange,
    TypedChange,
    changed_root,
    read_typed,
    sources_of,
)
from servanda.agreement.variants import versions_of
from servanda.decisions.diagnostics import (
    KEYS_TOO_EARLY,
    NOT_FROZEN,
    OTHER_AGREEMENT,
    OTHER_DAY,
)
from servanda.decisions.proposals import last_signed
from servanda.decisions.rulebook import SIDES, Rulebook
from servanda.facts.decision import AttachedDocument, DraftProposed, Entry, VersionSigned
from servanda.facts.proposal import Proposal
from servanda.journal.chain import Speaker
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.source import SourceSpan
from servanda.pipeline.answer import Answer
from servanda.pipeline.check import check_reading
from servanda.pipeline.deciding import Desk, Said
from servanda.pipeline.files import read_text
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.trying import WrongChange

__all__ = [
    "Draft",
    "NoDay",
    "NoSuchProposal",
    "Texts",
    "begin_texts",
    "draft_of_changes",
    "draft_of_texts",
    "laid_texts",
    "look_at",
    "proposal_numbered",
    "propose",
    "sign",
]

Texts = tuple[tuple[str, bytes], ...]
"""Name and bytes of what a version is made of, the base first."""


class NoDay(MisusedCommand):
    """Nothing says from when an amendment shall govern."""

    def __init__(self) -> None:
        super().__init__("say from when the changes shall govern: --from 2027-01-01")


class NoSuchProposal(MisusedCommand):
    """An entry was named that proposes nothing."""

    def __init__(self, number: int, known: Sequence[int]) -> None:
        some = f"; proposals are {', '.join(map(str, known))}" if known else "; there is none yet"
        super().__init__(f"entry {number} is no proposal that counts{some}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Hold a version that may be proposed.

    Args:
        texts: What it is made of, the base first.
        history: What it says, checked.
    """

    texts: Texts
    history: History

    @property
    def named(self) -> Mapping[AttachedDocument, bytes]:
        """Return its texts by their content, in their order."""
        return {
            AttachedDocument(name=name, sha256=hashlib.sha256(content).hexdigest()): content
            for name, content in self.texts
        }

    @property
    def newest(self) -> str:
        """Return its newest text."""
        return self.texts[-1][1].decode("utf-8")


def proposal_numbered(desk: Desk, number: int) -> Proposal:
    """Return a proposal by the number of its entry; raises ``NoSuchProposal``."""
    for each in desk.standing.proposals:
        if each.number == number:
            return each
    raise NoSuchProposal(number, [each.number for each in desk.standing.proposals])


def draft_of_texts(
    desk: Desk, paths: Sequence[Path] = (), *, instead_of: Proposal | None = None
) -> Answer[Draft]:
    """Make a draft of files, or of the texts as they lie in the workspace.

    Args:
        desk: The agreement and its record.
        paths: An agreement's text, or amendments that are laid over what is signed, or in the
            workspace; an amendment takes the place of one of its number and of later ones.
            Nothing proposes the texts of the workspace.
        instead_of: The proposal that it counters, whose texts it begins with then.

    Returns:
        The draft, or everything that is wrong with it.

    Raises:
        CannotRead: A file cannot be read.
    """
    texts = begin_texts(desk, instead_of) if paths else _lying(desk)
    for path in paths:
        texts = laid_texts(texts, path.name, read_text(path).encode())
    return look_at(desk, texts)


def draft_of_changes(
    desk: Desk,
    typed: Sequence[str],
    *,
    first_day: date | None,
    title: str = "",
    instead_of: Proposal | None = None,
) -> Answer[Draft]:
    """Make a draft of single changes, written down as an amendment of the version they amend.

    Args:
        desk: The agreement and its record.
        typed: Changes as ``servanda try`` reads them: ``penalties.restored.pool=30%``.
        first_day: First day on which they govern; absent, that of the proposal countered.
        title: What they change, in a few words.
        instead_of: The proposal that the draft counters: it keeps what that one amends, and says
            the rest otherwise.

    Returns:
        The draft, or everything that is wrong with what was typed.

    Raises:
        NoDay: Nothing says from when the changes govern.
        WrongChange: A change is none, or names a place that the text does not have.
    """
    changes = _typed(typed)
    sources = sources_of(changes)
    badly_written = tuple(found for change in changes for found in change.diagnostics)
    if any(change.value is None for change in changes):
        return Answer(None, badly_written, sources)
    day = first_day or (instead_of.governs_from if instead_of else None)
    if day is None:
        raise NoDay
    texts = begin_texts(desk, instead_of)
    versions = versions_of(texts)
    if not versions.versions:
        return Answer(None, versions.diagnostics)
    kept = _kept(desk, texts, instead_of)
    try:
        after = changed_root(versions.versions[-1].root, changes)
    except NoSuchPlace as wrong:
        raise WrongChange(str(wrong.args[0])) from None
    amendment = amendment_text(
        versions.versions[kept - 1].root, after, number=kept, first_day=day, title=title
    )
    return look_at(desk, (*texts[:kept], (f"amendment-{kept}.yaml", amendment.encode())))


def look_at(desk: Desk, texts: Texts) -> Answer[Draft]:
    """Look whether texts can be proposed and signed: sound, of this agreement, holidays fixed.

    Args:
        desk: The agreement and its record.
        texts: The texts, the base first.
    """
    reading = read_texts(texts)
    checked = check_reading(reading, desk.workspace.texts[0].parent)
    sources = {name: content.decode("utf-8", "replace") for name, content in texts}
    if checked.value is None:
        return Answer(None, checked.diagnostics, sources)
    wrong = tuple(_unsignable(desk, checked.value, checked.diagnostics))
    if wrong:
        return Answer(None, wrong, sources)
    return Answer(Draft(texts=texts, history=checked.value), (), sources)


def propose(
    desk: Desk,
    speaker: Speaker,
    draft: Draft,
    *,
    instead_of: Proposal | None = None,
    note: str = "",
) -> Answer[tuple[Entry, ...]]:
    """Enter a proposal, its texts kept in the record; refusals as for ``Desk.say``.

    Args:
        desk: The agreement and its record.
        speaker: Who proposes it.
        draft: What is proposed.
        instead_of: The proposal whose place it takes.
        note: What is new about it, may be empty.
    """
    act = DraftProposed(
        texts=tuple(draft.named),
        governs_from=draft.history.latest.effective_from,
        instead_of=instead_of.entry if instead_of else "",
        note=note,
    )
    return desk.say(speaker, (Said(act=act),), texts=draft.named)


def sign(desk: Desk, speaker: Speaker, proposal: Proposal) -> Answer[tuple[Entry, ...]]:
    """Sign a proposed version, after its texts have been looked at; refusals as for ``Desk.say``.

    Args:
        desk: The agreement and its record.
        speaker: Who signs.
        proposal: What is signed.

    Raises:
        CannotRead: A text of it is not in the record, or not what was proposed.
    """
    texts = tuple((each.name, desk.record.text(each)) for each in proposal.texts)
    looked = look_at(desk, texts)
    if looked.value is None:
        return Answer(None, looked.diagnostics, looked.sources)
    right = looked.value.history.latest.effective_from
    if right != proposal.governs_from:
        place = SourceSpan.start_of(proposal.texts[-1].name)
        wrong = OTHER_DAY.at(place, said=str(proposal.governs_from), right=str(right))
        return Answer(None, (wrong,), looked.sources)
    version = version_sha256([each.sha256 for each in proposal.texts])
    act = VersionSigned(proposal=proposal.entry, version_sha256=version)
    return desk.say(speaker, (Said(act=act),))


def _lying(desk: Desk) -> Texts:
    """Return the texts as they lie in the workspace."""
    return tuple((path.name, read_text(path).encode()) for path in desk.workspace.texts)


def begin_texts(desk: Desk, instead_of: Proposal | None) -> Texts:
    """Return the texts that a draft begins with: countered, signed, or lying in the workspace."""
    before = instead_of or last_signed(desk.standing)
    if before is None:
        return _lying(desk)
    return tuple((each.name, desk.record.text(each)) for each in before.texts)


def _kept(desk: Desk, texts: Texts, instead_of: Proposal | None) -> int:
    """Return how many texts a draft leaves as they are: all, or all but the one it counters."""
    signed = last_signed(desk.standing)
    least = max(len(signed.texts) if signed else 0, 1)
    return len(texts) - 1 if instead_of is not None and len(texts) - 1 == least else len(texts)


def laid_texts(texts: Texts, name: str, content: bytes) -> Texts:
    """Return texts with a further one: an amendment in the place of its number, or a new base."""
    root = compose(name, content).node
    amends = root.get("amends") if isinstance(root, MappingNode) else None
    if amends is None:
        return ((name, content),)
    number = amends.get("number") if isinstance(amends, MappingNode) else None
    text = getattr(number, "text", "")
    place = int(text) if text.isdecimal() and 0 < int(text) < len(texts) else len(texts)
    return (*texts[:place], (name, content))


def _typed(texts: Sequence[str]) -> tuple[TypedChange, ...]:
    try:
        return read_typed(texts)
    except NotAChange as wrong:
        raise WrongChange(str(wrong)) from None


def _unsignable(desk: Desk, history: History, found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    expected = desk.history.versions[0].identifier
    name = history.latest.identifier
    if name != expected:
        place = SourceSpan.start_of(history.latest.source_name)
        yield OTHER_AGREEMENT.at(place, name=name, expected=expected)
    for each in found:
        if each.code == HOLIDAYS_NOT_FROZEN.code:
            regions = str(dict(each.arguments).get("regions", ""))
            yield NOT_FROZEN.at(each.span, regions=regions)
    yield from _silencing(desk, history)


def _silencing(desk: Desk, history: History) -> Iterator[Diagnostic]:
    """Tell a party of which something would count no longer: its keys are others on that day."""
    before, after = desk.book, Rulebook(history)
    said = [(each.party, each.at, each.key) for each in desk.standing.entries.values()]
    # Who signs now does so with the keys of today.
    for side in SIDES:
        keys = before.at(desk.at).parties[side].keys or ("",)
        said.extend((side, desk.at, each) for each in keys)
    for side in SIDES:
        days = [
            after.day_of(at)
            for party, at, key in said
            if party == side and key not in (after.at(at).parties[side].keys or ("",))
        ]
        if days:
            day = history.at(min(days)).effective_from
            place = SourceSpan.start_of(history.latest.source_name)
            yield KEYS_TOO_EARLY.at(place, party=side, day=day.isoformat())
