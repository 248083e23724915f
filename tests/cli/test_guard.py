"""Nobody sees a stack trace, and exit codes say what happened."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from servanda.cli.guard import guarded
from tests.cli.folder import run, write_folder

ENVIRONMENT = {**os.environ, "PYTHONWARNINGS": "error"}


def servanda(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "servanda", *map(str, arguments)]
    environment = {**ENVIRONMENT, **more}
    return subprocess.run(words, capture_output=True, text=True, env=environment, check=False)


def test_an_unexpected_fault_names_a_log_and_shows_no_trace(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(arguments: Sequence[str]) -> int:
        message = f"sec{'ret'} of {arguments}"
        raise ZeroDivisionError(message)

    assert guarded(fail, ["check"]) == 70
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "secret" not in said
    found = re.search(r"with the file (\S+),", said)
    assert found is not None
    log = Path(found.group(1))
    text = log.read_text(encoding="utf-8")
    log.unlink()
    assert "in fail" in text
    assert "secret" not in text


def test_ctrl_c_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: Sequence[str]) -> int:
        raise KeyboardInterrupt

    assert guarded(interrupted, []) == 130
    assert capsys.readouterr().err == "servanda: interrupted\n"


def test_ctrl_c_inside_the_query_engine_is_quiet_too(capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: Sequence[str]) -> int:
        try:
            raise RuntimeError("Query interrupted")
        except RuntimeError as stopped:
            message = "measuring stopped"
            raise ValueError(message) from stopped

    assert guarded(interrupted, []) == 130
    assert capsys.readouterr().err == "servanda: interrupted\n"


def test_no_file_to_write_to_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    def full(_: Sequence[str]) -> int:
        raise OSError(28, "No space left on device", "/data/x.json")

    assert guarded(full, []) == 3
    said = capsys.readouterr().err
    assert said.startswith("servanda: cannot go on: '/data/x.json': No space left on device")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "there is no command 'chek'; did you mean 'check'?"),
        (["check", "--fromat", "json"], "unknown option"),
        (["check", "--format", "xml"], 'invalid value "xml"'),
        (["check", "a", "b"], "unused"),
        (["explain"], "say which NAME: servanda explain NAME"),
        (["read", "--locale", "xx-bogus"], "there is no locale 'xx-bogus'"),
        (["measure", "--memory", "much"], "'much' is no amount of memory; write '700 MB'"),
    ],
)
def test_wrong_use_is_refused_in_words(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(*arguments) == 2
    error = capsys.readouterr().err
    assert said in error.lower() or said in error
    assert "Traceback" not in error


def test_a_closed_pipe_is_quiet(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    command = f"{sys.executable} -m servanda read {folder} | head -c 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert done.stderr == ""
    assert done.returncode in {0, 141}


def test_an_interrupt_from_outside_ends_with_130(tmp_path: Path) -> None:
    fifo = tmp_path / "agreement.yaml"
    os.mkfifo(fifo)
    words = [sys.executable, "-m", "servanda", "format", str(tmp_path / "agreement.yaml")]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT)
    deadline = time.monotonic() + 30
    writer = -1
    while writer < 0 and time.monotonic() < deadline and process.poll() is None:
        try:
            writer = os.open(fifo, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:
            time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    if writer >= 0:
        os.close(writer)
    assert process.returncode in {3, 130}
    assert "Traceback" not in said


def test_nothing_is_coloured_in_a_pipe_nor_where_no_colour_is_wanted(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    for more in ({}, {"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in servanda("read", folder, **more).stdout


def test_a_terminal_that_spells_only_ascii_gets_something(tmp_path: Path) -> None:
    done = servanda("read", write_folder(tmp_path / "desk"), PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "small service desk" in done.stdout


def test_checking_and_reading_load_no_engine(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "desk")
    code = (
        "import sys; from servanda.cli.application import execute;"
        f"codes = [execute([c, {str(folder)!r}]) for c in ('check', 'read')];"
        "heavy = {'duckdb', 'pandas', 'pyarrow', 'jinja2'} & set(sys.modules);"
        "sys.exit(f'{codes} {heavy}' if heavy or any(codes) else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=ENVIRONMENT, check=False
    )
    assert done.returncode == 0, done.stderr


def test_help_imports_no_command() -> None:
    code = (
        "import sys; from servanda.cli.application import build_application;"
        "build_application()(['--help'], exit_on_error=False, result_action='return_value');"
        "sys.exit(any(n.startswith('servanda.cli.commands.') for n in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0


def test_the_version_names_the_settlement_semantics(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert re.match(r"servanda \d+\.\d+\.\d+ \(settlement semantics \d+\)", capsys.readouterr().out)


def test_a_full_disk_is_said_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    def full(_: Sequence[str]) -> int:
        raise OSError(28, "No space left on device")

    assert guarded(full, []) == 3
    said = capsys.readouterr().err
    assert said.startswith("servanda: cannot go on: No space left on device; --cache")
