"""The words of the pages in the languages that people read them in.

English stands in the source. A catalogue beside this file, ``languages/nl.po`` for Dutch, says the
same in another language; it is read as it is, so that nothing has to be compiled before it counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

__all__ = ["CATALOGUES", "LANGUAGES", "fill", "say", "say_count"]

CATALOGUES = Path(__file__).resolve().parent / "languages"
"""Where the catalogues lie."""

LANGUAGES: Mapping[str, str] = {"en": "English", "nl": "Nederlands"}
"""The languages that there are, each as its own speakers call it; the first is the source's."""

_PLACE = re.compile(r"\{(\w+)\}|(</?\d+>)")


def say(language: str, text: str, /, **values: object) -> str:
    """Say a text in a language.

    Args:
        language: One of ``LANGUAGES``; what has no catalogue is said in English.
        text: The English text; ``{name}`` in it holds the place of a value.
        values: What stands at the places.

    Example:
        >>> say("en", "until {day}", day="31 Mar 2026")
        'until 31 Mar 2026'
    """
    said = _catalogue(language).gettext(text) if text else ""
    return fill(said, {name: str(value) for name, value in values.items()})


def say_count(language: str, one: str, many: str, count: int, /, **values: object) -> str:
    """Say a text of so many things in a language.

    Args:
        language: As for ``say``.
        one: The English text for one of them.
        many: The English text for none, or several.
        count: How many there are.
        values: What stands at the places of the text.

    Example:
        >>> say_count("en", "{count} line", "{count} lines", 2, count="2")
        '2 lines'
    """
    said = _catalogue(language).ngettext(one, many, count)
    return fill(said, {name: str(value) for name, value in values.items()})


def fill(said: str, values: Mapping[str, str]) -> str:
    """Return a text with its places filled; a place that nothing is known for stays as it is."""
    if not values:
        return said
    return _PLACE.sub(lambda place: values.get(place[1] or place[2], place[0]), said)


@cache
def _catalogue(language: str) -> NullTranslations:
    file = CATALOGUES / f"{language}.po"
    if language not in LANGUAGES or not file.is_file():
        return NullTranslations()
    # A reader of English never needs what reads catalogues.
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - heavy, see above
    from babel.messages.pofile import read_po  # noqa: PLC0415 - heavy, see above

    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(file.read_bytes()), locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)
