"""Which face draws what, and what none draws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.reports.paged.faces import SUBSTITUTE, by_face, not_drawn, shaped, unseen
from scrutineer.reports.style import REGULAR

text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)


@given(text)
def test_nothing_that_can_be_seen_vanishes(words):
    seen = [sign for sign in words if not unseen(sign)]
    parts = "".join(part for _, part in by_face(words, REGULAR))
    kept = [sign for sign in parts if not unseen(sign)]
    assert len(kept) == len(seen)
    missing = set(not_drawn(words))
    assert all(
        drawn == SUBSTITUTE if sign in missing else drawn == sign for sign, drawn in zip(seen, kept, strict=True)
    )


@pytest.mark.parametrize(
    ("words", "faces"),
    [
        ("plain", ["Inter"]), ("to שלום", ["Inter", "NotoSansHebrew"]), ("مرحبا", ["NotoNaskhArabic"]),
        ("শিশু", ["NotoSansBengali"]), ("孩子", ["DroidSansFallback"]), ("👨\u200d👩\u200d👧", ["NotoEmoji"]), ("❤\ufe0f", ["NotoEmoji"]),
    ],
)  # fmt: skip
def test_each_script_has_its_face(words, faces):
    assert [name for name, _ in by_face(words, REGULAR)] == faces


def test_letters_that_join_are_fewer_glyphs_and_say_what_they_stand_for():
    glyphs: dict[tuple[str, int], str] = {}
    drawn, width = shaped("ক্ষ", "NotoSansBengali", False, glyphs)
    assert len(drawn) == 1
    assert "".join(glyphs.values()) == "ক্ষ"
    assert 0 < width < 3


def test_a_family_is_one_sign():
    drawn, _ = shaped("👨\u200d👩\u200d👧", "NotoEmoji", False, {})
    assert len(drawn) == 1
