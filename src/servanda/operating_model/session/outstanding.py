"""What the room has still to say before its design can be taken over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.facts.said import Place
from servanda.operating_model.session.design import Danger, Design, DesignedCell, Hope
from servanda.operating_model.session.places import cell_place

__all__ = ["Outstanding", "outstanding"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outstanding:
    """Something that has still to be said.

    Args:
        place: Where.
        words: What is lacking, and what to do.
    """

    place: Place
    words: str


def outstanding(design: Design) -> tuple[Outstanding, ...]:
    """Return what has still to be said, in the order in which a session asks it."""
    return (*_of_service(design), *_of_rows(design), *_of_cells(design))


def _lacks(words: str, topic: str, part: str, row: str = "") -> Outstanding:
    return Outstanding(place=Place(topic, row, part), words=words)


def _of_service(design: Design) -> Iterator[Outstanding]:
    answers = design.answers
    if not design.people:
        yield _lacks("Say who is in the room.", "person", "name", "1")
    if not answers.value("service", "title"):
        yield _lacks("Say what the service is called.", "service", "title")
    if design.ambition is None:
        yield _lacks("Say where the service is meant to go: A, B or C.", "service", "ambition")
    believed = answers.value("service", "hypothesis")
    ended = answers.value("service", "stops when")
    if believed and not ended:
        yield _lacks("Say what would end the experiment.", "service", "stops when")
    if ended and not believed:
        yield _lacks("Say what is believed, so that one sees whether it holds.", "service",
                     "hypothesis")  # fmt: skip


def _of_rows(design: Design) -> Iterator[Outstanding]:
    for row in design.answers.rows("person"):
        if not design.answers.value("person", "name", row):
            yield _lacks("Say who is in the room in that role.", "person", "name", row)
    for hope in design.hopes:
        yield from _of_hope(hope)
    for danger in design.dangers:
        yield from _of_danger(danger)


def _of_hope(hope: Hope) -> Iterator[Outstanding]:
    called = f"'{hope.expected}'" if hope.expected else "a benefit"
    if not hope.expected:
        yield _lacks("Say which benefit is hoped for, or take the row back.", "benefit",
                     "expected", hope.row)  # fmt: skip
    if hope.on is None:
        yield _lacks(f"Say on which day one looks for {called}.", "benefit", "on", hope.row)
    if not hope.owner:
        yield _lacks(f"Say who looks for {called}.", "benefit", "owner", hope.row)


def _of_danger(danger: Danger) -> Iterator[Outstanding]:
    called = f"'{danger.title}'" if danger.title else "a risk"
    needed = {
        "title": (danger.title, "Say what can go wrong, or take the row back."),
        "likelihood": (danger.likelihood, f"Say how likely {called} is."),
        "consequence": (danger.consequence, f"Say what {called} would do to the business."),
        "owner": (danger.owner, f"Say whose risk {called} is."),
    }
    for part, (said, words) in needed.items():
        if not said:
            yield _lacks(words, "danger", part, danger.row)


def _of_cells(design: Design) -> Iterator[Outstanding]:
    if design.ambition is None:
        return
    unowned = [cell for cell in design.cells if cell.is_undecided and not cell.owner]
    undated = [cell for cell in design.cells if cell.is_undecided and cell.by is None]
    if len(unowned) > 1:
        yield _lacks(f"{len(unowned)} cells stay t.b.d.: say who works them off.", "service",
                     "open owner")  # fmt: skip
        unowned = []
    if len(undated) > 1:
        yield _lacks(f"{len(undated)} cells stay t.b.d.: say by which day they are decided.",
                     "service", "open by")  # fmt: skip
        undated = []
    for cell in design.cells:
        yield from _of_cell(design, cell, unowned, undated)


def _of_cell(
    design: Design, cell: DesignedCell, unowned: list[DesignedCell], undated: list[DesignedCell]
) -> Iterator[Outstanding]:
    key = (cell.process.name, cell.scope)
    called = f"{cell.process.title}, {design.scope_words(cell)}"
    if cell.deviates and not cell.because:
        words = f"{called}: say why {cell.chosen} and not {cell.reference}."
        yield Outstanding(place=cell_place(key, "because"), words=words)
    if cell in unowned or (cell.by is not None and not cell.owner and not cell.is_undecided):
        yield Outstanding(place=cell_place(key, "owner"), words=f"{called}: say who sees to it.")
    if cell in undated:
        yield Outstanding(place=cell_place(key, "by"), words=f"{called}: say by which day.")
