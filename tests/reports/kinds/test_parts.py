"""Words, days and lists as every kind writes them."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from scrutineer.domain.statements import StatementKind
from scrutineer.reports.document import text_of
from scrutineer.reports.kinds import parts
from tests.reports.kinds.building import built, material_of, texts, view_of

DAY = date(2026, 11, 20)


def test_a_day_that_has_passed_is_told_as_passed():
    assert parts.by_when(DAY, DAY) == "20 November 2026"
    assert parts.by_when(DAY, date(2026, 11, 21)) == "20 November 2026, which has passed"
    assert parts.by_when(None, DAY) == "No day was set"


def test_several_phrases_are_one_list():
    assert [parts.listed(said) for said in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_what_is_withheld_is_one_sentence_with_its_numbers():
    (several,) = parts.not_here([(2, "view", "views"), (0, "answer", "answers"), (1, "item", "items")])
    assert several.words == "2 views and 1 item are not in this edition."
    (single,) = parts.not_here([(1, "view", "views")])
    assert single.words == "1 view is not in this edition."
    assert parts.not_here([(0, "view", "views")]) == ()


@given(st.text(max_size=200))
def test_no_word_is_lost_to_its_citations(text):
    words = parts.words(text)
    assert text_of(words) == text == text_of(parts.unlinked(words))
    assert not any(run.leads_to for run in parts.unlinked(words))


def test_a_citation_leads_to_its_item():
    assert [run.leads_to for run in parts.words("So it was [E3 and E14].") if run.leads_to] == ["E3", "E14"]


def test_a_short_paper_has_a_head_of_two_lines_and_a_report_a_whole_one(example):
    short, whole = (texts(built(kind, view_of(material_of(example))), "cover") for kind in ("plan", "annual"))
    assert "Prepared for" in short
    assert "Framework" not in short
    assert {"Framework", "Guidance in force", "Record"} <= set(whole)


def test_what_is_said_of_a_cycle_knows_which_cycle_it_is_said_of(example):
    view = view_of(material_of(example))
    (paragraph,) = parts.statement(view, StatementKind.SUMMARY, "")
    assert (paragraph.sources[0].table, paragraph.sources[0].field) == ("statement", "summary")
    assert paragraph.sources[0].id == view.cycle.id
