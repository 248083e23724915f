"""Does every figure matter? ``python -m tests.cases.parameters [CASE ...]``.

Three things are changed, one at a time: each figure written in a text of ours where it computes,
each value that a scenario gives, and each parameter of a case. Only scenarios that read what was
changed are run again. A change has an effect if an expected field comes out otherwise, or else if
a line, a level or a figure on the statement does. What has none is told, with the reason where
``no_effect.yaml`` records it; without a recorded reason, or with one that no longer holds, the
command fails.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from tests.cases.changing import Changed, Leaf, figures_like, inputs, parameters, texts
from tests.cases.mapping import Prepared, mapping_of, prepare
from tests.cases.outcome import differences
from tests.cases.rerun import Rerun
from tests.cases.run import Outcome
from tests.cases.shared import Case, Scenario, load_cases, load_yaml

__all__ = ["Finding", "Trial", "findings", "reasons"]

_REASONS = Path(__file__).parent / "no_effect.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one thing that can be changed is, and whether changing it has an effect."""

    kind: str
    what: str
    has_effect: bool


@dataclass(slots=True, kw_only=True)
class Trial:
    """Run changed scenarios of one case, and know what the unchanged ones gave.

    Args:
        case: The case.
        folder: Where it is run.
    """

    case: Case
    folder: Path
    _bases: dict[str, Prepared] = field(default_factory=dict)
    _outcomes: dict[str, object] = field(default_factory=dict)
    _figures: dict[str, bool] = field(default_factory=dict)
    _last: str = ""
    _rerun: Rerun = field(init=False)

    def __post_init__(self) -> None:
        self._rerun = Rerun(folder=self.folder)
        mapping = mapping_of(self.case)
        for scenario in self.case.scenarios:
            self._bases[scenario.name] = prepare(self.case, scenario, mapping)

    def figure(self, changed: Changed) -> Finding:
        """Find out whether a figure of a text matters."""
        what = str(changed)
        if what not in self._figures:
            self._figures[what] = any(
                self._matters(scenario, self._bases[scenario.name], text)
                for scenario in self._in_turn()
                if self._bases[scenario.name].text == changed.path
                for text in changed.texts
            )
        return Finding(kind="text", what=what, has_effect=self._figures[what])

    def leaf(self, kind: str, leaf: Leaf, figures: list[Changed]) -> Finding:
        """Find out whether a value matters: through what is run, or through the text's figures."""
        matters = any(
            self._matters(scenario, other, _text(other))
            for scenario, others in leaf.prepared
            for other in others
        )
        if not matters and (kind == "parameter" or not leaf.is_read):
            matters = any(self.figure(each).has_effect for each in figures_like(leaf, figures))
        return Finding(kind=kind, what=str(leaf), has_effect=matters)

    def _in_turn(self) -> list[Scenario]:
        """Return the scenarios, first the one that noticed the last change."""
        return sorted(self.case.scenarios, key=lambda each: each.name != self._last)

    def _matters(self, scenario: Scenario, other: Prepared, text: str) -> bool:
        outcome = self._rerun.run(other, text)
        fields = {name: told for name, told in other.fields.items() if "trial" not in told}
        expected = {name: scenario.expected[name] for name in fields if name in scenario.expected}
        noticed = any(differences(expected, fields, outcome)) or (
            _told(outcome) != self._base(scenario)
        )
        if noticed:
            self._last = scenario.name
        return noticed

    def _base(self, scenario: Scenario) -> object:
        if scenario.name not in self._outcomes:
            base = self._bases[scenario.name]
            self._outcomes[scenario.name] = _told(self._rerun.run(base, _text(base)))
        return self._outcomes[scenario.name]


def _text(prepared: Prepared) -> str:
    """Return the text of a scenario; nothing, which is refused, where a change names no text."""
    return prepared.text.read_text(encoding="utf-8") if prepared.text.is_file() else ""


def _told(outcome: Outcome) -> object:
    """Return what parties see of an outcome: money, levels, figures and diagnostics."""
    return (
        tuple(
            (
                tuple((line.name, line.segment, line.payable) for line in each.lines),
                tuple((judged.commitment, judged.level) for judged in each.assessments),
                tuple((step.name, step.value) for step in each.figures),
            )
            for each in outcome.statements
        ),
        tuple((told.code, tuple(sorted(told.arguments.items()))) for told in outcome.diagnostics),
    )


def findings(case: Case) -> list[Finding]:
    """Return everything that a case can be changed in, and whether it matters."""
    with tempfile.TemporaryDirectory(prefix="servanda-case-") as folder:
        return list(_findings(Trial(case=case, folder=Path(folder))))


def _findings(trial: Trial) -> Iterator[Finding]:
    figures = list(texts(trial.case))
    for changed in figures:
        yield trial.figure(changed)
    for leaf in parameters(trial.case):
        yield trial.leaf("parameter", leaf, figures)
    for leaf in inputs(trial.case):
        yield trial.leaf("input", leaf, figures)


def reasons() -> Mapping[str, str]:
    """Return the recorded reason of everything that has no effect, by what it is."""
    read: Mapping[str, Any] = load_yaml(_REASONS)
    return {what: reason for reason, all_of_it in read.items() for what in all_of_it}


def _workers() -> int:
    return int(os.environ.get("WORKERS") or os.cpu_count() or 1)


def main(wanted: list[str]) -> int:
    """Print what has no effect, case by case, and close with the counts."""
    recorded = reasons()
    seen: Counter[tuple[str, bool]] = Counter()
    unexplained, matters = 0, set()
    cases = [case for case in load_cases() if not wanted or case.name in wanted]
    with get_context("spawn").Pool(_workers()) as pool:
        for case, found in zip(cases, pool.imap(findings, cases), strict=True):
            print(f"{case.name}: {len(found)} looked at", flush=True)
            for each in found:
                seen[each.kind, each.has_effect] += 1
                if each.has_effect:
                    matters.add(each.what)
                    continue
                reason = recorded.get(each.what, "")
                unexplained += not reason
                print(f"no effect  {each.kind}  {each.what}  [{reason or 'WHY?'}]", flush=True)
    outdated = sorted(matters & set(recorded))
    for what in outdated:
        print(f"has an effect, though recorded without: {what}")
    for kind in ("text", "parameter", "input"):
        changed, idle = seen[kind, True], seen[kind, False]
        print(f"{kind}: {changed} change the outcome, {idle} have no effect")
    print(f"{unexplained} without a recorded reason, {len(outdated)} recorded wrongly")
    return int(bool(unexplained or outdated))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
