"""Wording that many sentences share: nothing is cut without saying so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.evidence import EvidenceKind
from scrutineer.domain.ledgers import Presence
from scrutineer.domain.voices import Voice
from scrutineer.domain.words import as_shown, shortened, some

PACKAGE = Path(__file__).parent.parent.parent / "scrutineer"
CUT_LIST = re.compile(r"join\([^\n]*\[:\d\]")


@pytest.mark.parametrize(("things", "said"), [
    ((), ""), (("a",), "a"), (("a", "b", "c", "d"), "a, b, c, d"), (["a", "b", "c", "d", "e"], "a, b, c, d and 1 more"),
])  # fmt: skip
def test_the_first_few_and_how_many_more(things, said):
    assert some(things) == said


@given(st.text("ab é", max_size=12), st.integers(1, 12))
def test_a_text_that_is_cut_says_so_and_is_no_longer_than_asked(text, letters):
    short = shortened(text, letters)
    assert len(short) <= letters
    assert short == text if len(text) <= letters else short.endswith("…") and text.startswith(short[:-1])


def test_no_sentence_lists_the_first_few_things_without_counting_the_rest():
    """What the readers, the command line and the operations tell goes through `some`."""
    cut = [
        f"{file.name}: {line.strip()}"
        for room in ("exchange", "cli", "operations")
        for file in sorted((PACKAGE / room).rglob("*.py"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if CUT_LIST.search(line)
    ]
    assert cut == []


def test_a_choice_is_shown_with_the_apostrophe_of_print_and_stored_with_its_own():
    shown = {kind: as_shown(kind) for kind in (*EvidenceKind, *Voice, *Presence)}
    assert shown[EvidenceKind.CHILDREN] == "Children’s voice"
    assert shown[Voice.PRACTITIONERS] == "practitioners’ survey"
    assert not any("'" in words for words in shown.values())
    assert EvidenceKind.CHILDREN.value == "Children's voice"
