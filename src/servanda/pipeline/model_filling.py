"""Putting what a filled sheet says into the text of an operating model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from servanda.kernel.diagnostic import Diagnostic
from servanda.operating_model.changing import Value, with_values
from servanda.operating_model.differences import Difference, matrix_differences
from servanda.operating_model.filling import filled_values
from servanda.operating_model.read.model import ModelReading
from servanda.operating_model.rules.everything import Examination
from servanda.pipeline.answer import Answer
from servanda.pipeline.files import digest_of, replace_text
from servanda.pipeline.model_sheets import read_filled
from servanda.pipeline.operating import OpenedModel, open_model, open_texts

__all__ = ["ChangedTexts", "changed_model", "fill_model", "fill_opened", "write_changed"]


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
    return fill_opened(opened.value, sheet, day)


def fill_opened(opened: OpenedModel, sheet: Path, day: date) -> Answer[ChangedTexts]:
    """Say what a filled sheet changes in a model that was read; as ``fill_model``."""
    before = opened.examine(day)
    filled = read_filled(sheet, opened.model, before.standings)
    if filled.wrong:
        return Answer(None, filled.wrong)
    values = filled_values(filled.cells, before.standings, day)
    return changed_model(opened, before, values, day)


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
    sources = opened.reading.sources
    contents = [
        (str(path), (texts[path][1] if path in texts else sources[str(path)].text).encode())
        for path in opened.paths
    ]
    reread = open_texts(opened.paths, contents, opened.histories, place=opened.place)
    if reread.value is None:
        return Answer(None, reread.diagnostics)
    after = reread.value.examine(day)
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
