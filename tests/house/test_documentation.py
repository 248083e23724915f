"""Every example in the documentation runs.

A ``yaml`` block that begins with ``servanda:`` is an agreement and has to be read without a
mistake; any other is a part of one, and is laid over the agreement that stands before it on the
page, or else after it (or, where the page has none, over the shipped example) as an amendment
would be, unless that agreement holds it word for word. One that names an ``operating model:`` is
one, and has to be read without a mistake as well. Blocks of Python run as doctests.
"""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from servanda.agreement.read import read_agreement
from servanda.example import agreement_paths
from servanda.kernel.diagnostic import Severity
from servanda.operating_model.read.model import read_model_texts
from tests.house.files import markdown_files, shown

_BLOCK = re.compile(r"^```(?P<language>[a-z]+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A block of a page, and the agreement that it is a part of, if it is only a part."""

    page: Path
    line: int
    text: str
    base: str

    def __str__(self) -> str:
        return f"{shown(self.page)}:{self.line}"


def _examples() -> Iterator[Example]:
    shipped = agreement_paths()[0].read_text(encoding="utf-8")
    for page in markdown_files():
        text = page.read_text(encoding="utf-8")
        blocks = [block for block in _BLOCK.finditer(text) if block["language"] == "yaml"]
        blocks = [block for block in blocks if not _is_model(text, block["text"])]
        base = next((block["text"] for block in blocks if _is_whole(block["text"])), shipped)
        for block in blocks:
            line = text.count("\n", 0, block.start()) + 2
            whole = _is_whole(block["text"])
            yield Example(page, line, block["text"], "" if whole else base)
            base = block["text"] if whole else base


def _is_whole(block: str) -> bool:
    return block.startswith("servanda:") and "\namends:" not in block


def _is_model(page: str, block: str) -> bool:
    """Return whether a block is an operating model, or a part of the one on its page."""
    return "\noperating model:" in block or (
        "\noperating model:" in page and block in page.replace(f"```yaml\n{block}```", "", 1)
    )


def _models() -> Iterator[tuple[str, str]]:
    for page in markdown_files():
        for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
            if block["language"] == "yaml" and "\noperating model:" in block["text"]:
                yield shown(page), block["text"]


EXAMPLES = list(_examples())


def test_there_are_examples() -> None:
    assert {"README.md", "docs/language.md"} <= {shown(example.page) for example in EXAMPLES}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_agreement_in_documentation_is_read(example: Example, tmp_path: Path) -> None:
    paths = [tmp_path / "agreement.yaml"]
    paths[0].write_text(example.base or example.text, encoding="utf-8")
    if f"\n{example.text}" not in example.base and example.base:
        paths.append(tmp_path / "amendment-1.yaml")
        paths[1].write_text(_as_amendment(example), encoding="utf-8")
    reading = read_agreement(paths)
    mistakes = [each for each in reading.diagnostics if each.severity is Severity.ERROR]
    assert [str(mistake) for mistake in mistakes] == []
    assert reading.history is not None


@pytest.mark.parametrize(("page", "text"), list(_models()))
def test_operating_model_in_documentation_is_read(page: str, text: str) -> None:
    reading = read_model_texts([(page, text.encode())])
    assert [str(mistake) for mistake in reading.diagnostics] == []
    assert reading.model is not None


def _as_amendment(example: Example) -> str:
    if example.text.startswith("servanda:"):
        return example.text
    name = re.search(r"^agreement: (.+)$", example.base, re.MULTILINE)
    assert name is not None
    first_line = f"servanda: 1\nagreement: {name[1]}\n"
    return f"{first_line}amends: {{number: 1, from: 2026-07-01}}\n{example.text}"


@pytest.mark.parametrize("page", markdown_files(), ids=shown)
def test_python_in_documentation_runs(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    parser = doctest.DocTestParser()
    test = parser.get_doctest(text, {}, shown(page), str(page), 0)
    assert doctest.DocTestRunner().run(test).failed == 0
