"""Write the pages that explain every diagnostic, out of the kinds declared in the source."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import servanda
from servanda.kernel.diagnostic import DiagnosticKind

SUBJECTS = {
    "T": ("text", "Text and YAML"),
    "A": ("agreement", "Agreement"),
    "F": ("formula", "Formulas"),
    "B": ("business-time", "Business time"),
    "E": ("evidence", "Evidence"),
    "M": ("measurement", "Measurement"),
    "S": ("settlement", "Settlement"),
    "C": ("command-line", "Command line"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredKind:
    """Name a kind and where the source declares it."""

    kind: DiagnosticKind
    module: str
    name: str


def declared_kinds() -> list[DeclaredKind]:
    """Return every kind that a ``diagnostics`` module of the package declares, by code."""
    found: dict[int, DeclaredKind] = {}
    for module in _modules():
        for name, value in vars(module).items():
            if isinstance(value, DiagnosticKind) and id(value) not in found:
                found[id(value)] = DeclaredKind(kind=value, module=module.__name__, name=name)
    return sorted(found.values(), key=lambda declared: declared.kind.code)


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(servanda.__path__, "servanda."):
        if "diagnostics" in found.name.split("."):
            yield importlib.import_module(found.name)


def diagnostic_pages() -> dict[str, str]:
    """Return the pages by path below ``docs``: an index, and one page for each subject."""
    kinds = [declared.kind for declared in declared_kinds()]
    pages = {"diagnostics/README.md": _index(kinds)}
    for letter, (file, title) in SUBJECTS.items():
        own = [kind for kind in kinds if kind.code.startswith(letter)]
        if own:
            pages[f"diagnostics/{file}.md"] = _page(title, own)
    return pages


def _index(kinds: list[DiagnosticKind]) -> str:
    lines = [
        "# Diagnostics",
        "",
        "What `servanda` can find in an agreement or in evidence, by code. An *error* stops the",
        "text from being used, a *warning* does not, a *note* is worth a look.",
        "",
        "| code | | what |",
        "|---|---|---|",
    ]
    for kind in kinds:
        file, _ = SUBJECTS[kind.code[0]]
        lines.append(
            f"| [{kind.code}]({file}.md#{kind.code}) | {kind.severity.value} | {kind.title} |"
        )
    return "\n".join([*lines, ""])


def _page(title: str, kinds: list[DiagnosticKind]) -> str:
    lines = [f"# {title}: diagnostics", ""]
    for kind in kinds:
        lines += [f'<a id="{kind.code}"></a>', "", f"## {kind.code} {kind.title}", ""]
        lines += [f"*{kind.severity.value.capitalize()}.* `{kind.message}`", ""]
        lines += [f"What to do: {kind.hint}", ""] if kind.hint else []
        lines += [kind.reason, ""] if kind.reason else []
    return "\n".join(lines)
