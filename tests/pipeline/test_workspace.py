"""Where an agreement's texts lie, and files that are written whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.pipeline.files import write_all
from servanda.pipeline.refusals import CannotWrite, NoAgreement
from servanda.pipeline.workspace import find_workspace


def test_amendments_follow_by_number(tmp_path: Path) -> None:
    for name in ("agreement.yaml", "amendment-10.yaml", "amendment-9.yaml", "notes.yaml"):
        (tmp_path / name).touch()
    texts = find_workspace(tmp_path).texts
    assert [path.name for path in texts] == [
        "agreement.yaml",
        "amendment-9.yaml",
        "amendment-10.yaml",
    ]


def test_everything_lies_beside_the_text_unless_said(tmp_path: Path) -> None:
    text = tmp_path / "draft.yaml"
    text.touch()
    found = find_workspace(text, output=Path("elsewhere"))
    assert found.texts == (text,)
    assert found.evidence == tmp_path / "evidence"
    assert found.cache == tmp_path / ".servanda"
    assert found.output == Path("elsewhere")


def test_a_folder_without_an_agreement_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoAgreement, match=r"no 'agreement\.yaml'"):
        find_workspace(tmp_path)


def test_files_are_replaced_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    written = write_all(tmp_path, {"a.json": b"new", "b.html": b"page"})
    assert [path.read_bytes() for path in written] == [b"new", b"page"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "b.html"]


def test_where_one_file_cannot_be_written_none_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("old", encoding="utf-8")
    with pytest.raises(CannotWrite):
        write_all(tmp_path / "a.json", {"b.json": b"new"})
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "old"
    assert len(list(tmp_path.iterdir())) == 1
