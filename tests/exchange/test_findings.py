"""What was noticed in a workbook once it was read, in words."""

from __future__ import annotations

from scrutineer.domain.answers import NOT_APPLICABLE, Answer, AnswerState, set_aside
from scrutineer.domain.grid import CellMark
from scrutineer.domain.mapping import Role
from scrutineer.domain.returns import FoundAnswer, LeftOut, Reading
from scrutineer.exchange import findings
from tests.exchange.made import of_rows, profile, sheet, workbook

MODERATED = {"ref": Role.NUMBER, "our score": Role.SELF, "panel": Role.MODERATED}


def answer(read: Answer = NOT_APPLICABLE, **more) -> FoundAnswer:
    return FoundAnswer(agency="", number="1", standard="x", answer=read, typed="", cell="Return!C2", **more)


def said(book=None, *, answers=(), left=(), headings=None) -> list[tuple[str, str]]:
    mapping = profile(**({"headings": headings} if headings else {}))
    reading = Reading(name="x", sha256="s", profile=mapping, answers=tuple(answers), left_out=tuple(left))
    return [(finding.tone, finding.text) for finding in findings.of_reading(book or of_rows(("a",)), reading)]


def left(reason: str, *places: str) -> list[LeftOut]:
    return [LeftOut(place, "", reason) for place in places]


def test_a_reading_in_order_is_left_in_peace():
    assert said(answers=[answer()], left=left("headings", "Return!1") + left("a heading or note", "Return!2")) == []


def test_answers_set_aside_are_counted():
    waiting = answer(set_aside("blank"))
    assert said(answers=[waiting, answer(), waiting]) == [("ask", "2 answers set aside: each needs your decision.")]


def test_how_an_answer_was_read_is_said_once_for_all_of_its_kind():
    noted = [answer(Answer(AnswerState.ANSWERED, "3", note=note)) for note in ("“Mett” read as Met", "a", "a")]
    assert said(answers=noted) == [("warn", "a."), ("warn", "“Mett” read as Met.")]


def test_totals_are_named_with_the_first_few_of_their_places():
    assert said(left=left("totals or averages", *(f"Return!{row}" for row in range(9, 15)))) == [
        ("ok", "Rows of totals or averages: Return!9, Return!10, Return!11, Return!12 and 2 more. Left out.")]  # fmt: skip


def test_rows_above_the_headings_are_private_and_not_repeated():
    for rows, count in ((1, "1 row"), (3, "3 rows")):
        (finding,) = said(left=[LeftOut(f"Return!{n}", "A Person", "above the headings") for n in range(1, rows + 1)])
        assert finding == ("private", f"{count} above the headings may hold names and numbers. Not stored as answers.")


def test_an_empty_moderated_column_is_asked_about():
    asked = ("ask", "The moderated column is empty. Nothing was moderated.")
    assert asked in said(answers=[answer()], headings=MODERATED)
    assert asked not in said(answers=[answer(), answer(moderated=NOT_APPLICABLE)], headings=MODERATED)
    assert asked not in said(answers=[answer()])


def test_two_heading_rows_are_told_where_merged_cells_tie_them():
    tied = of_rows(("Standard", "Score"), (None, "Self"), merges=((1, 1, 2, 1),))
    notice = ("ok", "Two heading rows share merged cells. Read as one.")
    both = left("headings", "Return!1", "Return!2")
    assert notice in said(tied, left=both)
    assert notice not in said(tied, left=left("headings", "Return!1"))
    assert notice not in said(of_rows(("Standard", "Score"), (None, "Self")), left=both)


def test_the_hazards_of_the_workbook_come_last():
    book = workbook(sheet(("a",)), sheet(("b",), title="Workings", visible=False))
    notices = said(book, answers=[answer(set_aside("blank"))])
    assert notices == [
        ("ask", "1 answer set aside: each needs your decision."),
        ("warn", "Hidden sheets: Workings. Left out."),
    ]


def test_hazards_keep_their_places_for_whoever_sends_the_workbook_back():
    book = of_rows(("Ref", "#REF!"), marks={(1, 2): CellMark("error")})
    reading = Reading(name="x", sha256="s", profile=profile())
    (finding,) = findings.of_reading(book, reading)
    assert (finding.kind, finding.places) == ("errors", ("Return!B1",))
