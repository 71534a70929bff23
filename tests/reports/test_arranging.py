"""Sections left out, moved and introduced; what a layout does not name stands where the kind has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.marking import Edition
from scrutineer.reports.arranging import (
    Arrangement,
    SectionLayout,
    arranged,
    ordered_keys,
    read_arrangement,
    written_arrangement,
)
from scrutineer.reports.document import Paragraph, Section, lines, plain
from tests.reports import documents

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)
WORDS = st.dictionaries(st.sampled_from(Edition), st.text(min_size=1)).map(lambda said: tuple(said.items()))
LAYOUTS = st.lists(
    st.builds(SectionLayout, st.sampled_from("abcdefgh"), st.booleans(), WORDS), unique_by=lambda part: part.key
).map(lambda parts: Arrangement(tuple(parts)))


@pytest.fixture
def document():
    parts = [
        Section(key, key.upper(), (Paragraph(plain(f"What {key} says.")),)) for key in ("first", "second", "third")
    ]
    return documents.document(*parts)


def keys_of(document) -> list[str]:
    return [section.key for section in document.sections]


def test_a_layout_that_names_nothing_changes_nothing(document):
    assert arranged(document, Arrangement()) == document


@given(KEYS, LAYOUTS)
def test_every_section_keeps_a_place_and_those_named_keep_their_order(keys, layout):
    ordered = ordered_keys(tuple(keys), layout)
    assert sorted(ordered) == sorted(keys)
    named = [section.key for section in layout.sections if section.key in keys]
    assert [key for key in ordered if key in named] == named


@given(LAYOUTS)
def test_what_is_kept_comes_back_as_it_was(layout):
    assert read_arrangement(written_arrangement(layout)) == layout


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"sections": 1}', '{"sections": [{"key": "a"}]}',
                                  '{"sections": [{"key": "a", "shown": true, "words": {"none": "x"}}]}'])  # fmt: skip
def test_a_layout_that_cannot_be_read_is_the_kinds_own(body):
    assert read_arrangement(body) == Arrangement()


def test_a_section_that_is_new_stands_after_the_section_that_it_follows_in_the_kind():
    layout = Arrangement((SectionLayout("c"), SectionLayout("a")))
    assert ordered_keys(("a", "b", "c"), layout) == ("c", "a", "b")
    assert ordered_keys(("b", "a", "c"), layout) == ("b", "c", "a")


def test_a_section_switched_off_leaves_no_word(document):
    first = document.sections[0]
    left = arranged(document, Arrangement((SectionLayout(first.key, shown=False),)))
    assert keys_of(left) == keys_of(document)[1:]
    assert all(line.section != first.key for line in lines(left))


def test_words_of_ones_own_stand_before_the_section_in_their_edition_alone(document):
    key = document.sections[0].key
    said = SectionLayout(key).with_words(document.edition, "Agreed by the executive [E3].\n\nRead it first.")
    texts = [line.text for line in lines(arranged(document, Arrangement((said,)))) if line.section == key]
    assert texts[1:3] == ["Agreed by the executive [E3].", "Read it first."]
    other = next(edition for edition in Edition if edition is not document.edition)
    elsewhere = SectionLayout(key).with_words(other, "Not for this edition")
    assert arranged(document, Arrangement((elsewhere,))) == document


def test_words_taken_out_again_are_none():
    said = SectionLayout("a").with_words(Edition.PUBLIC, "Some").with_words(Edition.PARTNER, "Others")
    assert said.with_words(Edition.PUBLIC, "  ").words == ((Edition.PARTNER, "Others"),)
    assert said.words_in(Edition.PUBLIC) == "Some"
    assert said.words_in(Edition.PRIVATE) == ""
