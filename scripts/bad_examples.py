"""Examples for the pages of diagnostics: bad texts of the tests, and how they are mended."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.mended_texts import ADVISED, MENDED
from servanda.agreement.read.versions import read_texts
from servanda.kernel.diagnostic import Diagnostic
from servanda.operating_model.read.model import read_model_texts
from servanda.pipeline.advising import advise

BAD: Final = Path(__file__).resolve().parent.parent / "tests" / "agreement" / "bad"
BAD_MODELS: Final = BAD.parent.parent / "operating_model" / "bad"
SOUND: Final = BAD.parent / "advised"
_EXPECTED: Final = re.compile(r"# expect (\w\d{3}) ")
_WIDEST: Final = 96
_AROUND: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class BadExample:
    """Show one mistake in a text.

    Args:
        excerpt: The lines around its place, with a mark below it.
        message: What is said of it.
        mended: The same lines, mended; none where nobody wrote how.
    """

    excerpt: tuple[str, ...]
    message: str
    mended: tuple[str, ...]


def bad_examples() -> dict[str, BadExample]:
    """Return an example by code: of the bad texts with this mistake alone, one that is mended if
    there is one, and the shortest.
    """
    chosen: dict[str, tuple[tuple[bool, int, str], BadExample]] = {}
    for path in [*sorted(BAD.glob("*.yaml")), *sorted(BAD_MODELS.glob("*.yaml"))]:
        content = path.read_bytes()
        read = read_texts if path.parent == BAD else read_model_texts
        diagnostics = read([(path.name, content)]).diagnostics
        if len({each.code for each in diagnostics}) != 1:
            continue
        rank = (path.stem not in MENDED, len(content), path.stem)
        code = diagnostics[0].code
        if code not in chosen or rank < chosen[code][0]:
            changed = MENDED.get(path.stem, {})
            chosen[code] = (rank, _example(content, diagnostics[0], changed))
    return {code: example for code, (_, example) in chosen.items()} | _advised_examples()


def _advised_examples() -> dict[str, BadExample]:
    """Return an example by code of what sound texts are advised."""
    examples = {}
    for path in sorted(SOUND.glob("*.yaml")):
        content = path.read_bytes()
        (code,) = _EXPECTED.findall(content.decode())
        history = read_texts([(path.name, content)]).history
        assert history is not None, path.name
        first = next(each for each in advise(history).diagnostics if each.code == code)
        examples[code] = _example(content, first, ADVISED.get(path.stem, {}))
    return examples


def _example(content: bytes, diagnostic: Diagnostic, changed: Mapping[int, str]) -> BadExample:
    lines = content.decode("utf-8", "replace").split("\n")
    place = diagnostic.span.line
    first = max(min((place, *changed)) - _AROUND, 1)
    last = min(max((place, *changed)) + _AROUND, len(lines))
    mended = _mended(lines, first, last, changed) if changed else ()
    excerpt = _marked(lines, first, last, diagnostic)
    return BadExample(excerpt=excerpt, message=diagnostic.message, mended=mended)


def _marked(lines: list[str], first: int, last: int, diagnostic: Diagnostic) -> tuple[str, ...]:
    shown = []
    for number in range(first, last + 1):
        if lines[number - 1].startswith("# expect"):
            continue
        shown.append(_shown(lines[number - 1]))
        if number == diagnostic.span.line and diagnostic.span.column <= _WIDEST:
            shown.append(" " * (diagnostic.span.column - 1) + "^")
    return tuple(_without_end(shown))


def _mended(lines: list[str], first: int, last: int, changed: Mapping[int, str]) -> tuple[str, ...]:
    shown = [
        _shown(part)
        for number in range(first, last + 1)
        for part in changed.get(number, lines[number - 1]).split("\n")
        if part and not part.startswith("# expect")
    ]
    return tuple(shown)


def _without_end(lines: list[str]) -> list[str]:
    return lines[:-1] if lines and not lines[-1] else lines


def _shown(line: str) -> str:
    line = line.replace("\t", "\N{RIGHTWARDS ARROW}")
    printable = "".join(
        each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in line
    )
    bare = re.sub(r"\s+$", "", printable)
    return bare if len(bare) <= _WIDEST else f"{bare[: _WIDEST - 3]}..."
