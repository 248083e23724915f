"""What was measured of a portion of the records holds until something about it changes.

A new month brings new records and changes some old ones: the portions that these are in are
measured, all others are taken as they were found. A portion is known by its content, by the
parts of the agreement that the measure reads, and by all other evidence that it reads. What was
found holds for good once no clock of it runs any more and all of it counts in periods that were
measured; until then it holds for the same moment and periods only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from servanda.agreement.model.agreement import History
from servanda.evidence.portions import NO_KEY, Keyed, Portion, Portions, divide
from servanda.evidence.snapshot import Snapshot
from servanda.kernel.time import Instant, Period
from servanda.measurement.portions import Division, PortionFound, keyed_tables
from servanda.measurement.study import own_instants
from servanda.pipeline.dependence import sha256_of, tables_behind
from servanda.pipeline.files import write_all
from servanda.pipeline.remembering import run_digest

__all__ = ["ROWS_LEAST", "Divided", "Dividing"]

ROWS_LEAST = 50_000
"""How many rows a portion has on average at least; looking after fewer costs more than it saves."""

_ENTRY, _SETTLED = "portion.json", "settled"
_DIGITS = 24
_DAMAGE = (OSError, ValueError, KeyError, TypeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Divided:
    """Hold how a measure's records are divided.

    Args:
        division: Which portions are wanted, and where the others are.
        portions: All of them.
        names: What each is known by, by its number.
    """

    division: Division
    portions: Portions
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dividing:
    """Find what was measured of portions before, and note what is measured of them now.

    Args:
        snapshot: The evidence.
        periods: The periods measured.
        seen: How far time counts as seen.
        cache: Folder for what can be computed again.
        rows_least: How many rows a portion has on average, at least.
    """

    snapshot: Snapshot
    periods: Sequence[Period]
    seen: Instant | None
    cache: Path
    rows_least: int

    def divided(self, history: History, name: str, parts: Iterable[str]) -> Divided | None:
        """Return how a measure's records are divided; nothing where they are measured as a whole.

        Args:
            history: The agreement.
            name: The measure.
            parts: Texts that change whenever anything does, beside evidence and the periods,
                that its figures depend on.
        """
        columns = keyed_tables(history, name)
        tables = [self._keyed(history, each, column) for each, column in columns.items()]
        keyed = [each for each in tables if each is not None]
        if len(keyed) < len(tables) or not any(each.instants for each in keyed):
            return None
        portions = divide(keyed, self.cache, rows_least=self.rows_least)
        if portions is None:
            return None
        common = (
            run_digest(parts),
            *self._beside(history, name, columns),
            str(portions.months_each),
        )
        wanted: dict[int, Path] = {}
        kept: dict[int, Path] = {}
        names: dict[int, str] = {}
        for each in portions.portions:
            names[each.number] = sha256_of((*common, str(each.number), each.digest))[:_DIGITS]
            found = self._found(names[each.number], each)
            if found is not None:
                kept[each.number] = found
            else:
                wanted[each.number] = self._folder(names[each.number])
        division = Division(
            keys=portions.path,
            no_key=NO_KEY,
            tables=columns,
            wanted=wanted,
            kept=kept,
            rows={each.number: each.rows for each in portions.portions if each.number in wanted},
        )
        return Divided(division=division, portions=portions, names=names)

    def note(self, divided: Divided, found: Mapping[int, PortionFound]) -> None:
        """Note how long what was measured of the wanted portions holds; raises ``CannotWrite``."""
        for each in divided.portions.portions:
            if each.number not in found:
                continue
            folder, holds = divided.division.wanted[each.number], found[each.number]
            entry = {
                "folder": folder.name,
                "periods": [_told(period) for period in self.periods[: holds.periods]],
                "files": sorted(path.name for path in folder.glob("*.parquet")),
            }
            content = json.dumps(entry).encode()
            write_all(folder, {_ENTRY: content})
            if holds.settled and self._is_seen(each):
                name = divided.names[each.number]
                write_all(self._results / _SETTLED, {f"{name}.json": content})

    @property
    def _results(self) -> Path:
        return self.cache / "results"

    def _folder(self, name: str) -> Path:
        """Return where a portion is kept as this moment sees it."""
        return (
            self._results / sha256_of((name, str(self.seen), *map(_told, self.periods)))[:_DIGITS]
        )

    def _found(self, name: str, portion: Portion) -> Path | None:
        """Return where a portion lies that was measured for this moment, or is settled."""
        folder = self._folder(name)
        if self._whole(folder / _ENTRY) is not None:
            return folder
        settled = self._whole(self._results / _SETTLED / f"{name}.json")
        if settled is None or not self._is_seen(portion):
            return None
        told = [_told(period) for period in self.periods[: len(settled["periods"])]]
        return self._results / settled["folder"] if told == settled["periods"] else None

    def _whole(self, path: Path) -> dict[str, Any] | None:
        """Return what was noted of a portion, nothing where a file of it is gone."""
        try:
            entry: dict[str, Any] = json.loads(path.read_text("utf-8"))
            folder = self._results / entry["folder"]
            whole = bool(entry["files"]) and all(
                (folder / each).exists() for each in entry["files"]
            )
            return entry if whole and isinstance(entry["periods"], list) else None
        except _DAMAGE:
            return None

    def _keyed(self, history: History, name: str, column: str) -> Keyed | None:
        table = self.snapshot.tables.get(name)
        evidence = history.latest.evidence.get(name)
        if table is None or not table.present or evidence is None:
            return None
        instants = filter(None, own_instants(history, evidence))
        return Keyed(table=table, key=column, instants=tuple(instants))

    def _beside(self, history: History, name: str, divided: Mapping[str, str]) -> list[str]:
        """Return texts that change with the first period, and with all evidence not divided."""
        others = sorted(
            (tables_behind(history, name) - divided.keys()) & self.snapshot.tables.keys()
        )
        tables = (self.snapshot.tables[each] for each in others)
        return [_told(self.periods[0]), *(f"{each.name} {each.digest}" for each in tables)]

    def _is_seen(self, portion: Portion) -> bool:
        """Return whether nothing in a portion lies beyond what counts as seen."""
        if self.seen is None or portion.newest is None:
            return True
        return portion.newest <= self.seen.micros


def _told(period: Period) -> str:
    return f"{period.label} {period.start} {period.end}"
