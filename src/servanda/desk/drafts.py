"""Writing a version: a draft kept on the server, edited as text or value by value, proposed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from servanda.desk.agreeing import NewVersion, propose_version
from servanda.desk.callers import Caller
from servanda.desk.drafts_kept import (
    DOES,
    ChangedElsewhere,
    clean,
    digest,
    draft_of,
    keep,
    row_of,
    rows_of,
)
from servanda.desk.life import desk_of
from servanda.desk.seeing import Seen, see
from servanda.desk.side_by_side import Side, SidesSeen, held_against, sides_of
from servanda.desk.working import Draft as ToSign
from servanda.desk.working import Entered, Signature, value_of
from servanda.kernel.diagnostic import Diagnostic
from servanda.kernel.time import Instant
from servanda.pipeline.answer import Answer
from servanda.pipeline.deciding import Desk
from servanda.pipeline.editing import (
    CannotPlace,
    DraftText,
    Place,
    PlacedValue,
    placed_values,
    span_of,
    whole_texts,
    with_placed_values,
)
from servanda.pipeline.proposing import Draft, Texts, look_at
from servanda.pipeline.refusals import MisusedCommand
from servanda.pipeline.side_by_side import SideBySide, words_of

__all__ = [
    "DraftLooked",
    "DraftWritten",
    "Spelt",
    "WrongValues",
    "check_text",
    "draft_compared",
    "draft_written",
    "propose_draft",
    "save_text",
    "save_values",
    "write_values",
]

Spelt = dict[Place, str]
"""Places of single values, with the key that they are short for."""
_KEPT = 64


class WrongValues(MisusedCommand):
    """Values were typed that the draft would not be sound with; nothing was saved.

    Args:
        wrong: What is wrong, by place.
        rest: What is wrong that is about none of them.
    """

    def __init__(self, wrong: Mapping[Place, str], rest: tuple[str, ...]) -> None:
        super().__init__("; ".join([*wrong.values(), *rest]))
        self.wrong = wrong
        self.rest = rest


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLooked:
    """Say what a draft's text amounts to.

    Args:
        diagnostics: Everything that is wrong with it; nothing where it can be proposed.
        changes: What it changes of what governs now, in words; nothing while it is not sound.
        version: The version that it makes; nothing while it is not sound.
    """

    diagnostics: tuple[Diagnostic, ...]
    changes: SideBySide | None
    version: Draft | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftWritten:
    """Hold one's own draft of an agreement.

    Args:
        seen: The agreement, and who writes.
        draft: What stands in it.
        sha256: Digest of its text, by which a change from elsewhere is noticed.
        saved_at: When it was saved; nothing before it was.
        can_undo: Whether there is an earlier text.
        can_redo: Whether there is one that was undone.
        looked: What it amounts to.
        values: Its single values; nothing where it cannot be read.
    """

    seen: Seen
    draft: DraftText
    sha256: str
    saved_at: Instant | None
    can_undo: bool
    can_redo: bool
    looked: DraftLooked
    values: tuple[PlacedValue, ...] | None


def draft_written(caller: Caller, agreement: str) -> DraftWritten:
    """Return one's own draft, or how one would begin.

    Args:
        caller: Who writes.
        agreement: The agreement's key.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seen = see(caller, agreement, DOES)
    row = row_of(seen)
    draft = draft_of(seen, row)
    return DraftWritten(
        seen=seen,
        draft=draft,
        sha256=digest(draft.text),
        saved_at=Instant.from_datetime(row.saved_at) if row else None,
        can_undo=bool(row and row.earlier),
        can_redo=bool(row and row.later),
        looked=_looked(seen, draft),
        values=_values(seen, draft),
    )


def check_text(caller: Caller, agreement: str, text: str) -> DraftLooked:
    """Say what a text amounts to in the place of one's draft; nothing is saved.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        DraftTooLong: It is too long.
    """
    seen = see(caller, agreement, DOES)
    return _looked(seen, replace(draft_of(seen, row_of(seen)), text=clean(text)))


def save_text(caller: Caller, agreement: str, text: str, *, was: str = "") -> str:
    """Save a draft's text, sound or not; the one before can be had again.

    Args:
        caller: Who writes.
        agreement: The agreement's key.
        text: The text.
        was: Digest of the text that was edited; empty to save it whatever stands there.

    Returns:
        The digest of what stands there now.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        ChangedElsewhere: Another text stands there by now.
        DraftTooLong: It is too long.
    """
    seen, plain = see(caller, agreement, DOES), clean(text)
    keep(seen, plain, was)
    return digest(plain)


def save_values(
    caller: Caller, agreement: str, values: Mapping[Place, str], *, was: str
) -> tuple[Place, ...]:
    """Write values into one's draft, each at its place, and save it.

    Args:
        caller: Who writes.
        agreement: The agreement's key.
        values: What was typed, by place; what stands there already changes nothing.
        was: Digest of the text that was edited.

    Returns:
        The places that changed.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        ChangedElsewhere: Another text stands there by now.
        WrongValues: The draft would not be sound with them, and they are why.
    """
    seen = see(caller, agreement, DOES)
    draft = draft_of(seen, row_of(seen))
    if was != digest(draft.text):
        raise ChangedElsewhere
    try:
        before = {each.place: each.value for each in placed_values(desk_of(seen), draft)}
        changed = {
            place: value
            for place, value in values.items()
            if place in before and value != before[place]
        }
        if not changed:
            return ()
        empty = {place: "please say this" for place, value in changed.items() if not value}
        if empty:
            raise WrongValues(empty, ())
        text = with_placed_values(desk_of(seen), draft, changed)
    except CannotPlace as wrong:
        raise WrongValues({}, (str(wrong),)) from None
    _must_be_sound(seen, draft, replace(draft, text=clean(text)), tuple(changed))
    keep(seen, clean(text), was)
    return tuple(changed)


def write_values(
    caller: Caller, agreement: str, values: Mapping[Place, str], spelt_out: Spelt
) -> None:
    """Write values into one's draft at places that it need not have yet; it need not be sound.

    Args:
        caller: Who writes.
        agreement: The agreement's key.
        values: What shall stand where.
        spelt_out: Places at which a single value may stand that is short for a mapping with this
            key, which it becomes.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        WrongValues: The draft cannot be read, or has no room for a value.
    """
    seen = see(caller, agreement, DOES)
    draft = draft_of(seen, row_of(seen))
    try:
        text = with_placed_values(desk_of(seen), draft, values, spelt_out=spelt_out)
    except CannotPlace as wrong:
        raise WrongValues({}, (str(wrong),)) from None
    keep(seen, clean(text), "")


def draft_compared(caller: Caller, agreement: str) -> SidesSeen:
    """Hold one's draft against what governs now; as ``sides_seen``.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        Mistaken: It is not sound.
    """
    seen = see(caller, agreement, DOES)
    draft = value_of(_checked(seen, draft_of(seen, row_of(seen))))
    now = [each for each in sides_of(seen) if not each.name.startswith("proposal-")][-1]
    new = Side(name="draft", title="your draft", texts=draft.texts)
    return held_against(seen, now, new)


def propose_draft(
    caller: Caller, agreement: str, *, note: str = "", signature: Signature | None = None
) -> Entered | ToSign:
    """Propose one's draft; once it is proposed there is no draft any more.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        Mistaken: It is not sound, or the agreement does not allow it.
    """
    seen = see(caller, agreement, DOES)
    draft = draft_of(seen, row_of(seen))

    def keep_and_let_go(entered: object) -> None:
        caller.keep(entered)
        rows_of(seen).delete()

    version = NewVersion(
        texts={draft.name: draft.text},
        instead_of=draft.instead_of.number if draft.instead_of else 0,
        note=note,
    )
    return propose_version(
        replace(caller, keep=keep_and_let_go), agreement, version, signature=signature
    )


def _looked(seen: Seen, draft: DraftText) -> DraftLooked:
    answer = _checked(seen, draft)
    if answer.value is None:
        return DraftLooked(diagnostics=answer.diagnostics, changes=None, version=None)
    now = tuple((path.name, path.read_bytes()) for path in seen.workspace.texts)
    said = words_of(now, answer.value.texts).value
    return DraftLooked(diagnostics=answer.diagnostics, changes=said, version=answer.value)


def _checked(seen: Seen, draft: DraftText) -> Answer[Draft]:
    """Check a draft, from memory where the same was checked before."""
    desk = desk_of(seen)
    return _checked_texts(_Desk(desk), whole_texts(desk, draft))


class _Desk:
    """A desk that is the same one for checking texts, whatever was said meanwhile."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        # Of all that a desk holds, checking asks for the agreement's name and its documents.
        self._same = (desk.workspace.texts[0], desk.history.versions[0].identifier)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Desk) and other._same == self._same

    def __hash__(self) -> int:
        return hash(self._same)


@lru_cache(maxsize=_KEPT)
def _checked_texts(desk: _Desk, texts: Texts) -> Answer[Draft]:
    return look_at(desk.desk, texts)


def _values(seen: Seen, draft: DraftText) -> tuple[PlacedValue, ...] | None:
    try:
        return placed_values(desk_of(seen), draft)
    except CannotPlace:
        return None


def _must_be_sound(
    seen: Seen, before: DraftText, after: DraftText, changed: tuple[Place, ...]
) -> None:
    """Raise ``WrongValues`` where values have brought mistakes that were not there before."""
    known = {each.message for each in _checked(seen, before).diagnostics}
    found = [each for each in _checked(seen, after).diagnostics if each.message not in known]
    if not found:
        return
    wrong: dict[Place, str] = {}
    rest: list[str] = []
    spans = [(place, span_of(after, place)) for place in changed]
    for each in found:
        words = f"{each.message}; {each.hint}" if each.hint else each.message
        here = (
            place
            for place, span in spans
            if span is not None
            and each.span.file == after.name
            and span.line <= each.span.line <= span.end_line
            and place not in wrong
        )
        place = next(here, None)
        if place is None:
            rest.append(words)
        else:
            wrong[place] = words
    raise WrongValues(wrong, tuple(rest))
