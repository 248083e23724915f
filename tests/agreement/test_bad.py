"""Every malformed agreement in ``bad/`` is answered with its diagnostics, at their places.

The first lines of each text say what is expected: ``# expect CODE LINE:COLUMN``.
"""

import re
from pathlib import Path

import pytest

from scripts.mended_texts import MENDED, mend
from servanda.agreement import diagnostics as of_agreements
from servanda.agreement.read.versions import read_texts
from servanda.agreement.text import diagnostics as of_texts
from servanda.kernel.diagnostic import DiagnosticKind, Severity

BAD = sorted((Path(__file__).parent / "bad").glob("*.yaml"))
EXPECTED = re.compile(r"^\ufeff?# expect (\w\d{3}) (\d+:\d+)$", re.MULTILINE)
# Kinds that need several files, or hundreds of mistakes, have tests of their own.
TESTED_ELSEWHERE = {
    "TOO_LARGE",
    "TOO_DEEP",
    "TOO_MANY",
    "TOO_MANY_MISTAKES",
    "NO_TEXT",
    "UNREADABLE_FILE",
    "NOT_AN_AMENDMENT",
    "AMENDMENT_NUMBERS",
    "AMENDMENT_DATES",
    "AMENDMENT_OTHER",
    "AMENDMENT_LATE",
    "NOTHING_TO_REMOVE",
    "AMENDED_RHYTHM",
    "INSIDE_PERIOD",
    "AMENDED_IDENTITY",
    "NOT_LAID_OUT",
}


def expected_of(path: Path) -> list[tuple[str, str]]:
    return EXPECTED.findall(path.read_bytes().decode("utf-8", "replace"))


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_text(path: Path) -> None:
    reading = read_texts([(path.name, path.read_bytes())])
    found = [(each.code, f"{each.span.line}:{each.span.column}") for each in reading.diagnostics]
    assert found == expected_of(path)
    assert found
    has_errors = any(each.severity is Severity.ERROR for each in reading.diagnostics)
    assert (reading.history is None) is has_errors
    for each in reading.diagnostics:
        assert each.message


@pytest.mark.parametrize("name", MENDED)
def test_a_mended_text_is_sound(name: str) -> None:
    path = Path(__file__).parent / "bad" / f"{name}.yaml"
    codes = {code for code, _ in expected_of(path)}
    mended = mend(path.read_text("utf-8"), MENDED[name])
    reading = read_texts([(path.name, mended.encode())])
    assert reading.history is not None, "\n".join(map(str, reading.diagnostics))
    assert codes.isdisjoint(each.code for each in reading.diagnostics)


def test_there_are_many_bad_texts() -> None:
    assert len(BAD) >= 150


def kinds_of(module: object) -> dict[str, DiagnosticKind]:
    return {name: kind for name, kind in vars(module).items() if isinstance(kind, DiagnosticKind)}


@pytest.mark.parametrize("module", [of_agreements, of_texts], ids=["agreements", "texts"])
def test_every_kind_has_a_bad_text(module: object) -> None:
    seen = {code for path in BAD for code, _ in expected_of(path)}
    unseen = {
        name
        for name, kind in kinds_of(module).items()
        if kind.code not in seen and name not in TESTED_ELSEWHERE
    }
    assert unseen == set()


def test_codes_are_used_once() -> None:
    kinds = [*kinds_of(of_agreements).values(), *kinds_of(of_texts).values()]
    codes = [kind.code for kind in kinds]
    assert sorted(codes) == sorted(set(codes))
