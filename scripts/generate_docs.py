"""Write the pages that are made from the code, or tell which of them are stale.

Run as ``python -m scripts.generate_docs [--check]``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from scripts.command_page import command_page
from scripts.diagnostic_pages import diagnostic_pages
from scripts.formula_page import formula_page
from scripts.journal_page import journal_page
from scripts.json_page import json_pages
from scripts.reference_page import model_reference_page, reference_page
from servanda.agreement.schema import SCHEMA_FILE, schema_text
from servanda.formula.grammar import TABLES_FILE, tables_text
from servanda.operating_model.schema import MODEL_SCHEMA_FILE, model_schema_text

DOCS = Path(__file__).resolve().parent.parent / "docs"
FORMULA = DOCS.parent / "src" / "servanda" / "formula"
GENERATED_FOLDERS = ("diagnostics", "reference")


def generated_pages() -> dict[Path, str]:
    """Return what every generated page ought to hold."""
    pages = {DOCS / name: text for name, text in {**diagnostic_pages(), **json_pages()}.items()}
    return {
        **pages,
        DOCS / "formulas.md": formula_page(),
        DOCS / "command-line.md": command_page(),
        DOCS / "reference" / "agreement.md": reference_page(),
        DOCS / "reference" / "operating-model.md": model_reference_page(),
        DOCS / "reference" / "journal.md": journal_page(),
        SCHEMA_FILE: schema_text(),
        FORMULA / TABLES_FILE: tables_text(),
        MODEL_SCHEMA_FILE: model_schema_text(),
    }


def stale_pages(pages: dict[Path, str]) -> list[Path]:
    """Return the pages that are missing, differ, or are no longer made by anything."""
    differing = [path for path, text in pages.items() if _text(path) != text]
    left_over = [
        path
        for folder in GENERATED_FOLDERS
        for path in sorted((DOCS / folder).glob("*.md"))
        if path not in pages
    ]
    return differing + left_over


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write(pages: dict[Path, str]) -> None:
    """Bring the folder in step with the pages."""
    for path in stale_pages(pages):
        if path in pages:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[path], encoding="utf-8")
            print(f"wrote {path.relative_to(DOCS.parent)}")
        else:
            path.unlink()
            print(f"removed {path.relative_to(DOCS.parent)}")


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` return 1 if anything is stale."""
    pages = generated_pages()
    if "--check" not in arguments:
        write(pages)
        return 0
    stale = stale_pages(pages)
    for path in stale:
        print(f"{path.relative_to(DOCS.parent)}: stale; run 'make docs'", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
