"""The engine inside this process."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from servanda.measurement.engines.embedded import open_embedded


def test_a_folder_with_an_equals_sign_is_no_column(tmp_path: Path) -> None:
    file = tmp_path / "client=acme" / "cases.parquet"
    file.parent.mkdir()
    pq.write_table(pa.table({"_record": [1]}), file)
    with open_embedded([file], tmp_path / "results") as engine:
        assert engine.rows(engine.read(file)) == [{"_record": 1}]
