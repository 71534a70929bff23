"""The first sheet of a pack: by when, to whom, what is asked, and the last answers."""

from __future__ import annotations

from tests.exchange.made_packs import formulas, question, written


def test_the_instructions_say_who_is_asked_for_what_by_when():
    texts = " ".join(str(cell.value) for row in written()["Instructions"].iter_rows() for cell in row)
    for words in ("Evidence request: Police", "Testshire Safeguarding Children Partnership, Cycle 1", "by 4 December 2026",
                  "Questions answered, of 2", "Challenges replied to, of 1"):  # fmt: skip
        assert words in texts
    without = " ".join(str(cell.value) for row in written(due=None)["Instructions"].iter_rows() for cell in row)
    assert "Please send it back when asked." in without


def test_the_first_sheet_says_it_at_one_glance_and_the_last_answers():
    asked = (
        question("1b", level="Met", narrative="We had an audit", prior=True),
        question("1c", earlier_wording="Put otherwise?", earlier_level="Not met"),
    )
    rows = [[cell.value for cell in row[1:4]] for row in written(questions=asked)["Instructions"].iter_rows()]
    glance = dict(row[:2] for row in rows[:6])
    assert glance["By when"] == "Please send it back by 4 December 2026."
    assert glance["To whom"].startswith("The independent scrutineer")
    assert "2 questions, 1 challenge to reply to" in glance["What is asked"]
    last = rows[rows.index(["Your last answers", "Level then", "How you knew then"]) + 1 :]
    assert last == [
        ["1b Question 1b?", "Met", "We had an audit"],
        ["1c Question 1c?", "Not met", "The question was worded differently: Put otherwise?"],
    ]
    assert not [cell for row in written(questions=(question(),))["Instructions"].iter_rows() for cell in row
                if cell.value == "Your last answers"]  # fmt: skip


def test_the_only_formulas_are_the_counters_and_they_count_these_rows():
    assert formulas(written()) == [
        "=COUNTIFS('Self-assessment'!F5:F6,\"?*\",'Self-assessment'!I5:I6,\"<>To confirm\")",
        "=COUNTIF('Self-assessment'!I5:I6,\"To confirm\")", "=COUNTA('Challenges'!G5:G5)",
        "=COUNTA('Evidence register'!C5:C44)", "=COUNTA('Contributions'!C5:C6)", "=COUNTA('Attendance'!E5:E44)",
    ]  # fmt: skip
    assert formulas(written(questions=(question(),)))[0] == "=COUNTA('Self-assessment'!F5:F5)"
