"""Questions on a terminal, answered by a person, by options or by a file of answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.text import Text

from servanda.cli.terminal import Terminal
from servanda.kernel.diagnostic import near_match
from servanda.pipeline.refusals import CannotRead, MisusedCommand

__all__ = ["Interview", "NoAnswer", "Question", "read_answers"]

T = TypeVar("T")


class NoAnswer(MisusedCommand):
    """A question has no answer, or one that does not do, and nobody is there to be asked."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"no answer to '{key}': {why}")


class _Back(Exception):
    """The question before is asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Ask for one thing.

    Args:
        key: What it is called in a file of answers.
        text: The question.
        proposal: What is taken where nothing is typed; empty if there is none.
        choices: What may be answered; empty for anything.
        optional: Whether nothing is an answer too.
        refuse: Says why an answer does not do, empty if it does.
    """

    key: str
    text: str
    proposal: str = ""
    choices: Sequence[str] = ()
    optional: bool = False
    refuse: Callable[[str], str] = lambda _: ""


class Interview:
    """Ask one question after the other; ``back`` returns to the one before.

    Args:
        terminal: Where questions go, to standard error.
        given: Answers that are there already, by key.
        proposals: Whether proposals are taken without asking.
    """

    def __init__(self, terminal: Terminal, given: Mapping[str, str], *, proposals: bool) -> None:
        self._terminal = terminal
        self._given = given
        self._proposals = proposals
        self._typed: list[str] = []
        self._position = 0

    def conduct(self, questions: Callable[[Interview], T]) -> T:
        """Ask a course of questions; after ``back`` it is run again with what was typed before.

        Returns:
            What the course returns.
        """
        while True:
            self._position = 0
            try:
                return questions(self)
            except _Back:
                self._typed = self._typed[: max(0, self._position - 1)]

    def answered(self, key: str) -> bool:
        """Return whether a question has its answer without being asked."""
        return key in self._given

    def say(self, text: str) -> None:
        """Tell a person something, unless it was told before going back."""
        if not self._proposals and self._position >= len(self._typed):
            self._terminal.err.print(Text(text), soft_wrap=True)

    def ask(self, question: Question) -> str:
        """Return the answer to a question.

        Raises:
            NoAnswer: Nobody is there to answer.
        """
        if question.key in self._given:
            return self._settled(question, self._given[question.key])
        if self._proposals:
            return self._settled(question, question.proposal)
        if self._position < len(self._typed):
            answer = self._typed[self._position]
        else:
            answer = self._ask_person(question)
            self._typed.append(answer)
        self._position += 1
        return answer

    def _settled(self, question: Question, answer: str) -> str:
        wrong = _wrong(question, answer)
        if wrong:
            raise NoAnswer(question.key, wrong)
        return _chosen(question, answer)

    def _ask_person(self, question: Question) -> str:
        while True:
            typed = self._read(question)
            if typed == "back":
                raise _Back
            if typed == "?":
                self._help(question)
                continue
            answer = typed or question.proposal
            wrong = _wrong(question, answer)
            if not wrong:
                return _chosen(question, answer)
            said = wrong if wrong.endswith("?") else f"{wrong}."
            self._terminal.err.print(Text(f"  {said}"), soft_wrap=True)

    def _read(self, question: Question) -> str:
        proposal = f" [{question.proposal}]" if question.proposal else ""
        self._terminal.err.print(Text(f"{question.text}{proposal}: "), end="", soft_wrap=True)
        line = sys.stdin.readline()
        if not line:
            self._terminal.err.print()
            raise NoAnswer(
                question.key,
                "the input ended; answer with --answers FILE, or take what is proposed with --yes",
            )
        return line.strip()

    def _help(self, question: Question) -> None:
        words = ", ".join(question.choices) if question.choices else "any text"
        nothing = "; nothing is an answer too" if question.optional else ""
        said = f"  Answers: {words}{nothing}. 'back' returns to the question before; Ctrl-C ends."
        self._terminal.err.print(Text(said), soft_wrap=True)


def read_answers(path: Path) -> dict[str, str]:
    """Read a file of answers: a line each, ``key: answer``; ``#`` begins a comment.

    Raises:
        CannotRead: It cannot be read.
        NoAnswer: A line is no answer.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise CannotRead(path, str(problem)) from None
    answers = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        key, colon, answer = line.partition(":")
        if not colon:
            raise NoAnswer(f"line {number} of {path}", "it is not 'key: answer'")
        answers[key.strip()] = answer.strip().strip("'\"")
    return answers


def _chosen(question: Question, answer: str) -> str:
    """Return an answer; of numbered choices, a number stands for its choice."""
    if question.choices and answer not in question.choices:
        lowered = {choice.casefold(): choice for choice in question.choices}
        if answer.casefold() in lowered:
            return lowered[answer.casefold()]
        if answer.isdecimal() and 1 <= int(answer) <= len(question.choices):
            return question.choices[int(answer) - 1]
    return answer


def _wrong(question: Question, typed: str) -> str:
    answer = _chosen(question, typed)
    if not answer:
        return "" if question.optional else "an answer is needed"
    if question.choices and answer not in question.choices:
        near = near_match(answer, question.choices)
        hint = f"did you mean '{near}'?" if near else "'?' lists what can be answered"
        return f"'{answer}' is none of the answers; {hint}"
    return question.refuse(answer)
