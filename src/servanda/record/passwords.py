"""Passwords that are easy to guess for who knows the book."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError

from servanda.record.models import Person

__all__ = ["WORDS", "NotOfTheBook"]

WORDS = frozenset({"servanda", "agreement", "contract", "statement", "evidence", "password"})
"""Words of the book's own that do not make a password hard to guess, beside those of its people."""

_LEFT_MIN = 8


class NotOfTheBook:
    """Refuse passwords that are little more than words of the book, or its owner's names.

    Such words do not count; eight letters, figures or signs have to be left.
    """

    def validate(self, password: str, user: Person | None = None) -> None:
        """Raise the framework's ``ValidationError`` for such a password."""
        if len(_left(password, _words(user))) < _LEFT_MIN:
            raise ValidationError(self.get_help_text())

    def get_help_text(self) -> str:
        """Return what is asked of a password."""
        return (
            "Do not make a password of your own name, your organisation's name or words such as"
            " 'agreement' alone; eight letters, figures or signs beside them are enough."
        )


def _words(user: Person | None) -> list[str]:
    own = "" if user is None else f"{user.name} {user.organisation.name} {user.mail_address}"
    named = {each for each in re.split(r"\W+", own.casefold()) if len(each) > 2}
    return sorted(WORDS | named, key=len, reverse=True)


def _left(password: str, words: list[str]) -> str:
    left = password.casefold()
    for word in words:
        left = left.replace(word, "")
    return left
