"""Signed documents beside the text are the ones that were signed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from servanda.pipeline.check import check
from servanda.pipeline.diagnostics import OTHER_DOCUMENT
from servanda.pipeline.workspace import find_workspace

PAPER = b"Master services agreement"
TEXT = """\
servanda: 1
agreement: paper
title: Paper
contract:
  documents:
    master: {file: master.txt, sha256: DIGEST}
  prevails: contract
parties:
  client: {name: Client, zone: UTC}
  provider: {name: Provider, zone: UTC}
in force: {from: 2026-01-01, until: 2026-12-31}
settlement: {every: month, currency: EUR}
"""


def _workspace(folder: Path, paper: bytes | None) -> Path:
    digest = hashlib.sha256(PAPER).hexdigest()
    (folder / "agreement.yaml").write_text(TEXT.replace("DIGEST", digest), encoding="utf-8")
    if paper is not None:
        (folder / "master.txt").write_bytes(paper)
    return folder


def test_the_signed_document_is_recognised(tmp_path: Path) -> None:
    answer = check(find_workspace(_workspace(tmp_path, PAPER)))
    assert answer.value is not None
    assert answer.diagnostics == ()


def test_a_document_kept_elsewhere_is_not_asked_for(tmp_path: Path) -> None:
    assert check(find_workspace(_workspace(tmp_path, None))).value is not None


def test_a_changed_document_is_found_with_its_place(tmp_path: Path) -> None:
    answer = check(find_workspace(_workspace(tmp_path, PAPER + b".")))
    assert answer.value is None
    (found,) = answer.diagnostics
    assert (found.kind, found.span.line) == (OTHER_DOCUMENT, 6)
    assert hashlib.sha256(PAPER + b".").hexdigest() in found.hint
