"""Reading windows: over what a limit adds up, and what a commitment is judged over."""

from __future__ import annotations

import re

from servanda.agreement import diagnostics as found
from servanda.agreement.model.money import LimitWindow
from servanda.agreement.notebook import Notebook
from servanda.agreement.text.node import Node, ScalarNode

__all__ = ["read_window", "window_called"]

_WINDOWS = {
    "period": LimitWindow.PERIOD,
    "quarter": LimitWindow.QUARTER,
    "half year": LimitWindow.HALF_YEAR,
    "year": LimitWindow.YEAR,
    "contract year": LimitWindow.CONTRACT_YEAR,
    "total": LimitWindow.AGREEMENT,
}


def window_called(word: str, period: str) -> LimitWindow | None:
    """Return the window of a name, nothing if there is none: ``quarter``, ``contract year``.

    Args:
        word: The name.
        period: What a period of the settlement's rhythm is called: ``month``.
    """
    return LimitWindow.PERIOD if word == period else _WINDOWS.get(word)


def read_window(node: Node | None, period: str, notebook: Notebook) -> tuple[LimitWindow, int]:
    """Read a window in words, and how long it is where it has a length: ``last 12 months``.

    Args:
        node: The words; the period itself where there are none.
        period: What a period of the settlement's rhythm is called: ``month``.
        notebook: Where mistakes are noted.
    """
    if not isinstance(node, ScalarNode):
        return LimitWindow.PERIOD, 0
    text = " ".join(node.text.split())
    last = re.fullmatch(r"last ([1-9][0-9]{0,3}) (?:calendar )?([a-z]+?)s?", text)
    if last and last[2] == "day":
        return LimitWindow.LAST_DAYS, int(last[1])
    if last and last[2] in {period, "period"}:
        return LimitWindow.LAST_PERIODS, int(last[1])
    if text == "the agreement":
        return LimitWindow.AGREEMENT, 0
    word = text.removeprefix("this ")
    window = window_called(word, period)
    if window in {None, LimitWindow.AGREEMENT} or not text.startswith("this "):
        notebook.report(found.BAD_WINDOW, node.span, text=node.text)
    return window or LimitWindow.PERIOD, 0
