"""Days as a spreadsheet shows them: in the order, and with the names, of a reader's locale."""

from __future__ import annotations

import re
from functools import cache
from locale import windows_locale

from babel.core import get_global

from servanda.reports.reader import Reader

__all__ = ["day_format"]

_ISO = "yyyy-mm-dd"
_PLAIN_ENGLISH = "d MMM y"
_SPELT = re.compile(r"[yMd ./,-]+")
_YEAR = re.compile("y+")


def day_format(reader: Reader) -> str:
    """Return the number format in which a workbook shows days to a reader.

    Days that a locale spells with more than figures and names of months are shown as ISO 8601
    does, since spreadsheets spell nothing else.

    Example:
        >>> day_format(Reader(locale="nl")), day_format(Reader(locale="de"))
        ('[$-413]d mmm yyyy', '[$-407]dd.mm.yyyy')
        >>> day_format(Reader(locale="en-US"))
        '[$-409]mmm d, yyyy'
    """
    babel = reader.babel
    pattern = babel.date_formats["medium"].pattern
    if babel.language == "en" and not babel.territory:
        pattern = _PLAIN_ENGLISH
    if not _SPELT.fullmatch(pattern):
        return _ISO
    number = _numbers().get(_with_country(str(babel)))
    names = f"[$-{number:x}]" if number is not None else ""
    return names + _YEAR.sub("yyyy", pattern).replace("M", "m")


def _with_country(name: str) -> str:
    """Return language and country of a locale, those most likely where it names only one."""
    parts = name.split("_")
    if len(parts) == 1:
        parts = get_global("likely_subtags").get(name, name).split("_")
    return f"{parts[0]}_{parts[-1]}"


@cache
def _numbers() -> dict[str, int]:
    """Return the numbers by which spreadsheets know locales."""
    return {name: number for number, name in windows_locale.items()}
