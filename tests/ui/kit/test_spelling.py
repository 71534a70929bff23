"""What is marked in a field, and what a mark does to the field: nothing."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCharFormat
from PySide6.QtTest import QSignalSpy

from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.spelling import SpellMarks, selected_in, text_in, write_in

KNOWN = {"we", "have", "the", "records", "no"}


def knows(word: str) -> bool:
    return word.casefold() in KNOWN


@pytest.fixture(params=["one line", "several lines"])
def field(request, qtbot, dressed):
    made = Field(spelt=True) if request.param == "one line" else Notes(name="Text")
    qtbot.addWidget(made)
    made.resize(400, 60)
    with qtbot.waitExposed(made):
        made.show()
    return made


def words(marks: SpellMarks) -> list[str]:
    return [spot.word for spot in marks.spots]


def test_what_is_not_known_is_marked_after_a_pause(qtbot, field, dressed):
    marks = SpellMarks(field, dressed, knows)
    write_in(field, "We haev the recrods E17 ")
    qtbot.waitUntil(lambda: words(marks) == ["haev", "recrods"], timeout=3_000)
    assert marks.at(4).word == "haev"
    assert marks.at(0) is None


def test_the_word_being_typed_is_left_alone(qtbot, field, dressed):
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    marks = SpellMarks(field, dressed, knows)
    write_in(field, "We haev the rec")
    marks.look()
    assert words(marks) == ["haev"]
    write_in(field, " ")
    marks.look()
    assert words(marks) == ["haev", "rec"]


def test_a_mark_is_a_wave_and_changes_no_text(field, dressed):
    write_in(field, "We haev the records")
    before, changed = field.grab().toImage(), QSignalSpy(field.textChanged)
    SpellMarks(field, dressed, knows).look()
    assert changed.count() == 0
    assert text_in(field) == "We haev the records"
    assert field.grab().toImage() != before
    if isinstance(field, Notes):
        (drawn,) = field.extraSelections()
        assert drawn.format.underlineStyle() is QTextCharFormat.UnderlineStyle.WaveUnderline
        assert drawn.cursor.selectedText() == "haev"


def test_a_better_word_is_written_and_taken_back_by_the_fields_undo(field, dressed):
    write_in(field, "We haev the records")
    marks = SpellMarks(field, dressed, knows)
    marks.look()
    marks.replace(marks.spots[0], "have")
    assert text_in(field) == "We have the records"
    assert marks.spots == ()
    field.undo()
    assert text_in(field) == "We haev the records"


def test_signs_that_count_twice_move_no_mark(field, dressed):
    write_in(field, "We 🙂🙂 haev the records")
    marks = SpellMarks(field, dressed, knows)
    marks.look()
    marks.replace(marks.spots[0], "have")
    text = field.toPlainText() if isinstance(field, Notes) else field.text()
    assert text == "We 🙂🙂 have the records"


def test_the_next_mark_is_found_and_the_first_again_after_the_last(field, dressed):
    write_in(field, "haev the recrods ")
    marks = SpellMarks(field, dressed, knows)
    marks.look()
    assert [marks.next_after(place).word for place in (0, 1, 12)] == ["haev", "recrods", "haev"]


def test_lines_of_a_selection_are_parted_as_everywhere(qtbot, dressed):
    notes = Notes(name="Text")
    qtbot.addWidget(notes)
    notes.setPlainText("one\ntwo")
    notes.selectAll()
    assert selected_in(notes) == "one\ntwo"
