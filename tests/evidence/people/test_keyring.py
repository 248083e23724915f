"""Names are sealed each with a key of its own; whose key is destroyed is gone for good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.agreement.model.evidence import ColumnType
from servanda.evidence.people.keyring import KEY_FILE, BadPeopleFile, Destroyed, Keyring
from servanda.evidence.people.pseudonyms import is_pseudonym, pseudonym
from tests.evidence.tables import column, put, table, take, tree, whole

KEY = bytes(range(32))
SEALED = table(column("number"), column("caller", personal=True, sealed=True))
NAMES = st.lists(
    st.text(st.characters(codec="utf-8"), min_size=3, max_size=30).filter(
        lambda text: text.strip() and not is_pseudonym(text)
    ),
    unique_by=lambda text: pseudonym(text, KEY),
    min_size=2,
    max_size=6,
)


def people(names: list[str]) -> dict[str, str]:
    return {pseudonym(name, KEY): name for name in names}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(names=NAMES)
def test_a_destroyed_key_takes_one_name_and_leaves_the_others(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    keyring = Keyring(tmp_path_factory.mktemp("people"))
    sealed = people(names)
    keyring.keep(KEY, sealed)
    assert keyring.names() == sealed
    first, *others = sealed
    keys = json.loads((keyring.folder / "name-keys.json").read_text("utf-8"))

    noted = "2026-03-02T09:30:00Z"
    assert keyring.destroy([first], noting=noted) == Destroyed(names=1, people=1)
    assert keyring.names() == {person: sealed[person] for person in others}
    assert keyring.name(first) == ""
    assert keys[first].encode() not in b"".join(tree(keyring.folder).values())

    keyring.keep(KEY, sealed)
    assert keyring.name(first) == "", "an export that names the person again brings nothing back"
    assert keyring.destroy([first], noting="2027-01-01T00:00:00Z") == Destroyed(names=0, people=0)
    assert keyring.erased_on() == {first: noted}


def test_names_stand_nowhere_in_the_clear(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,caller\n1,Anna Visser\n2,Bob\n3,anna visser\n")
    whole(take(SEALED, tmp_path))
    keyring = Keyring(tmp_path / "workspace" / "people")
    assert sorted(keyring.names().values()) == ["Anna Visser", "Bob"]
    assert b"Visser" not in b"".join(tree(tmp_path / "workspace").values())
    for path in keyring.folder.iterdir():
        assert path.name == ".lock" or path.stat().st_mode & 0o077 == 0


def test_sealing_changes_no_digest(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,caller\n1,Anna\n")
    sealed = whole(take(SEALED, tmp_path))
    plain = whole(take(table(column("number"), column("caller", personal=True)), tmp_path))
    assert sealed.digest == plain.digest


def test_bad_evidence_leaves_nothing_about_people(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,caller,users\n1,Anna,many\n")
    read_as = table(column("caller", personal=True, sealed=True), column("users", ColumnType.WHOLE))
    assert take(read_as, tmp_path).snapshot is None
    assert not (tmp_path / "workspace").exists()


def test_a_name_sealed_under_another_pseudonym_is_refused(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path)
    keyring.keep(KEY, people(["Anna", "Bob"]))
    path = tmp_path / "sealed-names.json"
    sealed = json.loads(path.read_text("utf-8"))
    anna, bob = sealed
    path.write_text(json.dumps({anna: sealed[bob], bob: sealed[anna]}), "utf-8")
    with pytest.raises(BadPeopleFile, match="does not hold the name that person-"):
        keyring.names()


@pytest.mark.parametrize("content", ["", "abc", "00" * 31, "zz" * 32])
def test_a_key_file_that_holds_no_key_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / KEY_FILE).write_text(content, "ascii")
    with pytest.raises(BadPeopleFile, match="does not hold 64 hexadecimal digits"):
        Keyring(tmp_path).key()


def test_an_erased_person_who_comes_back_is_told(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,caller\n1,Anna\n")
    whole(take(SEALED, tmp_path))
    keyring = Keyring(tmp_path / "workspace" / "people")
    keyring.destroy(keyring.names().keys(), noting="2026-03-02T09:30:00Z")
    put(tmp_path, "incidents.csv", "number,caller\n1,Anna\n2,Bob\n")
    taken = take(SEALED, tmp_path)
    assert [each.code for each in taken.diagnostics] == ["E033"]
    assert "1 person" in taken.diagnostics[0].message
    assert sorted(keyring.names().values()) == ["Bob"]
