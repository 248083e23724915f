from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.facts.said import Place, Said, fold
from servanda.operating_model.session.places import place_named
from tests.operating_model.session.room import AT

PLACES = tuple(
    Place(topic, row, part)
    for topic, row, part in (
        ("service", "", "used by"),
        ("benefit", "1", "expected"),
        ("benefit", "2", "expected"),
        ("cell", "incident management/interface", "because"),
    )
)


@st.composite
def conversations(draw: st.DrawFn) -> list[Said]:
    return [
        Said(
            number=number,
            at=AT,
            by=draw(st.sampled_from("AB")),
            place=draw(st.sampled_from(PLACES)),
            value=draw(st.sampled_from(["", "yes", "no"])),
            seen=draw(st.integers(0, number - 1)),
        )
        for number in range(1, draw(st.integers(1, 12)) + 1)
    ]


@settings(max_examples=25)
@given(conversations(), st.randoms(use_true_random=False))
def test_the_last_word_stands_and_no_earlier_one_is_lost(
    spoken: list[Said], chance: Random
) -> None:
    shuffled = list(spoken)
    chance.shuffle(shuffled)
    answers = fold(shuffled)
    assert sorted((e for each in answers.said.values() for e in each), key=lambda e: e.number) == (
        spoken
    )
    for place in PLACES:
        here = [each for each in spoken if each.place == place]
        assert answers.at(place) == (here[-1].value if here else "")
    assert answers.last == len(spoken)


@settings(max_examples=25)
@given(conversations())
def test_only_somebody_elses_other_word_that_was_not_seen_is_told(spoken: list[Said]) -> None:
    answers = fold(spoken)
    for each in spoken:
        before = [e for e in spoken if e.place == each.place and e.number < each.number][-1:]
        told = [
            e for e in before if e.number > each.seen and e.by != each.by and e.value != each.value
        ]
        assert answers.unseen(each) == (told[0] if told else None)


def test_a_place_has_one_name_that_leads_back_to_it() -> None:
    assert [place_named(str(each)) for each in PLACES] == list(PLACES)
    unknown = ("", "service", "service/1/title", "cell/x/because", "colour/1/x", "person/name")
    assert [place_named(each) for each in unknown] == [None] * len(unknown)


def test_rows_stand_in_the_order_of_their_numbers_and_the_next_is_free() -> None:
    spoken = [
        Said(number=number, at=AT, by="A", place=Place("interface", row, "system"), value=value)
        for number, (row, value) in enumerate([("10", "a"), ("2", "b"), ("1", "c"), ("1", "")], 1)
    ]
    answers = fold(spoken)
    assert answers.rows("interface") == ("2", "10")
    assert answers.free_row("interface", 40) == "1"
