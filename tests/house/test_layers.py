"""The picture of the house and the import contract say the same."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.house.files import ROOT


def _contract() -> dict[str, object]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    (contract,) = project["tool"]["importlinter"]["contracts"]
    assert isinstance(contract, dict)
    return contract


def _layers() -> list[str]:
    layers = _contract()["layers"]
    assert isinstance(layers, list)
    return [room.strip() for layer in layers for room in layer.split("|")]


def test_contract_leaves_no_package_out() -> None:
    assert _contract()["exhaustive"] is True
    packages = {
        path.name for path in (ROOT / "src" / "servanda").iterdir() if any(path.glob("*.py"))
    }
    assert packages == set(_layers())


def test_architecture_page_shows_the_layers_in_their_order() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text()
    rows = re.findall(r"^\| [a-z ]+ \| ((?:`[a-z_]+`(?:, )?)+) \|", page, re.MULTILINE)
    assert [name for row in rows for name in re.findall(r"`([a-z_]+)`", row)] == _layers()


@pytest.mark.parametrize("words", [["check"], ["settle"], ["verify"], ["read"], ["record"]])
def test_commands_on_files_do_without_the_web_framework(words: list[str]) -> None:
    program = (
        "import sys\n"
        "from servanda.cli.application import execute\n"
        "from servanda.app.main import main\n"
        f"sys.argv = ['servanda', *{words!r}, 'nowhere']\n"
        "main()\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "rooms = {name for name in sys.modules if name.startswith('servanda.')}\n"
        "assert f'servanda.cli.commands.{sys.argv[1]}' in rooms\n"
        "assert not loaded & {'django', 'ninja', 'allauth', 'waitress'}\n"
        "assert not {'servanda.web', 'servanda.desk', 'servanda.record'} & rooms\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
