"""A page is followed word by word: its files written, its commands run, its output seen.

Blocks of a page that begin with ``text NAME`` are files, ``text console`` commands with what they
print (``...`` stands for any lines), ``text dialogue`` a command with what is typed.
"""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.folder import run

__all__ = ["follow"]

_BLOCK = re.compile(r"^```text (?P<what>\S+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


def follow(page: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> int:
    """Do in the working folder what a page says, and return how many commands that were."""
    commands = 0
    for block in _BLOCK.finditer(page):
        if block["what"] == "dialogue":
            _answer(block["text"], monkeypatch, capsys)
        elif block["what"] == "console":
            for command, expected in _commands(block["text"]):
                commands += 1
                assert run(*command) == 0, command
                _expect(expected, capsys.readouterr().out)
        else:
            Path(block["what"]).parent.mkdir(exist_ok=True)
            Path(block["what"]).write_text(block["text"], encoding="utf-8")
    return commands


def _commands(text: str) -> Iterator[tuple[list[str], list[str]]]:
    for part in re.split(r"^\$ servanda ", text, flags=re.MULTILINE)[1:]:
        command, *expected = part.splitlines()
        yield shlex.split(command), [line for line in expected if line]


def _expect(expected: list[str], printed: str) -> None:
    """Find the lines in their order; without ``...`` between them, right after one another."""
    lines = [_plain(line) for line in printed.splitlines() if line.strip()]
    position, anywhere = 0, False
    for line in map(_plain, expected):
        if line == "...":
            anywhere = True
            continue
        assert line in lines[position:], f"{line!r} is not in\n{printed}"
        found = lines.index(line, position)
        assert anywhere or found == position, f"{line!r} comes later in\n{printed}"
        position, anywhere = found + 1, False
    assert anywhere or not expected or position == len(lines)


def _plain(line: str) -> str:
    return line.replace("\N{NO-BREAK SPACE}", " ").rstrip()


def _answer(text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    command, *lines = text.splitlines()
    asked = [re.fullmatch(r"\s*(.*?)( \[.*\])?: ?(.*)", line) for line in lines]
    typed = "".join(f"{each[3] if each else ''}\n" for each in asked)
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert run(*shlex.split(command)[2:]) == 0
    printed = capsys.readouterr().err
    for each in asked:
        assert each is not None
        question, proposal = each[1], each[2] or ""
        assert question in printed
        assert f"{question}{proposal}" in printed or not proposal
        printed = printed[printed.index(question) :]
