"""A letter in plain words to who looks after a service of the business: advice, not policing."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from servanda.operating_model.model.portfolio import RegisterEntry
from servanda.operating_model.model.words import Ambition

__all__ = ["letter_lines"]

_WIDTH = 78
_DIRECTION = {
    Ambition.A: "You would like IT to run it for you. We then hold the contract for the IT in it, "
    "answer for it day and night, and agree with you on what it has to deliver.",
    Ambition.B: "You run it yourselves, and we think that fits. You keep the contract and decide; "
    "we look after the places where it touches other systems, and you can call us about them.",
    Ambition.C: "Some of it fits better with you and some with us. We would go through it with "
    "you, process by process, and write down who answers for what.",
    None: "Whether you run it, or we do, or we share it is yours to choose with us. An hour "
    "together is enough to see what fits.",
}


def letter_lines(entry: RegisterEntry, sender: str) -> Iterator[str]:
    """Return the letter, line by line.

    Args:
        entry: The service as the register has it; what is not known there is asked.
        sender: On whose behalf it is written.
    """
    for paragraph in (*_opening(entry), *_offer(entry), *_questions(entry), *_close(sender)):
        if paragraph.startswith("- "):
            yield from textwrap.wrap(paragraph, _WIDTH, subsequent_indent="  ")
        else:
            yield from textwrap.wrap(paragraph, _WIDTH) or [""]


def _opening(entry: RegisterEntry) -> Iterator[str]:
    yield f"To: {entry.owner or entry.function}"
    yield f"About: {entry.title}"
    yield ""
    yield f"Dear colleagues of {entry.function},"
    yield ""
    yield (
        f"You use {entry.title}, and we came across it ({entry.found_in.value}). We are glad that "
        "it helps you. Nobody wants to take it away from you; this letter says what IT can do for "
        "you, and what you may want to have settled before something goes wrong."
    )
    yield ""


def _offer(entry: RegisterEntry) -> Iterator[str]:
    yield _DIRECTION[entry.ambition]
    yield ""
    yield "What you can have from us, as much or as little of it as you like:"
    if entry.interfaces:
        yield f"- somebody who answers for its connections to {', '.join(entry.interfaces)}"
    else:
        yield "- a look at what else it could be connected to, and what that needs"
    yield "- help with the contract: service levels, what happens when it ends, your data back"
    if entry.data:
        yield f"- a look at how its data is protected ({entry.data})"
    yield "- a plan for the day on which it does not work, and a rehearsal of it"
    yield ""


def _questions(entry: RegisterEntry) -> Iterator[str]:
    asked = [
        question
        for known, question in (
            (entry.contract, "Who holds the contract, and until when does it run?"),
            (entry.data, "What data is in it? Is there any about clients or colleagues?"),
            (entry.interfaces, "Which other systems does it exchange data with?"),
            (entry.exposure, "What would it cost you if it stood still for a week?"),
        )
        if not known
    ]
    if asked:
        yield "A few words from you would help us to help:" if len(asked) > 1 else "One question:"
        for question in asked:
            yield f"- {question}"
        yield ""


def _close(sender: str) -> Iterator[str]:
    yield (
        "There is no form to fill in and no deadline. If you would rather leave all as it is, tell "
        "us; that can be the right answer, and we note it."
    )
    yield ""
    yield f"With kind regards, {sender}"
