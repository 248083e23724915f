"""``--engine``: what is said where an engine is not there, or not meant."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.cli.folder import run, write_folder


def refusal(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


def test_where_spark_runs_is_said_with_spark(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--spark-master", "local[2]") == 2
    assert "add --engine spark" in refusal(capsys)


def test_in_the_environment_it_may_stand_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SERVANDA_SPARK_MASTER", "spark://head:7077")
    assert run("settle", write_folder(tmp_path / "desk"), "--format", "json") == 0


def test_no_other_engine_is_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("measure", folder, "--engine", "hive") == 2
    assert '"hive"' in refusal(capsys)


def test_without_pyspark_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--engine", "spark") == 3
    assert "pip install 'servanda[spark]'" in refusal(capsys)
    assert not (folder / "statements").exists()


def test_without_java_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    folder = write_folder(tmp_path / "desk")
    monkeypatch.setenv("SERVANDA_ENGINE", "spark")
    assert run("settle", folder) == 3
    assert "Spark runs on Java 17 or later" in refusal(capsys)
    assert not (folder / "statements").exists()


def test_spark_connect_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_folder(tmp_path / "desk")
    assert run("settle", folder, "--engine", "spark", "--spark-master", "sc://head") == 3
    assert "Spark Connect is not supported" in refusal(capsys)
