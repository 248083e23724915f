"""The example is never written over somebody's own agreement."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.pipeline.demonstration import set_up_example
from servanda.pipeline.refusals import CannotWrite
from tests.cli.folder import write_folder


def test_a_folder_with_another_agreement_is_left_alone(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(CannotWrite, match="is not the example's; name another folder"):
        set_up_example(folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_setting_up_twice_gives_the_same_and_an_older_example_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    texts = set_up_example(folder).texts
    first = [text.read_bytes() for text in texts]
    older = texts[0].read_bytes() + b"# older\n"
    texts[0].write_bytes(older)
    with pytest.raises(CannotWrite):
        set_up_example(folder)
    texts[0].write_bytes(first[0])
    assert [text.read_bytes() for text in set_up_example(folder).texts] == first
