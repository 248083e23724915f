"""Putting what a filled sheet says into the text of an operating model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servanda.kernel.diagnostic import Diagnostic
from servanda.operating_model.changing import Appended, Value, with_values
from servanda.operating_model.differences import Difference, matrix_differences
from servanda.operating_model.model.words import Scope
from servanda.operating_model.read.model import ModelReading
from servanda.operating_model.rules.everything import Examination, examine
from servanda.operating_model.standing import Cell, CellStanding, ServiceStanding
from servanda.pipeline.answer import Answer
from servanda.pipeline.files import digest_of, replace_text
from servanda.pipeline.model_sheets import FilledCell, read_filled
from servanda.pipeline.operating import OpenedModel, open_model, open_texts

__all__ = ["ChangedTexts", "fill_model", "write_changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTexts:
    """Hold what a sheet changes.

    Args:
        differences: What will differ.
        texts: The files that change, with their text before and after.
    """

    title: str
    differences: tuple[Difference, ...]
    texts: Mapping[Path, tuple[str, str]]


def fill_model(path: Path, sheet: Path, day: date) -> Answer[ChangedTexts]:
    """Say what a filled sheet changes; nothing is written.

    A cell that was changed by a step before gets a further step, done on the day, so that its
    history stays; any other is written into ``present``.

    Args:
        path: Folder of the operating model, or the file of its text alone.
        sheet: The sheet, as ``servanda model matrix --format xlsx`` writes it.
        day: The day on which it was filled in.

    Returns:
        What changes; absent where the text or the sheet has mistakes, all of which are told.

    Raises:
        CannotRead: The sheet, or a text, cannot be read.
    """
    opened = open_model(path)
    if opened.value is None:
        return Answer(None, opened.diagnostics)
    before = _examine(opened.value, day)
    filled = read_filled(sheet, opened.value.model, before.standings)
    if filled.wrong:
        return Answer(None, filled.wrong)
    values = _values(filled.cells, before.standings, day)
    return changed_model(opened.value, before, values, day)


def changed_model(
    opened: OpenedModel, before: Examination, values: Mapping[str, Value], day: date
) -> Answer[ChangedTexts]:
    """Say what values put into the text change; nothing is written.

    Args:
        opened: The model as it is.
        before: How it stands.
        values: What is put in, by key of the text.
        day: The day for which both are looked at.
    """
    texts, wrong = _changed(opened.reading, opened.paths, values)
    if wrong:
        return Answer(None, wrong)
    contents = [
        (str(path), texts[path][1].encode() if path in texts else path.read_bytes())
        for path in opened.paths
    ]
    reread = open_texts(opened.paths, contents, opened.histories)
    if reread.value is None:
        return Answer(None, reread.diagnostics)
    after = _examine(reread.value, day)
    return Answer(
        ChangedTexts(
            title=opened.model.title,
            differences=matrix_differences(before.standings, after.standings),
            texts=texts,
        )
    )


def write_changed(changed: ChangedTexts) -> tuple[Path, ...]:
    """Write the files that change, each only if nobody changed it meanwhile.

    Raises:
        ChangedMeanwhile: Somebody did.
        CannotWrite: A file cannot be written.
    """
    for path, (before, after) in changed.texts.items():
        replace_text(path, after, expected_sha256=digest_of(before))
    return tuple(changed.texts)


def _examine(opened: OpenedModel, day: date) -> Examination:
    return examine(opened.model, opened.histories, day)


def _changed(
    reading: ModelReading, paths: Sequence[Path], values: Mapping[str, Value]
) -> tuple[dict[Path, tuple[str, str]], tuple[Diagnostic, ...]]:
    """Return the texts that change: each section's values go where their keys stand already."""
    texts = {}
    for place, path in enumerate(paths):
        source, root = reading.sources[str(path)], reading.roots[str(path)]
        own = _of_file(values, root, is_base=place == 0, reading=reading)
        if not own:
            continue
        formatted = with_values(source, root, own)
        if formatted.text is None:
            return {}, formatted.diagnostics
        texts[path] = (source.text, formatted.text)
    return texts, ()


def _of_file(
    values: Mapping[str, Value], root: object, *, is_base: bool, reading: ModelReading
) -> dict[str, Value]:
    own: dict[str, Value] = {}
    for section, entries in values.items():
        assert isinstance(entries, Mapping), "values are put into sections by name"
        here = _names_in(root, section)
        elsewhere = {
            name
            for other in reading.roots.values()
            if other is not root
            for name in _names_in(other, section)
        }
        chosen = {
            name: value
            for name, value in entries.items()
            if name in here or (is_base and name not in elsewhere)
        }
        if chosen:
            own[section] = chosen
    return own


def _names_in(root: object, section: str) -> set[str]:
    node = root.get(section) if hasattr(root, "get") else None
    return {entry.key.text for entry in getattr(node, "entries", ())}


def _values(
    cells: Sequence[FilledCell], standings: Mapping[str, ServiceStanding], day: date
) -> dict[str, Value]:
    """Return what goes into the text: whole rows of the matrix in which something differs."""
    by_row: dict[tuple[str, str], dict[Scope, FilledCell]] = {}
    for cell in cells:
        row = by_row.setdefault((cell.service, cell.process), {})
        row.update(dict.fromkeys(cell.scopes, cell))
    services: dict[str, dict[str, dict[str, Value]]] = {}
    steps: dict[str, list[Value]] = {}
    for (name, process), said in by_row.items():
        now = {each.scope: each for each in standings[name].cells if each.process.name == process}
        sections = services.setdefault(name, {})
        if _target_changes(said, now):
            sections.setdefault("target", {})[process] = _target(said, now)
        elif all(said[scope].present == now[scope].present for scope in said):
            continue
        done = [step for step in standings[name].service.steps if step.done and step.done <= day]
        if any(step.is_about((process, scope)) for step in done for scope in said):
            steps.setdefault(name, []).extend(_steps(process, said, now, day))
        else:
            sections.setdefault("present", {})[process] = _present(said, now)
    values: dict[str, Value] = {
        name: {**sections, **({"steps": Appended(tuple(steps[name]))} if name in steps else {})}
        for name, sections in services.items()
        if sections or name in steps
    }
    return {"services": values} if values else {}


def _target_changes(said: Mapping[Scope, FilledCell], now: Mapping[Scope, CellStanding]) -> bool:
    return any(
        cell.target != now[scope].target or cell.because != now[scope].because
        for scope, cell in said.items()
    )


def _target(said: Mapping[Scope, FilledCell], now: Mapping[Scope, CellStanding]) -> Value:
    cells = {}
    for scope, standing in now.items():
        target = said[scope].target if scope in said else standing.target
        because = said[scope].because if scope in said else standing.because
        cells[scope] = _cell(target, because, explicit=bool(target.performs))
    return _row(cells)


def _present(said: Mapping[Scope, FilledCell], now: Mapping[Scope, CellStanding]) -> Value:
    cells = {}
    for scope, standing in now.items():
        present = said[scope].present if scope in said else standing.present
        target = said[scope].target if scope in said else standing.target
        # What a row leaves out is taken from the target, so that all that differs is said.
        implied = target.performs or (present.accountable,)
        cells[scope] = _cell(present, "", explicit=present.performs != implied)
    return _row(cells)


def _cell(cell: Cell, because: str, *, explicit: bool) -> dict[str, Value]:
    written: dict[str, Value] = {"accountable": cell.accountable}
    if explicit:
        written["performs"] = cell.performs[0] if len(cell.performs) == 1 else cell.performs
    if because:
        written["because"] = because
    return written


def _row(cells: Mapping[Scope, dict[str, Value]]) -> Value:
    """Return a row: one cell where both scopes say the same, and bare where that is a party."""
    first = cells[Scope.APPLICATION]
    if all(cell == first for cell in cells.values()):
        return _bare(first)
    return {scope.value: _bare(cell) for scope, cell in cells.items()}


def _bare(cell: dict[str, Value]) -> Value:
    return cell["accountable"] if len(cell) == 1 else cell


def _steps(
    process: str,
    said: Mapping[Scope, FilledCell],
    now: Mapping[Scope, CellStanding],
    day: date,
) -> Iterator[Value]:
    """Yield the steps that make the present what the sheet says, done on the day."""
    changed = [scope for scope in said if said[scope].present != now[scope].present]
    cells = {scope: said[scope].present for scope in changed}
    together = len(changed) == len(Scope) and len(set(cells.values())) == 1
    for scope in changed[:1] if together else changed:
        yield {
            "process": process,
            **({} if together else {"scope": scope.value}),
            **_cell(cells[scope], "", explicit=True),
            "by": day.isoformat(),
            "done": day.isoformat(),
        }
