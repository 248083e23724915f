"""Texts that can be kept: whatever comes in by a form or to the API is looked at here first.

A database may refuse what another takes in. What holds a sign that means nothing in a text is
refused for both, in words, and at its field.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, QueryDict
from ninja.parser import Parser

from servanda.pipeline.refusals import MisusedCommand
from servanda.web.languages.speaking import say

__all__ = ["KEPT", "KeptTexts", "Unkept", "kept_json", "refuse_unkept", "why_unkept"]

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
KEPT = f"^[^{_CONTROLS}]*$"
"""What a text is made of, for descriptions; lone halves of a pair cannot be written in one."""

_UNKEPT = re.compile(rf"[{_CONTROLS}\ud800-\udfff]")


class Unkept(MisusedCommand):
    """Texts hold signs that cannot be kept.

    Args:
        wrong: What is wrong with each, by its field or its place in what was sent.
    """

    def __init__(self, wrong: Mapping[str, str]) -> None:
        super().__init__("; ".join(dict.fromkeys(wrong.values())))
        self.wrong = wrong


def why_unkept(text: str) -> str:
    r"""Say which sign of a text cannot be kept, and where; empty where all can.

    Line ends and tabs can be kept, other control characters cannot.

    Example:
        >>> why_unkept("Kept,\tand kept")
        ''
        >>> why_unkept("Not\x0bkept")
        'this holds a sign that cannot be kept, U+000B; type it anew'
        >>> why_unkept("Kept,\nnot\x00kept")
        'line 2 holds a sign that cannot be kept, U+0000; type it anew'
    """
    found = _UNKEPT.search(text)
    if found is None:
        return ""
    sign = f"U+{ord(found[0]):04X}"
    if "\n" not in text:
        return say("this holds a sign that cannot be kept, {sign}; type it anew", sign=sign)
    line = text.count("\n", 0, found.start()) + 1
    return say(
        "line {line} holds a sign that cannot be kept, {sign}; type it anew", line=line, sign=sign
    )


def refuse_unkept(sent: QueryDict) -> None:
    """Refuse what a form sent where it cannot be kept.

    Raises:
        Unkept: With what is wrong at each field.
    """
    wrong: dict[str, str] = {}
    for name, values in sent.lists():
        for why in filter(None, map(why_unkept, (name, *map(str, values)))):
            wrong.setdefault(name, why)
    if wrong:
        raise Unkept(wrong)


class KeptTexts(Parser):
    """Reads what is sent to the API, if all its texts can be kept."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return what was sent.

        Raises:
            Unkept: With what is wrong at each place.
        """
        found: dict[str, Any] = kept_json(request.body)
        return found


def kept_json(content: str | bytes) -> Any:  # noqa: ANN401 - JSON
    """Return what JSON says, whose signs may be written as numbers.

    Raises:
        ValueError: It is no JSON.
        Unkept: With what is wrong at each place.
    """
    found = json.loads(content)
    wrong = {place: why for place, text in _texts(found) for why in [why_unkept(text)] if why}
    if wrong:
        raise Unkept(wrong)
    return found


def _texts(found: object) -> Iterator[tuple[str, str]]:
    """Yield every text with its place, the names of values among them."""
    waiting: list[tuple[str, object]] = [("body", found)]
    while waiting:
        place, value = waiting.pop()
        match value:
            case str():
                yield place, value
            case dict():
                yield from ((place, name) for name in value)
                waiting += [(f"{place}.{name}", each) for name, each in value.items()]
            case list():
                waiting += [(f"{place}.{index}", each) for index, each in enumerate(value)]
