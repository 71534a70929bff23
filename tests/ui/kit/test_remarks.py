"""What looks like a person is remarked on under the field, while it is typed, and nothing is held up."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit

from scrutineer.operations import evidence
from scrutineer.ui.destinations import (
    SettingsPart,
    ToEvidence,
    ToItem,
    ToNewChallenge,
    ToNewEvidence,
    ToNewView,
    ToReturns,
    ToSettings,
)
from scrutineer.ui.dialogs.capture_files import CaptureFilesDialog
from scrutineer.ui.kit.fields import DateField
from scrutineer.ui.kit.form import Form
from tests.conftest import CLOCK
from tests.ui.conftest import idle, shown_panel, type_text
from tests.ui.test_typed_text import PLACES, go, text_fields


def test_an_address_typed_at_capture_is_remarked_on_and_stored_all_the_same(qtbot, empty_window):
    empty_window.workspace.go(ToNewEvidence())
    capture = shown_panel(empty_window).capture
    assert capture.form.remarks.words() == {}
    type_text(qtbot, capture.title, "Letter of a.b@example.org")
    (words,) = capture.form.remarks.words().values()
    (line,) = [label for label in capture.findChildren(QLabel) if label.text() == words]
    assert line.isVisible()
    assert "an e-mail address" in words
    assert capture.title.accessibleDescription() == words
    qtbot.keyClick(capture.title, Qt.Key.Key_Return)
    idle(qtbot, empty_window)
    assert capture.title.text() == ""
    assert not line.isVisible()
    assert capture.title.accessibleDescription() == ""


def test_a_name_under_put_to_is_remarked_on_until_it_is_a_role(qtbot, empty_window):
    empty_window.workspace.go(ToNewChallenge())
    form = shown_panel(empty_window).form
    form.put_to.setText("")
    type_text(qtbot, form.put_to, "Alex Example")
    assert "Name the role instead." in form.form.remarks.words()["put_to"]
    form.put_to.selectAll()
    qtbot.keyClicks(form.put_to, "Chief Constable")
    assert form.form.remarks.words() == {}


def test_every_text_that_can_be_typed_into_is_remarked_on(qtbot, example_window):
    """Capture, events and replies, contributions of others, seats, narratives: whatever a form asks in words."""
    looked_at = 0
    for place in (*PLACES, ToEvidence(), ToReturns()):
        go(example_window, place)
        for form in shown_panel(example_window).findChildren(Form):
            for name, field in form.fields().items():
                if field not in text_fields(form) or isinstance(field, DateField):
                    continue
                before = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
                put = field.setText if isinstance(field, QLineEdit) else field.setPlainText
                put("Ring 0161 496 0123")
                assert "a telephone number" in form.remarks.words().get(name, ""), (form.about, name)
                assert "a telephone number" in field.accessibleDescription()
                put(before)
                assert name not in form.remarks.words()
                looked_at += 1
    assert looked_at > 25


@pytest.mark.parametrize(
    ("place", "form_about", "name"),
    [
        ("event", "event:", "by"), (ToNewView(), "view:", "who"), (ToNewChallenge(), "challenge:new", "put_to"),
        (ToSettings(SettingsPart.SEATS), "seat:", "title"), (ToSettings(), "partnership", "scrutineer"),
    ],
)  # fmt: skip
def test_a_persons_name_is_remarked_on_where_a_role_is_asked_for(qtbot, example_window, place, form_about, name):
    go(example_window, place)
    form = next(f for f in shown_panel(example_window).findChildren(Form) if f.about.startswith(form_about))
    form.fields()[name].setText("Alex Example")
    assert "Name the role instead." in form.remarks.words()[name]
    form.fields()[name].setText("Chief nurse")
    assert form.remarks.words() == {}


def test_what_is_recorded_already_is_not_remarked_on_again(qtbot, example_window):
    """A remark stands while something is typed; opening what was recorded is quiet."""
    item = evidence.capture_evidence(
        example_window.casefile, title="Letter of a.b@example.org", dated=CLOCK.today()
    ).value
    example_window.workspace.go(ToItem(item))
    form = next(f for f in shown_panel(example_window).findChildren(Form) if f.about == f"item:{item}")
    assert form.remarks.words() == {}
    form.fields()["title"].setText("Letter of a.b@example.org, page 2")
    assert "an e-mail address" in form.remarks.words()["title"]


def test_a_files_name_that_holds_a_persons_is_remarked_on(qtbot, example_window, tmp_path):
    letter = tmp_path / "Letter to Mrs Example.txt"
    letter.write_text("Thank you")
    dialog = CaptureFilesDialog(example_window, example_window.workspace.session, [letter])
    qtbot.waitUntil(lambda: not dialog.looking)
    assert any("a person's name" in label.text() for label in dialog.findChildren(QLabel))
    dialog.close()
