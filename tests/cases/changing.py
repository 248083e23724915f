"""What a published case can be changed in: the figures of its text and what its scenarios give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.cases.mapping import Prepared, mapping_of, prepare
from tests.cases.shared import AGREEMENTS, Case, Scenario

__all__ = ["Changed", "Leaf", "figures_like", "inputs", "parameters", "texts"]

_SECTION = re.compile(r"^(\S[^:#]*):")
_FIGURE = re.compile(r"(?<![\w.:-])\d+(?:\.\d+)?(?![\w.:]|-\d)")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_WRITTEN = re.compile(r"\d+(?:\.\d+)?")
_TIMES_MAX = 1000
"""Above this an input is not made ten times as large: it may say how many rows there are."""
_COMPUTING = frozenset(
    {
        "charges",
        "commitments",
        "figures",
        "incentives",
        "limits",
        "measures",
        "must",
        "penalties",
        "tables",
        "terms",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """One figure of a text changed: where it stands, and the texts with others in its place."""

    path: Path
    line: int
    figure: str
    statement: str
    texts: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}: {self.figure} in {self.statement}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One value that a shared case gives: where it lies, and the case with others in its place."""

    where: str
    written: str
    prepared: tuple[tuple[Scenario, tuple[Prepared, ...]], ...]

    def __str__(self) -> str:
        return f"{self.where}: {self.written}"

    @property
    def is_read(self) -> bool:
        """Return whether it goes into the evidence, the text or the period of any scenario."""
        return any(others for _, others in self.prepared)


def texts(case: Case) -> Iterator[Changed]:
    """Yield a case's texts with one figure after the other changed, where they compute."""
    for path in sorted((AGREEMENTS / case.name).glob("*.yaml")):
        if path.name != "scenario.yaml":
            yield from _figures(path)


def _figures(path: Path) -> Iterator[Changed]:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    section = ""
    for number, line in enumerate(lines):
        named = _SECTION.match(line)
        section = named[1] if named else section
        if section not in _COMPUTING:
            continue
        for found in _FIGURE.finditer(line.partition(" #")[0]):
            before, after = "".join(lines[:number]), "".join(lines[number + 1 :])
            start, end = line[: found.start()], line[found.end() :]
            yield Changed(
                path=path,
                line=number + 1,
                figure=found[0],
                statement=line.partition(" #")[0].strip(),
                texts=tuple(
                    f"{before}{start}{other}{end}{after}" for other in _other_numbers(found[0])
                ),
            )


def inputs(case: Case) -> Iterator[Leaf]:
    """Yield every value that a scenario of a case gives, changed one at a time."""
    mapping = mapping_of(case)
    for scenario in case.scenarios:
        base = prepare(case, scenario, mapping)
        for path, written in _leaves(scenario.inputs):
            changed = (
                replace(scenario, inputs=_with(scenario.inputs, path, other))
                for other in _others(written, _seen(case, path))
            )
            others = tuple(_different(base, [(case, each) for each in changed], mapping))
            where = f"{case.name}/{scenario.name}/{'/'.join(path)}"
            yield Leaf(where=where, written=written, prepared=((scenario, others),))


def parameters(case: Case) -> Iterator[Leaf]:
    """Yield every parameter of a case, changed one at a time for all its scenarios."""
    mapping = mapping_of(case)
    bases = [(scenario, prepare(case, scenario, mapping)) for scenario in case.scenarios]
    for path, written in _leaves(case.parameters):
        changed = [
            replace(case, parameters=_with(case.parameters, path, other))
            for other in _others(written, frozenset())
        ]
        prepared = tuple(
            (scenario, tuple(_different(base, [(each, scenario) for each in changed], mapping)))
            for scenario, base in bases
        )
        yield Leaf(
            where=f"{case.name}/parameters/{'/'.join(path)}", written=written, prepared=prepared
        )


def figures_like(leaf: Leaf, figures: list[Changed]) -> list[Changed]:
    """Return the figures of the texts that say what a case's value says: percent or share, its
    complement, in minutes, hours or days, with or without a sign.
    """
    alike: set[Fraction] = set()
    for written in _WRITTEN.findall(leaf.written):
        value = Fraction(written)
        alike |= {value, value * 100, value / 100, abs(1 - value) * 100, 100 - value}
        alike |= {each for unit in (24, 60, 1440) for each in (value * unit, value / unit)}
    return [each for each in figures if Fraction(each.figure) in alike]


def _different(
    base: Prepared, changed: list[tuple[Case, Scenario]], mapping: Mapping[str, Any]
) -> Iterator[Prepared]:
    """Yield what is run differently; what cannot be prepared at all is left out."""
    for case, scenario in changed:
        try:
            other = prepare(case, scenario, mapping)
        except (ValueError, LookupError, OverflowError):
            continue
        if replace(other, fields=base.fields) != base:
            yield replace(other, fields=base.fields)


def _leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, str(key)))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _leaves(inner, (*path, str(number)))
    else:
        yield path, str(value)


def _with(value: Any, path: tuple[str, ...], other: str) -> Any:
    if not path:
        return other
    first, rest = path[0], path[1:]
    if isinstance(value, Mapping):
        return {k: _with(v, rest, other) if str(k) == first else v for k, v in value.items()}
    return [_with(v, rest, other) if str(n) == first else v for n, v in enumerate(value)]


def _seen(case: Case, path: tuple[str, ...]) -> frozenset[str]:
    """Return what the scenarios of a case write in places of the same name."""
    named = _named(path)
    return frozenset(
        written
        for scenario in case.scenarios
        for other, written in _leaves(scenario.inputs)
        if _named(other) == named
    )


def _named(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in path if not part.isdecimal())


def _others(written: str, seen: frozenset[str]) -> tuple[str, ...]:
    """Return what could stand in a value's place, as many kinds of change as it has."""
    if _NUMBER.fullmatch(written):
        sign = "-" if written.startswith("-") else ""
        return tuple(f"{sign}{other}" for other in _other_numbers(written.lstrip("-")))
    if written in {"true", "false"}:
        return ("false" if written == "true" else "true",)
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return (*sorted(seen - {written}), f"{written} changed")
    step = timedelta(days=1)
    moved = (moment + step * days for days in (1, -1, 40, -40))
    length = len(written)
    return tuple(each.isoformat().replace("+00:00", "Z")[:length] for each in moved)


def _other_numbers(figure: str) -> Iterator[str]:
    """Yield a figure doubled, halved, one more in its last digit, nothing and tenfold; nothing
    becomes 1, 10, 100 and 1,000.
    """
    places = len(figure.partition(".")[2])
    whole, one = int(figure.replace(".", "")), 10**places
    tenfold = whole * 10 if whole <= _TIMES_MAX * one else whole
    others = (whole * 2, whole // 2, whole + 1, 0, tenfold)
    for changed in dict.fromkeys(others if whole else (one, 10 * one, 100 * one, 1000 * one)):
        if changed != whole:
            digits = str(changed).rjust(places + 1, "0")
            yield digits if not places else f"{digits[:-places]}.{digits[-places:]}"
