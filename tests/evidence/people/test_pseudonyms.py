"""A pseudonym is one for each person and agreement, and leads nowhere without the key."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import assume, given
from hypothesis import strategies as st

from servanda.agreement.model.evidence import Allowed
from servanda.evidence.people.keyring import KEY_FILE, Keyring
from servanda.evidence.people.pseudonyms import is_pseudonym, plain_name, pseudonym
from servanda.evidence.snapshot import take_snapshot
from tests.evidence.tables import column, put, rows, table, take, tree, whole

KEYS = st.binary(min_size=32, max_size=32)
NAMES = st.text(min_size=1).filter(lambda text: text.strip() and not is_pseudonym(text))
CALLERS = table(column("number"), column("caller", personal=True))


@given(NAMES, KEYS)
def test_a_pseudonym_stands_for_itself(name: str, key: bytes) -> None:
    once = pseudonym(name, key)
    assert is_pseudonym(once)
    assert pseudonym(once, key) == once


@given(NAMES, KEYS, KEYS)
def test_another_key_gives_another_pseudonym(name: str, key: bytes, other: bytes) -> None:
    assume(key != other)
    assert pseudonym(name, key) != pseudonym(name, other)


@given(NAMES)
def test_nobody_comes_to_it_by_digests_of_the_name_alone(name: str) -> None:
    spelt = {name, name.strip(), plain_name(name)}
    tried = {
        made(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        for text in spelt
        for made in (hashlib.sha256, hashlib.sha1, hashlib.md5)
    }
    assert pseudonym(name, bytes(range(32))).removeprefix("person-") not in tried


def test_one_person_is_one_however_the_name_is_spelt(tmp_path: Path) -> None:
    put(
        tmp_path,
        "incidents.csv",
        "number,caller\n1,Zoë Visser\n2,zoe\u0308  visser \n3,Zoe Visser\n",
    )
    people = dict(rows(whole(take(CALLERS, tmp_path))))
    assert people["1"] == people["2"] != people["3"]


def test_another_agreement_has_other_pseudonyms(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,caller\n1,Anna\n")
    taken = [
        whole(take_snapshot({"incidents": CALLERS}, tmp_path / "in", tmp_path / name))
        for name in ("one", "other")
    ]
    assert rows(taken[0]) != rows(taken[1])


def test_parties_who_share_the_key_compute_the_same_digest(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,caller\n1,Anna\n2,Bob\n")
    one = whole(take_snapshot({"incidents": CALLERS}, tmp_path / "in", tmp_path / "one"))
    shared = tmp_path / "other" / "people"
    shared.mkdir(parents=True)
    (shared / KEY_FILE).write_bytes((tmp_path / "one" / "people" / KEY_FILE).read_bytes())
    put(tmp_path, "incidents.csv", "number,caller\n2,BOB\n1,anna\n")
    other = whole(take_snapshot({"incidents": CALLERS}, tmp_path / "in", tmp_path / "other"))
    assert one.digest == other.digest


def test_a_pseudonym_in_the_file_gives_the_same_digest(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,caller\n1,Anna\n2,Bob\n3,Anna\n")
    before = whole(take(CALLERS, tmp_path))
    anna = pseudonym("Anna", Keyring(tmp_path / "workspace" / "people").key())
    put(tmp_path, "incidents.csv", f"number,caller\n1,{anna}\n2,Bob\n3,{anna}\n")
    assert whole(take(CALLERS, tmp_path)).digest == before.digest


def test_what_is_not_mapped_is_dropped(tmp_path: Path) -> None:
    put(tmp_path, "incidents.csv", "number,caller,description\n1,Anna,Anna's printer is on fire\n")
    assert [*whole(take(CALLERS, tmp_path)).table("incidents").columns] == ["number", "caller"]
    kept = b"".join(tree(tmp_path / "workspace").values())
    assert b"printer" not in kept
    assert b"Anna" not in kept


def test_a_refused_name_is_not_said(tmp_path: Path) -> None:

    only = Allowed(texts=("Anna",), range=None, text="Anna")
    put(tmp_path, "incidents.csv", "number,caller\n1,Anna\n2,Bob\n3,person-7bd4b1d1ae8f3a50\n")
    taken = take(table(column("number"), column("caller", personal=True, only=only)), tmp_path)
    assert [each.arguments["examples"] for each in taken.diagnostics] == ["a name in line 3"]


def test_the_key_moves_out_of_the_cache_that_may_be_thrown_away(tmp_path: Path) -> None:
    cache, people = tmp_path / "cache", tmp_path / "people"
    cache.mkdir()
    (cache / KEY_FILE).write_text("ab" * 32 + "\n", "ascii")
    put(tmp_path, "incidents.csv", "number,caller\n1,Anna\n")
    taken = take_snapshot({"incidents": CALLERS}, tmp_path / "in", cache, people=people)
    assert [caller for _, caller in rows(whole(taken))] == [
        pseudonym("Anna", bytes.fromhex("ab" * 32))
    ]
    assert (people / KEY_FILE).read_text("ascii") == "ab" * 32 + "\n"
    assert not (cache / KEY_FILE).exists()
