"""Every diagnostic that exists, by its code."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import servanda
from servanda.kernel.diagnostic import DiagnosticKind, near_match
from servanda.pipeline.refusals import MisusedCommand

__all__ = ["DeclaredKind", "UnknownCode", "declared_kinds", "kind_called"]


class UnknownCode(MisusedCommand):
    """A code was named that no diagnostic has."""

    def __init__(self, code: str, known: Iterator[str]) -> None:
        near = near_match(code, known)
        hint = f"; did you mean {near}?" if near else ""
        super().__init__(f"no diagnostic has the code {code}{hint}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredKind:
    """Name a kind and where the source declares it."""

    kind: DiagnosticKind
    module: str
    name: str


def declared_kinds() -> list[DeclaredKind]:
    """Return every kind that a ``diagnostics`` module of the package declares, by code.

    Example:
        >>> next(each.kind.title for each in declared_kinds() if each.kind.code == "A228")
        'Calendar not said'
    """
    found: dict[int, DeclaredKind] = {}
    for module in _modules():
        for name, value in vars(module).items():
            if isinstance(value, DiagnosticKind) and id(value) not in found:
                found[id(value)] = DeclaredKind(kind=value, module=module.__name__, name=name)
    return sorted(found.values(), key=lambda declared: declared.kind.code)


def kind_called(code: str) -> DiagnosticKind:
    """Return the kind with a code.

    Raises:
        UnknownCode: There is none.
    """
    kinds = {declared.kind.code: declared.kind for declared in declared_kinds()}
    if code not in kinds:
        raise UnknownCode(code, iter(kinds))
    return kinds[code]


def _modules() -> Iterator[ModuleType]:
    """Yield the modules by name, those alone: packages of the shared book need an open book."""
    for root in map(Path, servanda.__path__):
        for path in sorted(root.rglob("*.py")):
            parts = path.relative_to(root).with_suffix("").parts
            if "diagnostics" in parts:
                names = parts[:-1] if parts[-1] == "__init__" else parts
                yield importlib.import_module(".".join(("servanda", *names)))
