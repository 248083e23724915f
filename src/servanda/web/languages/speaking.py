"""Says something in the language of who asks."""

from __future__ import annotations

from django.utils.translation import get_language

from servanda.reports import words

__all__ = ["language", "said_later", "say", "say_count"]


def language() -> str:
    """Return the language in which the request that is being answered is answered."""
    return (get_language() or "en").partition("-")[0]


def said_later(text: str) -> str:
    """Mark a text that stands in a table and is said when it is shown."""
    return text


def say(text: str, /, **values: object) -> str:
    """Say a text; see ``servanda.reports.words.say``."""
    return words.say(language(), text, **values)


def say_count(one: str, many: str, count: int, /, **values: object) -> str:
    """Say a text of so many things; see ``servanda.reports.words.say_count``."""
    return words.say_count(language(), one, many, count, **values)
