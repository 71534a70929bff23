"""Which face draws what, that each is shipped with its licence, and what none draws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer import paths
from scrutineer.reports.printed.faces import STRONG, USUAL, by_face, face_file, not_drawn, other_face

WRITTEN = {
    "NotoNaskhArabic": "سلام پٹھان", "NotoSansHebrew": "שלום", "NotoSansBengali": "শিশুদের", "NotoSansGurmukhi": "ਬੱਚਿਆਂ",
    "NotoSansGujarati": "બાળકો", "NotoSansDevanagari": "बच्चों", "NotoSansTamil": "குழந்தை", "NotoSansEthiopic": "ሰላም",
    "NotoSansThai": "สวัสดี", "NotoEmoji": "😀👍🏽", "DroidSansFallback": "儿童保护こども", "NotoSansTelugu": "పిల్లలు",
    "NotoSansSinhala": "ළමයි", "NotoSansMalayalam": "കുട്ടി", "NotoSansKannada": "ಮಕ್ಕಳ", "NotoSansArmenian": "երեխա",
    "NotoSansGeorgian": "ბავშვი",
}  # fmt: skip


@pytest.mark.parametrize("face", WRITTEN)
def test_each_script_has_a_face(face):
    text = WRITTEN[face].replace(" ", "")
    assert [name for name, _ in by_face(text, USUAL)] == [face]
    assert not_drawn(text) == ""


def test_the_languages_of_inter_need_no_other():
    for text in ("Zażółć gęślą jaźń", "Tiếng Việt", "Українська мова", "Ελληνικά", "“curly” – … • ✓"):
        assert [name for name, _ in by_face(text, USUAL)] == [USUAL]


def test_a_sign_is_a_picture_where_one_is_asked_for():
    assert list(by_face("1 ❤\ufe0f", USUAL)) == [(USUAL, "1 "), ("NotoEmoji", "❤\ufe0f")]
    assert list(by_face("1\ufe0f\u20e3", USUAL)) == [("NotoEmoji", "1\ufe0f\u20e3")]


def test_what_no_face_draws_is_said_once_each_in_its_order():
    assert not_drawn("a\U00012000b\x07\U00012000\n\t\u200d\u00ad") == "\U00012000\x07"
    assert other_face("\U00012000") == ""


@given(st.text())
def test_parts_of_one_face_are_the_whole_text(text):
    assert "".join(part for _, part in by_face(text, USUAL)) == text


def test_every_face_is_shipped_with_its_licence():
    for name in (USUAL, STRONG, *WRITTEN):
        assert face_file(name).exists()
    other = paths.resources() / "fonts" / "other"
    licences = "".join(file.read_text(encoding="utf-8") for file in other.glob("*-LICENSE.txt"))
    assert "SIL OPEN FONT LICENSE" in licences
    assert "Apache License" in licences
    assert sum(file.stat().st_size for file in other.iterdir()) < 8_000_000  # of an installer of 250 MB
