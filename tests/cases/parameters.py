"""Does every figure of a text matter? ``python -m tests.cases.parameters [CASE ...]``.

Each figure written in an agreement is changed, by one in its last digit, to its half and to its
double, and all scenarios of the case are run again. A figure none of whose changes any expected
field notices is reported: no scenario looks at it, or it has no effect.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tests.cases.mapping import mapping_of, prepare
from tests.cases.outcome import differences
from tests.cases.run import run
from tests.cases.shared import AGREEMENTS, Case, load_cases

_SECTION = re.compile(r"^(\S[^:#]*):")
_FIGURE = re.compile(r"(?<![\w.:-])\d+(?:\.\d+)?(?![\w.:]|-\d)")
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
    """One figure changed: where it stands, and the texts with others in its place."""

    where: str
    texts: tuple[str, ...]


def changes(path: Path) -> Iterator[Changed]:
    """Yield a text with one figure after the other changed, in the sections that compute."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    section = ""
    for number, line in enumerate(lines):
        named = _SECTION.match(line)
        section = named[1] if named else section
        if section not in _COMPUTING:
            continue
        for found in _FIGURE.finditer(line.partition(" #")[0]):
            texts = tuple(
                "".join(
                    [
                        *lines[:number],
                        line[: found.start()] + other + line[found.end() :],
                        *lines[number + 1 :],
                    ]
                )
                for other in _others(found[0])
            )
            yield Changed(
                where=f"{path.name}:{number + 1}: {found[0]} in {line.strip()}", texts=texts
            )


def _others(figure: str) -> Iterator[str]:
    """Yield the figure with one more in its last digit, its double, and its half rounded down."""
    places = len(figure.partition(".")[2])
    whole = int(figure.replace(".", ""))
    for changed in dict.fromkeys((whole + 1, whole * 2, whole // 2)):
        if changed != whole:
            digits = str(changed).rjust(places + 1, "0")
            yield digits if not places else f"{digits[:-places]}.{digits[-places:]}"


def without_effect(case: Case) -> Iterator[str]:
    """Yield the figures of a case whose change no scenario notices."""
    for path in sorted((AGREEMENTS / case.name).glob("*.yaml")):
        if path.name != "scenario.yaml":
            for each in changes(path):
                if not any(_is_noticed(case, path, text) for text in each.texts):
                    yield each.where


def _is_noticed(case: Case, path: Path, changed: str) -> bool:
    mapping = mapping_of(case)
    with tempfile.TemporaryDirectory(prefix="servanda-case-") as folder:
        text = Path(folder) / path.name
        text.write_text(changed, encoding="utf-8")
        for scenario in case.scenarios:
            prepared = prepare(case, scenario, mapping)
            if prepared.text != path:
                continue
            outcome = run(replace(prepared, text=text), Path(folder) / scenario.name)
            fields = {
                name: field for name, field in prepared.fields.items() if "trial" not in field
            }
            expected = {
                name: scenario.expected[name] for name in fields if name in scenario.expected
            }
            if any(differences(expected, fields, outcome)):
                return True
    return False


def main(wanted: list[str]) -> int:
    """Print the figures without effect, case by case, and how many there are."""
    count = 0
    for case in load_cases():
        if wanted and case.name not in wanted:
            continue
        for where in without_effect(case):
            count += 1
            print(f"no effect  {case.name}/{where}", flush=True)
    print(f"{count} figures have no effect on any expected field")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
