"""Where words may break, and in which order they stand."""

from __future__ import annotations

import pytest

from scrutineer.reports.document import Run, plain
from scrutineer.reports.paged.looks import PrintLooks
from scrutineer.reports.paged.tagging import Element
from scrutineer.reports.paged.words import WordSetter, as_printed

LOOKS = PrintLooks(12)


def lines(words, width: float) -> list[str]:
    made = WordSetter(LOOKS, {}).said(words, LOOKS.body, Element("P"))
    made.wrap(width, 1_000)
    if made.blPara.kind == 0:
        return [" ".join(words) for _, words in made.blPara.lines]
    return ["".join(frag.text for frag in line.words) for line in made.blPara.lines]


@pytest.mark.parametrize("kept", ["13 November 2026", "5 Jun", "page 12", "[E58, page 2]", "Step 4"])
def test_dates_and_references_are_never_broken(kept):
    for width in range(120, 240, 7):
        broken = lines(plain(f"A reply was due long before {kept} and came on that day"), width)
        assert len(broken) > 1
        assert sum(as_printed(kept) in line for line in broken) == 1


def test_a_line_break_that_was_typed_is_one_on_the_page():
    assert [line.strip() for line in lines(plain("one\ntwo\nthree"), 400)] == ["one", "two", "three"]


def test_a_word_longer_than_a_line_is_broken_and_nothing_of_it_is_lost():
    broken = lines(plain("m" * 300), 200)
    assert len(broken) > 10
    assert "".join(broken) == "m" * 300


def test_words_from_right_to_left_stand_so_and_numbers_in_them_do_not():
    made = WordSetter(LOOKS, {}).said(plain("שלום 2026"), LOOKS.body, Element("P"))
    made.wrap(400, 1_000)
    [line] = made.blPara.lines
    drawn = [frag.text for frag in line.words]
    assert drawn[0].opens == "שלום 2026 "
    assert "2026" in drawn[0]
    assert made.style.alignment


def test_a_link_that_leads_nowhere_is_plain_words():
    setter = WordSetter(LOOKS, {"E1": "at_1"})
    setter.said((Run("[E1]", leads_to="E1"), Run("[E9]", leads_to="E9")), LOOKS.body, Element("P"))
    assert [(link.to, link.words) for link in setter.links] == [("at_1", "Go to E1")]
