"""What looks like a person is remarked on under the field, while it is typed, and nothing is held up."""

from __future__ import annotations

from PySide6.QtCore import Qt

from scrutineer.ui.destinations import ToNewChallenge, ToNewEvidence
from tests.ui.conftest import idle, shown_panel, type_text


def test_an_address_typed_at_capture_is_remarked_on_and_stored_all_the_same(qtbot, empty_window):
    empty_window.workspace.go(ToNewEvidence())
    capture = shown_panel(empty_window).capture
    assert not capture.remark.isVisible()
    type_text(qtbot, capture.title, "Letter of a.b@example.org")
    assert capture.remark.isVisible()
    assert "an e-mail address" in capture.remark.text()
    assert capture.title.accessibleDescription() == capture.remark.text()
    qtbot.keyClick(capture.title, Qt.Key.Key_Return)
    idle(qtbot, empty_window)
    assert capture.title.text() == ""
    assert not capture.remark.isVisible()


def test_a_name_under_put_to_is_remarked_on_until_it_is_a_role(qtbot, empty_window):
    empty_window.workspace.go(ToNewChallenge())
    form = shown_panel(empty_window).form
    form.put_to.setText("")
    type_text(qtbot, form.put_to, "Alex Example")
    assert "Name the role instead." in form.remark.text()
    form.put_to.selectAll()
    qtbot.keyClicks(form.put_to, "Chief Constable")
    assert form.remark.text() == ""
    assert not form.remark.isVisible()
