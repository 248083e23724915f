"""Every text in ``advised/`` is sound, is told what could be better, and is not once it is mended.

The first line of each says what is expected: ``# expect CODE LINE:COLUMN``.
"""

import re
from pathlib import Path

import pytest

from scripts.mended_texts import ADVISED, mend
from servanda.agreement.read.versions import read_texts
from servanda.kernel.diagnostic import Severity
from servanda.pipeline.advising import advise

TEXTS = sorted((Path(__file__).parent / "advised").glob("*.yaml"))
EXPECTED = re.compile(r"# expect (\w\d{3}) (\d+:\d+)\n")


def _advised(name: str, text: str) -> list[tuple[str, str]]:
    history = read_texts([(name, text.encode())]).history
    assert history is not None
    found = advise(history).diagnostics
    assert all(each.severity is not Severity.ERROR for each in found)
    return [(each.code, f"{each.span.line}:{each.span.column}") for each in found]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_could_be_better_is_told_at_its_place(path: Path) -> None:
    text = path.read_text("utf-8")
    (expected,) = EXPECTED.findall(text)
    assert expected in _advised(path.name, text)


@pytest.mark.parametrize("name", ADVISED)
def test_a_mended_text_is_not_told_again(name: str) -> None:
    path = Path(__file__).parent / "advised" / f"{name}.yaml"
    text = path.read_text("utf-8")
    ((code, _),) = EXPECTED.findall(text)
    assert code not in {each for each, _ in _advised(path.name, mend(text, ADVISED[name]))}
