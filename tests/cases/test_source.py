"""The software does not know which agreements were published."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
AGREEMENTS = sorted(path.name for path in (ROOT / "tests/cases/agreements").iterdir())


def test_no_case_is_named_in_the_source() -> None:
    assert len(AGREEMENTS) >= 40
    sources = (ROOT / "src").rglob("*")
    texts = [path for path in sources if path.suffix in {".py", ".lark", ".yaml", ".html", ".typ"}]
    named = [
        f"{path.relative_to(ROOT)}: {case}"
        for path in texts
        for case in AGREEMENTS
        if case in path.read_text(encoding="utf-8")
    ]
    assert named == []
