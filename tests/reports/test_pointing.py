"""From a word on a printed page to the text that it is of, and what that very word leads to."""

from __future__ import annotations

from scrutineer.reports.document import Grid, GridCell, Paragraph, Run, Section, Source, plain
from scrutineer.reports.pointing import pointed_at
from tests.reports import documents

FIRST, SECOND = Source("challenge", 1, "why"), Source("challenge", 2, "why")
ROTA = Paragraph((Run("The rota covers weekdays "), Run("[E4]", leads_to="E4"), Run(".")), sources=(FIRST,))
ROWS = Grid("Log", rows=((GridCell(plain("One")), GridCell(plain("Open"), sources=(FIRST,))),
                         (GridCell(plain("Two")), GridCell(plain("Open"), sources=(SECOND,)))))  # fmt: skip


def at(words: str, place: int):
    document = documents.document(Section("first", "What was found", (ROTA, ROWS)))
    return pointed_at(document, words.split(), place)


def test_a_word_leads_to_its_text_and_a_citation_to_its_item():
    pointed = at("What was found The rota covers week- days [E4]. Log", 4)
    assert pointed.line.sources == (FIRST,)
    assert pointed.citation == ""
    assert at("What was found The rota covers week- days [E4]. Log", 8).citation == "E4"


def test_of_words_that_stand_in_many_texts_the_one_whose_neighbours_agree_is_meant():
    page = "Log One Open Two Open"
    assert at(page, 2).line.sources == (FIRST,)
    assert at(page, 4).line.sources == (SECOND,)


def test_what_no_text_says_is_of_none_of_them():
    assert at("Page 3 of 12", 0) is None
    assert at("— Log", 0) is None
