"""Every route says what it lets people do; one that does not is refused before it is served."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from servanda.desk.rights import RULES, Rule

__all__ = ["NoRule", "lets", "rule_of"]

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "servanda_does"


class NoRule(LookupError):
    """A route does not say what it lets people do."""

    def __init__(self, view: object) -> None:
        super().__init__(f"{view!r} names no rule of the table of rights")


def lets(does: str) -> Callable[[View], View]:
    """Say what a route lets people do, by the name of its rule."""
    if does not in RULES:
        raise NoRule(does)

    def mark(view: View) -> View:
        setattr(view, _MARK, does)
        return view

    return mark


def rule_of(view: object) -> Rule:
    """Return the rule of a route.

    Raises:
        NoRule: It names none.
    """
    does = getattr(view, _MARK, None)
    if does is None:
        raise NoRule(view)
    return RULES[does]
