"""What is not yet placed: which rows wait, in which order, and what is suggested for each and why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Bearing, Evidence, LinkTarget
from scrutineer.domain.placing import LikeLines
from scrutineer.domain.returns import SelfAssessment
from scrutineer.operations import evidence, placing
from scrutineer.operations.queries.context import read_context
from scrutineer.operations.queries.placing import AnswersToPlace, Because, ItemsToPlace, LineSuggestions, Suggested
from tests.operations.acts import LINE, TODAY, answer, capture, next_cycle
from tests.operations.test_placing import take_in

LIKE_3B = "Feedback is gathered from those who are missing and not heard"


def to_place(casefile) -> AnswersToPlace:
    return AnswersToPlace(casefile, read_context(casefile))


def suggested(casefile) -> list[Suggested | None]:
    waiting = to_place(casefile)
    return [row.suggested for row in waiting.rows(waiting.ids()).values()]


def test_only_answers_of_this_cycle_that_bear_on_no_line_wait(casefile):
    answer(casefile, "Police", "strong", target="")
    answer(casefile, "ICB", "strong", profile="Another")
    (number,) = to_place(casefile).ids()
    assert to_place(casefile).rows([number, 99])[number].agency == "Police"
    next_cycle(casefile)
    assert to_place(casefile).ids() == []


def test_a_line_is_suggested_by_wording_and_none_where_nothing_is_like_it(casefile):
    answer(casefile, "Police", "strong", standard=LIKE_3B, target="")
    answer(casefile, "ICB", "strong", standard="Parking permits", target="", profile="Another")
    assert suggested(casefile) == [Suggested("six-steps:3b", Because.WORDING), None]


def test_what_another_agencys_answer_was_placed_on_comes_before_wording(casefile):
    take_in(casefile)
    take_in(casefile, "s11-probation.xlsx", "ICB")
    waiting = to_place(casefile)
    first = next(row.answer for row in waiting.rows(waiting.ids()).values() if row.answer.number == "4.2")
    placing.place_answers(casefile, places={first.id: LINE})
    again = to_place(casefile)
    rows = [row for row in again.rows(again.ids()).values() if row.answer.number == "4.2"]
    assert [row.suggested for row in rows] == [Suggested(LINE, Because.PLACED)] * len(rows)
    assert again.suggestions([rows[0].answer.id]) == {rows[0].answer.id: LINE}


@pytest.mark.parametrize(
    ("profile", "standard", "because"),
    [
        ("Section 11, 2027", LIKE_3B, Because.EARLIER),
        ("Section 11, 2027", LIKE_3B + " at all", Because.EARLIER),
        ("Section 11, 2027", "Parking permits", None),
        ("School audit", LIKE_3B, Because.ELSEWHERE),
        ("School audit", LIKE_3B + " at all", Because.WORDING),
    ],
)
def test_where_the_same_standard_stood_in_the_cycle_before_is_suggested_first(casefile, profile, standard, because):
    answer(casefile, "Police", "strong", standard=LIKE_3B, profile="Section 11, 2026", target="six-steps:4a")
    next_cycle(casefile)
    answer(casefile, "Police", "strong", standard=standard, profile=profile, target="")
    (known,) = suggested(casefile)
    assert (known and known.because) == because
    line = None if because is None else "six-steps:3b" if because is Because.WORDING else "six-steps:4a"
    assert (known and known.target) == line
    assert to_place(casefile).as_before() == (to_place(casefile).ids() if because is Because.EARLIER else [])


def test_a_standard_that_stood_on_two_lines_before_is_not_suggested_as_before(casefile):
    for agency, target in (("Police", LINE), ("ICB", "six-steps:4a")):
        answer(casefile, agency, "strong", standard="Parking permits", profile=f"Section 11, 202{len(agency)}",
               target=target)  # fmt: skip
    next_cycle(casefile)
    answer(casefile, "Police", "strong", standard="Parking permits", target="")
    assert suggested(casefile) == [None]


def test_the_same_words_in_another_kind_of_return_are_suggested_where_they_were_placed_alike(casefile):
    answer(casefile, "Police", "strong", standard="Parking permits", target=LINE)
    answer(casefile, "ICB", "strong", standard="PARKING  permits", target="", profile="Moderation")
    assert suggested(casefile) == [Suggested(LINE, Because.ELSEWHERE)]
    answer(casefile, "Police", "strong", standard="Parking permits", target="six-steps:4a", profile="A third")
    assert suggested(casefile) == [None]  # two lines: a person says which


def test_what_stands_now_is_suggested_before_what_stood_in_another_return_earlier(casefile):
    answer(casefile, "Police", "strong", standard="Parking permits", profile="Section 11, 2026", target="six-steps:4a")
    next_cycle(casefile)
    answer(casefile, "Police", "strong", standard="Parking permits", profile="Tool export", target=LINE)
    answer(casefile, "ICB", "strong", standard="Parking permits", profile="Moderation", target="")
    assert suggested(casefile) == [Suggested(LINE, Because.ELSEWHERE)]


def test_an_answer_without_words_is_like_none_in_another_return(casefile):
    answer(casefile, "Police", "strong", standard="", target=LINE)
    answer(casefile, "ICB", "strong", standard="", target="", profile="Moderation")
    assert suggested(casefile) == [None]


def test_of_the_worked_examples_standards_wording_alone_finds_few_and_another_return_all(example):
    """The floor that was measured: most of what a section 11 template asks no line says in like words."""
    context = read_context(example)
    answers = {item.standard: item for item in tables.rows(example, SelfAssessment) if item.target}
    like = LikeLines(context.framework)
    by_words = {standard: like.nearest(standard) for standard in answers}
    right = sum(by_words[standard] == item.target for standard, item in answers.items())
    assert len(answers) == 23
    assert right >= 6
    assert sum(line is not None for line in by_words.values()) - right <= 2
    suggestions = LineSuggestions(example, context)
    of_a_new_kind = [replace(item, profile="Another return", number="") for item in answers.values()]
    lines = [suggestions.of(item) for item in of_a_new_kind]
    assert lines == [Suggested(item.target, Because.ELSEWHERE) for item in of_a_new_kind]


def test_a_section_and_a_standard_of_all_agencies_are_chosen_together(casefile):
    take_in(casefile)
    take_in(casefile, "s11-probation.xlsx", "ICB")
    waiting = to_place(casefile)
    answers = tables.by_id(casefile, SelfAssessment, waiting.ids())
    first = next(answer for answer in answers.values() if answer.number == "4.2")
    area = {answers[number].area for number in waiting.of_area(first)}
    assert area == {first.area}
    assert len(waiting.of_area(first)) == sum(answer.area == first.area for answer in answers.values()) > 1
    alike = [answers[number] for number in waiting.of_standard(first)]
    assert {answer.number for answer in alike} == {"4.2"}
    assert len({answer.agency_id for answer in alike}) == len(alike) == 2


def test_answers_are_sorted_by_agency_and_by_standard(casefile):
    take_in(casefile)
    take_in(casefile, "s11-probation.xlsx", "ICB")
    waiting = to_place(casefile)

    def shown(order: str) -> list[tuple[str, str]]:
        return [(row.agency, row.answer.number) for row in waiting.rows(waiting.ids(order)).values()]

    assert [agency for agency, _ in shown("agency")] == sorted(agency for agency, _ in shown(""))
    assert [agency for agency, _ in shown("-agency")] == sorted((agency for agency, _ in shown("")), reverse=True)
    assert shown("standard") == sorted(shown("standard"), key=lambda row: float(row[1]))


def test_items_without_a_line_wait_the_newest_first_with_their_files(casefile, tmp_path):
    file = tmp_path / "minutes.txt"
    file.write_text("Minutes", encoding="utf-8")
    for number in range(3):
        day = replace(tables.get(casefile, Evidence, capture(casefile)), id=0).dated
        evidence.capture_evidence(
            casefile, title=f"{LIKE_3B} {number}", dated=TODAY if number else day, attachments=[file] * (number == 1)
        )
    waiting = ItemsToPlace(casefile, read_context(casefile))
    rows = waiting.rows(waiting.ids())
    assert [row.item.title[-1] for row in rows.values()] == ["2", "1", "0"]
    assert [row.files for row in rows.values()] == [0, 1, 0]
    assert [row.suggested for row in rows.values()] == [Suggested("six-steps:3b", Because.WORDING)] * 3
    assert waiting.ids("-") == waiting.ids()[::-1]
    first = waiting.ids()[0]
    evidence.link_evidence(
        casefile, evidence_id=first, target_kind=LinkTarget.LINE, target=LINE, bearing=Bearing.CONTEXT
    )
    assert first not in ItemsToPlace(casefile, read_context(casefile)).ids()
