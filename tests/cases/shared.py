"""The published cases as they lie in the shared folder: inputs and expected figures."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

__all__ = ["AGREEMENTS", "Case", "Scenario", "cases_folder", "load_case", "load_cases", "load_yaml"]

AGREEMENTS = Path(__file__).parent / "agreements"
_SHARED = "SERVANDA_SHARED"
_BESIDE_THE_PROJECT = Path(__file__).parents[3] / "shared"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One set of inputs with the figures that a published agreement makes of them."""

    case: str
    name: str
    inputs: Mapping[str, Any]
    expected: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.case} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One published agreement."""

    name: str
    parameters: Mapping[str, Any]
    scenarios: tuple[Scenario, ...]


def cases_folder() -> Path:
    """Return where the cases lie: ``SERVANDA_SHARED``, or ``shared`` beside the project."""
    return Path(os.environ.get(_SHARED) or _BESIDE_THE_PROJECT) / "cases"


def load_yaml(path: Path) -> Any:
    """Read YAML as nothing but texts, lists and mappings: no figure passes through a float."""
    return YAML(typ="base", pure=True).load(path.read_text(encoding="utf-8"))


def load_case(path: Path) -> Case:
    """Read one case."""
    read = load_yaml(path)
    name = read["case_id"]
    return Case(
        name=name,
        parameters=read["parameters"],
        scenarios=tuple(
            Scenario(case=name, name=each["id"], inputs=each["inputs"], expected=each["expected"])
            for each in read["scenarios"]
        ),
    )


def load_cases() -> tuple[Case, ...]:
    """Read all cases, by name."""
    return tuple(load_case(path) for path in sorted(cases_folder().glob("*.yaml")))
