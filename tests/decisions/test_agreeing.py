"""Drafts: proposed, commented, countered, declined, withdrawn, signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from servanda.agreement.digest import version_sha256
from servanda.decisions.proposals import last_signed, signed_versions
from servanda.facts.decision import (
    AttachedDocument,
    CommentAnswered,
    CommentMade,
    DraftDeclined,
    DraftProposed,
    Entry,
    EntryReversed,
    VersionSigned,
)
from servanda.facts.proposal import Proposal, ProposalState
from tests.decisions.talk import TEXT, Talk, at, history_of

BASE = AttachedDocument(name="agreement.yaml", sha256="aa" * 32)
FIRST = AttachedDocument(name="amendment-1.yaml", sha256="bb" * 32)
OTHER = AttachedDocument(name="amendment-1.yaml", sha256="cc" * 32)
SECOND = AttachedDocument(name="amendment-2.yaml", sha256="dd" * 32)
ANSWERED = TEXT.replace(
    "  spending: {within", "  proposal: {within: 10 calendar days, silence means: declined}\n"
    "  spending: {within",
)  # fmt: skip


def draft(*texts: AttachedDocument, instead_of: str = "") -> DraftProposed:
    return DraftProposed(texts=texts, governs_from=date(2026, 1, 1), instead_of=instead_of)


def signature(talk: Talk, entry: Entry) -> VersionSigned:
    proposal = proposal_of(talk, entry)
    return VersionSigned(proposal=entry.sha256, version_sha256=proposal.version_sha256)


def proposal_of(talk: Talk, entry: Entry) -> Proposal:
    return next(each for each in talk.standing.proposals if each.entry == entry.sha256)


def signed_by_both(talk: Talk, when: str, *texts: AttachedDocument) -> Entry:
    entry = talk.say(when, "client", draft(*texts))
    for party in ("client", "provider"):
        talk.say(when, party, signature(talk, entry))
    return entry


def test_a_version_is_agreed_once_both_have_signed_it() -> None:
    talk = Talk()
    entry = talk.say("2026-01-05 10:00", "client", draft(BASE))
    talk.say("2026-01-06 10:00", "provider", signature(talk, entry))
    assert proposal_of(talk, entry).state is ProposalState.OPEN
    assert signed_versions(talk.standing) == frozenset()
    assert talk.codes("2026-01-06 11:00", "provider", signature(talk, entry)) == ["D025"]
    talk.say("2026-01-07 10:00", "client", signature(talk, entry))
    agreed = proposal_of(talk, entry)
    assert (agreed.state, agreed.decided_at) == (ProposalState.SIGNED, at("2026-01-07 10:00"))
    assert [each.party for each in agreed.signatures] == ["provider", "client"]
    assert signed_versions(talk.standing) == {BASE.sha256}
    assert talk.codes("2026-01-08 10:00", "client", signature(talk, entry)) == ["D112"]


def test_whoever_signs_an_amendment_signs_what_it_amends() -> None:
    talk = Talk()
    signed_by_both(talk, "2026-01-05 10:00", BASE, FIRST)
    both = version_sha256([BASE.sha256, FIRST.sha256])
    assert signed_versions(talk.standing) == {BASE.sha256, both}


def test_another_digest_is_not_signed() -> None:
    talk = Talk()
    entry = talk.say("2026-01-05 10:00", "client", draft(BASE, FIRST))
    wrong = VersionSigned(proposal=entry.sha256, version_sha256=FIRST.sha256)
    assert talk.codes("2026-01-05 11:00", "provider", wrong) == ["D113"]


def test_what_was_signed_is_only_ever_continued() -> None:
    talk = Talk()
    signed_by_both(talk, "2026-01-05 10:00", BASE)
    assert talk.codes("2026-01-06 10:00", "client", draft(OTHER)) == ["D111"]
    assert talk.codes("2026-01-06 10:00", "client", draft(BASE)) == ["D025"]
    assert talk.codes("2026-01-06 10:00", "client", draft()) == ["D110"]
    one = talk.say("2026-01-06 10:00", "client", draft(BASE, FIRST))
    other = talk.say("2026-01-06 11:00", "provider", draft(BASE, OTHER))
    assert talk.codes("2026-01-06 12:00", "provider", draft(BASE, FIRST)) == ["D025"]
    for party in ("client", "provider"):
        talk.say("2026-01-07 10:00", party, signature(talk, one))
    left = proposal_of(talk, other)
    assert (left.state, left.superseded_by) == (ProposalState.SUPERSEDED, one.sha256)
    later = signed_by_both(talk, "2026-01-08 10:00", BASE, FIRST, SECOND)
    newest = last_signed(talk.standing)
    assert newest is not None
    assert newest.entry == later.sha256


def test_a_counter_proposal_takes_the_place_of_another() -> None:
    talk = Talk()
    one = talk.say("2026-01-05 10:00", "client", draft(BASE))
    other = talk.say("2026-01-06 10:00", "provider", draft(BASE, FIRST, instead_of=one.sha256))
    countered = proposal_of(talk, one)
    assert (countered.state, countered.superseded_by) == (ProposalState.SUPERSEDED, other.sha256)
    assert talk.codes("2026-01-06 11:00", "provider", signature(talk, one)) == ["D112"]
    again = draft(BASE, OTHER, instead_of=one.sha256)
    assert talk.codes("2026-01-06 11:00", "client", again) == ["D112"]
    assert talk.codes("2026-01-06 11:00", "client", replace(again, instead_of="0" * 64)) == ["D010"]


def test_the_other_party_declines_and_says_why() -> None:
    talk = Talk()
    entry = talk.say("2026-01-05 10:00", "client", draft(BASE))
    no = DraftDeclined(proposal=entry.sha256, reason="Too early.")
    assert talk.codes("2026-01-06 10:00", "client", no) == ["D012"]
    assert talk.codes("2026-01-06 10:00", "provider", replace(no, reason=" ")) == ["D018"]
    talk.say("2026-01-06 10:00", "provider", no)
    assert proposal_of(talk, entry).state is ProposalState.DECLINED
    assert proposal_of(talk, entry).reason == "Too early."
    talk.say("2026-01-07 10:00", "client", draft(BASE))


def test_silence_declines_after_the_last_word() -> None:
    talk = Talk(history_of(ANSWERED))
    entry = talk.say("2026-01-05 10:00", "client", draft(BASE))
    comment = CommentMade(
        proposal=entry.sha256, text_sha256=BASE.sha256, first_line=1, last_line=2, words="Why?"
    )
    talk.say("2026-01-12 10:00", "provider", comment)
    (still,) = talk.at("2026-01-22 09:59").proposals
    assert still.state is ProposalState.OPEN
    (over,) = talk.at("2026-01-23 10:00").proposals
    assert (over.state, over.by_silence) == (ProposalState.DECLINED, True)
    late = signature(talk, entry)
    (refused,) = talk.objections("2026-01-24 10:00", "provider", late)
    assert refused.message.endswith("is declined, since nobody answered")


def test_a_comment_is_resolved_by_who_began_it_and_before_it_signs() -> None:
    talk = Talk()
    entry = talk.say("2026-01-05 10:00", "client", draft(BASE))
    comment = CommentMade(
        proposal=entry.sha256, text_sha256=BASE.sha256, first_line=4, last_line=5, words="Why?"
    )
    wrong = replace(comment, text_sha256=FIRST.sha256, words="")
    assert talk.codes("2026-01-05 11:00", "provider", wrong) == ["D017", "D018"]
    for first, last in ((0, 1), (3, 2)):
        lines = replace(comment, first_line=first, last_line=last)
        assert talk.codes("2026-01-05 11:00", "provider", lines) == ["D114"]
    begun = talk.say("2026-01-05 11:00", "provider", comment)
    assert talk.codes("2026-01-05 12:00", "provider", signature(talk, entry)) == ["D115"]
    talk.say("2026-01-05 12:00", "client", signature(talk, entry))
    answer = CommentAnswered(comment=begun.sha256, words="Since March.")
    talk.say("2026-01-05 13:00", "client", answer)
    done = CommentAnswered(comment=begun.sha256, words="", resolved=True)
    assert talk.codes("2026-01-05 14:00", "client", done) == ["D012"]
    assert talk.codes("2026-01-05 14:00", "client", replace(done, resolved=False)) == ["D018"]
    talk.say("2026-01-05 14:00", "provider", done)
    assert talk.codes("2026-01-05 15:00", "client", answer) == ["D013"]
    (thread,) = proposal_of(talk, entry).threads
    assert [each.words for each in thread.remarks] == ["Why?", "Since March."]
    talk.say("2026-01-05 15:00", "provider", signature(talk, entry))
    assert proposal_of(talk, entry).state is ProposalState.SIGNED
    assert talk.codes("2026-01-05 16:00", "client", answer) == ["D112"]


def test_what_nobody_is_bound_by_can_be_taken_back() -> None:
    talk = Talk()
    entry = talk.say("2026-01-05 10:00", "client", draft(BASE))
    given = talk.say("2026-01-05 11:00", "client", signature(talk, entry))
    talk.say("2026-01-05 12:00", "client", EntryReversed(entry=given.sha256, reason="A slip."))
    assert proposal_of(talk, entry).signatures == ()
    comment = CommentMade(
        proposal=entry.sha256, text_sha256=BASE.sha256, first_line=4, last_line=5, words="Why?"
    )
    begun = talk.say("2026-01-05 13:00", "provider", comment)
    talk.say("2026-01-05 13:00", "provider", EntryReversed(entry=begun.sha256, reason="A slip."))
    assert proposal_of(talk, entry).threads == ()
    talk.say("2026-01-05 14:00", "client", EntryReversed(entry=entry.sha256, reason="Later."))
    assert proposal_of(talk, entry).state is ProposalState.WITHDRAWN
    assert talk.codes("2026-01-05 15:00", "provider", signature(talk, entry)) == ["D010"]


@pytest.mark.parametrize("which", ["proposal", "signature", "answered comment"])
def test_what_the_other_party_relies_on_stands(which: str) -> None:
    talk = Talk()
    entry = talk.say("2026-01-05 10:00", "client", draft(BASE))
    comment = CommentMade(
        proposal=entry.sha256, text_sha256=BASE.sha256, first_line=4, last_line=5, words="Why?"
    )
    begun = talk.say("2026-01-05 11:00", "client", comment)
    talk.say("2026-01-05 11:00", "provider", CommentAnswered(comment=begun.sha256, words="So."))
    said = {"answered comment": begun}
    if which != "answered comment":
        done = CommentAnswered(comment=begun.sha256, words="", resolved=True)
        talk.say("2026-01-05 12:00", "client", done)
        said = {"proposal": entry, "signature": talk.say(
            "2026-01-05 12:00", "client", signature(talk, entry))}  # fmt: skip
        talk.say("2026-01-05 12:00", "provider", signature(talk, entry))
    back = EntryReversed(entry=said[which].sha256, reason="A slip.")
    assert talk.codes("2026-01-05 13:00", "client", back) == ["D081"]
