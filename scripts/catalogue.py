"""Brings the catalogues up to date with what the pages say: ``python -m scripts.catalogue``.

What is new comes without a translation, what nobody says any more goes, and what is left to do is
told. Templates say everything that they hold; scripts say what is given to ``spoken``, the source
what is given to ``say`` and its like, and what stands in the tables of forms, columns and tabs.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from scripts.spoken_values import SPOKEN, STATES
from servanda.reports.words import CATALOGUES, LANGUAGES
from servanda.web.languages.marking import messages
from servanda.web.languages.scripts import SCRIPTS, script_texts

__all__ = ["Word", "catalogue_bytes", "missing", "words"]

_SOURCE = Path("src/servanda")
_TEMPLATES = _SOURCE / "web" / "templates"
_SAYING = {"say", "say_count", "said_later"}
_TABLES: dict[str, frozenset[str]] = {
    "Field": frozenset({"label", "help", "nothing", "group"}),
    "replace": frozenset({"label", "help", "nothing"}),
    "ActForm": frozenset({"title", "button", "intro"}),
    "ModelForm": frozenset({"title", "button", "intro"}),
    "Tab": frozenset({"title"}),
    "Column": frozenset({"heading"}),
    "listed": frozenset({"title"}),
}
_ABOUT_ITSELF = tuple(
    f'"{name}:'.encode()
    for name in (
        *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
        *("Last-Translator", "Language-Team", "Generated-By"),
    )
)
"""Headers of a catalogue that would differ with who writes it, and when."""

_LINKS = {"act_link": 2, "model_link": 2}
"""What makes a link, and which argument its title is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """Something that pages say, with where they say it first."""

    text: str
    many: str
    place: str


def words() -> Iterator[Word]:
    """Yield everything that pages say, each once, in the order of the files."""
    known: set[str] = set()
    for each in (*_of_templates(), *_of_scripts(), *_of_source(), *_of_values()):
        if each.text and each.text not in known:
            known.add(each.text)
            yield each


def missing(language: str) -> list[Word]:
    """Return what a language has no words for."""
    catalogue = _read(language)
    return [each for each in words() if not _is_said(catalogue, each)]


def catalogue_bytes(language: str) -> bytes:
    """Return a language's catalogue, brought up to date."""
    known, fresh = _read(language), _empty(language)
    for each in words():
        before = known.get(each.text)
        text = before.string if before else ""
        if each.many and not isinstance(text, tuple):
            text = ("", "")
        fresh.add(
            (each.text, each.many) if each.many else each.text,
            string=text,
            locations=[(each.place, 0)],
        )
    written = BytesIO()
    write_po(written, fresh, width=100, omit_header=False, include_lineno=False)
    return b"".join(
        line
        for line in written.getvalue().splitlines(keepends=True)
        if not line.startswith(_ABOUT_ITSELF)
    )


def _is_said(catalogue: Catalog, word: Word) -> bool:
    found = catalogue.get(word.text)
    if found is None or not found.string:
        return False
    return all(found.string) if isinstance(found.string, tuple) else not word.many


def _read(language: str) -> Catalog:
    file = CATALOGUES / f"{language}.po"
    if not file.is_file():
        return _empty(language)
    return read_po(BytesIO(file.read_bytes()), locale=language)


def _empty(language: str) -> Catalog:
    return Catalog(locale=language, header_comment="", fuzzy=False)


def _of_templates() -> Iterator[Word]:
    for file in sorted(_TEMPLATES.rglob("*.html")):
        place = file.relative_to(_SOURCE).as_posix()
        for each in messages(file.read_text("utf-8")):
            yield Word(text=each.text, many=each.many, place=place)


def _of_scripts() -> Iterator[Word]:
    for file in sorted(SCRIPTS.glob("*.js")):
        for text in script_texts(file.name):
            yield Word(text=text, many="", place=file.relative_to(_SOURCE.resolve()).as_posix())


def _of_source() -> Iterator[Word]:
    for file in sorted((_SOURCE / "web").rglob("*.py")):
        place = file.relative_to(_SOURCE).as_posix()
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield from _of_call(node, place)


def _of_call(call: ast.Call, place: str) -> Iterator[Word]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in _SAYING:
        said = [text for each in call.args[:3] if (text := _literal(each))]
        if name == "say_count" and len(said) == 2:
            yield Word(text=said[0], many=said[1], place=place)
        elif name != "say_count" and said:
            yield Word(text=said[0], many="", place=place)
    for keyword in call.keywords:
        if keyword.arg in _TABLES.get(name, ()):
            yield Word(text=_literal(keyword.value), many="", place=place)
    if name in _LINKS and len(call.args) > _LINKS[name]:
        yield Word(text=_literal(call.args[_LINKS[name]]), many="", place=place)


def _literal(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _of_values() -> Iterator[Word]:
    for kind in SPOKEN:
        for each in kind:
            assert isinstance(each, Enum)
            yield Word(text=str(each.value), many="", place=kind.__name__)
    for text in STATES:
        yield Word(text=text, many="", place="states")


def main() -> None:
    """Write the catalogues, and tell what they have no words for."""
    for language in [each for each in LANGUAGES if each != "en"]:
        (CATALOGUES / f"{language}.po").write_bytes(catalogue_bytes(language))
        for each in missing(language):
            sys.stdout.write(f"{language}: {each.place}: {each.text}\n")


if __name__ == "__main__":
    main()
