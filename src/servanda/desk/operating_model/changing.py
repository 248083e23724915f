"""The text of an operating model changed: as a whole, by values put into it, by a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from servanda.desk.callers import Caller
from servanda.desk.operating_model.founding import must_be_model_texts
from servanda.desk.operating_model.reading import LinkedAgreements, last_change, open_in_book
from servanda.desk.operating_model.seats import take_model_seat
from servanda.desk.operating_model.seeing import ModelSeen, see_model, text_before
from servanda.desk.operating_model.working import (
    ModelEntered,
    ModelWork,
    SaidOnModel,
    enter_on_model,
    keep_texts,
)
from servanda.desk.working import value_of
from servanda.facts.accounted import TextChanged
from servanda.operating_model.changing import Value
from servanda.operating_model.differences import Difference, differences
from servanda.operating_model.rules.everything import Examination
from servanda.pipeline.model_filling import ChangedTexts, changed_model
from servanda.pipeline.operating import FIRST_TEXT, OpenedModel
from servanda.pipeline.refusals import MisusedCommand
from servanda.record.models import OperatingModel

__all__ = [
    "LookedAtTexts",
    "MovedOn",
    "NothingDiffers",
    "OtherName",
    "change_texts",
    "change_values",
    "changed_since",
    "look_at_texts",
    "said_of",
    "texts_seen",
]

_CHANGED = "text changed"


class MovedOn(MisusedCommand):
    """A text was changed since somebody looked at it."""

    def __init__(self) -> None:
        super().__init__(
            "somebody has changed the text since you looked at it; look at it again, and then"
            " change what you meant to"
        )


class OtherName(MisusedCommand):
    """A text calls the operating model otherwise than it is called in the book."""

    def __init__(self, name: str, known: str) -> None:
        super().__init__(
            f"the text is of the operating model '{name}', and this one is '{known}': its name"
            " stands in every entry, and stays"
        )


class NothingDiffers(MisusedCommand):
    """A text says what it said before."""

    def __init__(self) -> None:
        super().__init__("this is what the text says already; nothing was entered")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedAtTexts:
    """Hold what texts would change, before they are entered."""

    seen: ModelSeen
    differences: tuple[Difference, ...]


def texts_seen(caller: Caller, model: str) -> tuple[ModelSeen, Mapping[str, str]]:
    """Return the texts of an operating model as they hold now.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
    """
    seen = see_model(caller, model, "whole operating model looked at")
    sources = seen.opened.reading.sources
    return seen, {name: sources[name].text for name in map(str, seen.opened.paths)}


def look_at_texts(caller: Caller, model: str, texts: Mapping[str, str]) -> LookedAtTexts:
    """Check texts and say what they would change; nothing is entered.

    Args:
        caller: Who may change them.
        model: The operating model's key.
        texts: All texts by their names.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotAModelText: A name is none.
        Mistaken: The texts are not sound; every mistake is named.
    """
    seen = see_model(caller, model, _CHANGED)
    after = _read(seen.opened, seen.seat.model, texts)
    return LookedAtTexts(
        seen=seen, differences=differences(seen.examination, after.examine(seen.day))
    )


def change_texts(
    caller: Caller, model: str, texts: Mapping[str, str], *, instead_of: str = "", note: str = ""
) -> ModelEntered:
    """Put texts into the place of those that hold.

    Args:
        caller: Who changes them.
        model: The operating model's key.
        texts: All texts by their names.
        instead_of: Digest of the entry by which the texts held that one looked at, so that
            nobody's change is lost; empty to change whatever stands there.
        note: What is new, in words.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NotAModelText: A name is none.
        MovedOn: The text was changed since then.
        NothingDiffers: They are what holds already.
        Mistaken: The texts are not sound; every mistake is named.
    """
    seat = take_model_seat(caller, model, _CHANGED)

    def does(work: ModelWork) -> SaidOnModel:
        _must_hold_still(work.opened, instead_of)
        before = {
            str(path): work.opened.reading.sources[str(path)].text for path in work.opened.paths
        }
        if texts == before:
            raise NothingDiffers
        return _said(work, texts, _read(work.opened, seat.model, texts), note)

    return enter_on_model(seat, does)


def changed_since(
    caller: Caller, model: str, first: date, last: date
) -> tuple[ModelSeen, tuple[Difference, ...]]:
    """Say what differs between two days, by the texts that held then and by what was said.

    Args:
        caller: Who asks.
        model: The operating model's key.
        first: The earlier day; what happened on it counts as known before.
        last: The later day.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        CannotRead, Mistaken: The earlier texts cannot be read any more.
    """
    seen = see_model(caller, model, "whole operating model looked at", day=last)
    held = text_before(seen, first)
    sources = seen.opened.reading.sources
    now = {name: sources[name].text.encode() for name in map(str, seen.opened.paths)}
    before = seen.opened
    if held != now:
        linked = LinkedAgreements(seen.seat.model.organisation)
        before = value_of(open_in_book(held, seen.opened.place.store, linked))
    return seen, differences(before.examine(first), seen.examination)


Makes = Callable[[OpenedModel, Examination], Mapping[str, Value]]


def change_values(caller: Caller, model: str, makes: Makes, *, note: str = "") -> ModelEntered:
    """Put values into the text as it stands then; all else stays, comments included.

    Args:
        caller: Who changes it.
        model: The operating model's key.
        makes: Makes the values from the model as it stands, or raises why they cannot be made.
        note: What is new, in words.

    Raises:
        NotThere, NotAllowed, NotInScope: As the table of rights says.
        NothingDiffers: The text says so already.
        Mistaken: With them the text would not be sound; every mistake is named.
    """
    seat = take_model_seat(caller, model, _CHANGED)

    def does(work: ModelWork) -> SaidOnModel:
        day = work.at.to_datetime().date()
        before = work.opened.examine(day)
        changed = value_of(changed_model(work.opened, before, makes(work.opened, before), day))
        return said_of(work, changed, note)

    return enter_on_model(seat, does)


def said_of(work: ModelWork, changed: ChangedTexts, note: str) -> SaidOnModel:
    """Return the word by which changed texts take the place of those that hold.

    Raises:
        NothingDiffers: None of them is changed.
    """
    sources = work.opened.reading.sources
    texts = {str(path): sources[str(path)].text for path in work.opened.paths}
    after = texts | {str(path): text for path, (_, text) in changed.texts.items()}
    if after == texts:
        raise NothingDiffers
    return _said(work, after, _read(work.opened, work.seat.model, after), note)


def _said(work: ModelWork, texts: Mapping[str, str], after: OpenedModel, note: str) -> SaidOnModel:
    named = keep_texts(work.seat.model, texts)
    act = TextChanged(texts=named, note=note)
    return SaidOnModel(act=act, role=work.seat.role.value, text=after.model)


def _read(opened: OpenedModel, model: OperatingModel, texts: Mapping[str, str]) -> OpenedModel:
    """Return texts as they would be read in the place of a model's own.

    Raises:
        NotAModelText, OtherName, Mistaken: They cannot be.
    """
    must_be_model_texts([*texts])
    ordered = {name: texts[name] for name in (FIRST_TEXT, *sorted(set(texts) - {FIRST_TEXT}))}
    contents = {name: text.encode() for name, text in ordered.items()}
    linked = LinkedAgreements(model.organisation)
    after = value_of(open_in_book(contents, opened.place.store, linked))
    if after.model.identifier != model.identifier:
        raise OtherName(after.model.identifier, model.identifier)
    return after


def _must_hold_still(opened: OpenedModel, instead_of: str) -> None:
    if instead_of not in {"", last_change(opened.journal.entries)}:
        raise MovedOn
