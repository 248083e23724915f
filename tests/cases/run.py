"""A prepared scenario through the real flow: read, snapshot, measure, settle."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ruamel.yaml import YAML

from servanda.facts.statement import Statement
from servanda.kernel.diagnostic import Diagnostic
from servanda.pipeline.choosing import Choice
from servanda.pipeline.settling import settle
from servanda.pipeline.workspace import Workspace
from tests.cases.mapping import Prepared, Table

__all__ = ["Outcome", "run", "settled", "try_change", "write_evidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a scenario: statements, oldest first, and everything that was reported."""

    statements: tuple[Statement, ...]
    diagnostics: tuple[Diagnostic, ...]


def run(prepared: Prepared, folder: Path) -> Outcome:
    """Run a scenario in a folder of its own."""
    evidence = folder / "evidence"
    write_evidence(prepared.evidence, evidence)
    return settled(prepared.text, evidence, folder, prepared.period)


def settled(text: Path, evidence: Path, folder: Path, period: str) -> Outcome:
    """Settle a text on evidence up to a period; what was measured is kept in a folder."""
    workspace = Workspace(
        texts=(text,),
        evidence=evidence,
        cache=folder / "cache",
        output=folder / "statements",
        record=folder / "record",
        people=folder / "people",
    )
    answer = settle(workspace, choice=Choice(last=period))
    statements = answer.value.statements if answer.value is not None else ()
    return Outcome(statements=statements, diagnostics=answer.diagnostics)


def try_change(prepared: Prepared, trial: str, folder: Path) -> Outcome:
    """Run a scenario on a text that reads as one of the mapping's trials has it."""
    folder.mkdir(parents=True)
    changed = folder / prepared.text.name
    overlay = {trial: {"changes": prepared.trials[trial]}}
    with changed.open("w", encoding="utf-8") as file:
        file.write(prepared.text.read_text(encoding="utf-8"))
        YAML().dump({"readings": overlay}, file)
    return run(replace(prepared, text=changed), folder)


def write_evidence(tables: Mapping[str, Table], folder: Path) -> None:
    """Write tables as CSV files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, table.columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(table.rows)
