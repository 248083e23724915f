"""People's names replaced by pseudonyms, before anything is kept.

A pseudonym is ``person-`` and the first 16 hexadecimal digits of HMAC-SHA-256 over the name, with
a key that the agreement's parties keep to themselves. One name gives one pseudonym in every
column, table and month; without the key nobody can tell whose it is, not even by trying names.

A pseudonym stands for itself. A file in which names were replaced afterwards therefore gives the
same table, and the same digest, as the file in which they stood.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from servanda.evidence.engine import Engine
from servanda.evidence.statements import quoted

__all__ = ["PSEUDONYM", "is_pseudonym", "plain_name", "pseudonym", "replace_people", "tells_names"]

PSEUDONYM: Final = "person-[0-9a-f]{16}"
"""Regular expression of a pseudonym."""

_PSEUDONYM: Final = re.compile(PSEUDONYM)


def plain_name(text: str) -> str:
    """Return a name as it is compared: one blank for many, no case, one spelling of an accent.

    Example:
        >>> plain_name("  Anna   VISSER ") == plain_name("anna visser")
        True
    """
    return unicodedata.normalize("NFC", " ".join(text.split()).casefold())


def is_pseudonym(text: str) -> bool:
    """Return whether a text is a pseudonym already.

    Example:
        >>> is_pseudonym("person-7bd4b1d1ae8f3a50"), is_pseudonym("person-anna")
        (True, False)
    """
    return _PSEUDONYM.fullmatch(text.strip()) is not None


def tells_names(names: Iterable[str]) -> Callable[[str], bool]:
    """Return what says whether a text holds one of some names, as whole words.

    Example:
        >>> told = tells_names(["Al", "Anna Visser"])
        >>> told("asked AL to wait"), told("anna  visser's desk"), told("a signal")
        (True, True, False)
    """
    plain = sorted(filter(None, map(plain_name, names)))
    if not plain:
        return lambda _: False
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, plain))})(?!\w)")
    return lambda text: words.search(plain_name(text)) is not None


def pseudonym(text: str, key: bytes) -> str:
    """Return the pseudonym of a name; a pseudonym is its own.

    Args:
        text: The name, or a pseudonym.
        key: 32 bytes.

    Example:
        >>> pseudonym("Caller 2403", bytes(32))
        'person-47f05745cf9d6a93'
        >>> pseudonym("person-47f05745cf9d6a93", bytes(32))
        'person-47f05745cf9d6a93'
    """
    if is_pseudonym(text):
        return text.strip()
    return "person-" + hmac.new(key, plain_name(text).encode(), hashlib.sha256).hexdigest()[:16]


def replace_people(
    engine: Engine, relation: str, columns: Sequence[str], key: bytes
) -> Mapping[str, Mapping[str, str]]:
    """Replace the texts of columns by their pseudonyms, in place.

    Returns:
        By column, the names that stood there in the clear, each by its pseudonym; of several
        spellings of one name the first in order.
    """
    return {column: _replace(engine, relation, column, key) for column in columns}


def _replace(engine: Engine, relation: str, column: str, key: bytes) -> Mapping[str, str]:
    texts = [
        str(row[0])
        for row in engine.rows(
            "SELECT DISTINCT {column} FROM {relation} WHERE {column} IS NOT NULL ORDER BY 1",
            column=quoted(column),
            relation=relation,
        )
    ]
    people = [(text, pseudonym(text, key)) for text in texts]
    engine.replace_texts(relation, quoted(column), people)
    return {person: text for text, person in reversed(people) if not is_pseudonym(text)}
