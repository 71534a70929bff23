"""Excerpts: quoted from what is marked in the document, kept with their place, and found again in it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from scrutineer.casefile import tables
from scrutineer.domain.evidence import Excerpt, Permission
from scrutineer.operations import evidence
from scrutineer.ui.destinations import ToHome, ToItem
from tests.exchange.made import pdf
from tests.operations.acts import capture
from tests.ui.conftest import go
from tests.ui.hands import press_keys

TEXT = "The text of the document"


@pytest.fixture
def item(at_empty, tmp_path):
    """An audit with a letter that can be read."""
    letter = tmp_path / "letter.txt"
    letter.write_text("Nobody asked\nthe child. Nothing was written down.\n" + "More of it.\n" * 300)
    casefile = at_empty.top.casefile
    made = capture(casefile, agency="Police", title="Audit of twenty")
    evidence.attach_files(casefile, evidence_id=made, attachments=[letter])
    return made


@pytest.fixture
def at(at_empty, item):
    """Somebody at the letter."""
    return at_empty.within(go(at_empty, ToItem(item)).details)


def mark(at, start: int, end: int) -> None:
    """Mark a part of the letter, as a mouse does."""
    text = at.field("Text of the document")
    cursor = text.textCursor()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
    at.settle()


def test_an_excerpt_is_kept_with_its_place_and_permission_and_marked_in_the_document(at_empty, at):
    at.press("Quote a passage")
    at.write("Passage", "nobody asked the child")
    at.write("Place", "Paragraph 1")
    at.choose("Permission", "Not to be quoted")
    at.press("Keep excerpt")
    (kept,) = tables.rows(at_empty.top.casefile, Excerpt)
    assert (kept.quote, kept.place, kept.permission) == (
        "nobody asked the child", "Paragraph 1", Permission.NOT_QUOTED,
    )  # fmt: skip
    at.sees("“nobody asked the child”")
    at.sees("Paragraph 1")
    assert at.is_on("“nobody asked the child”: Not to be quoted")
    assert at.field("Text of the document").passages_marked() == ["Nobody asked\nthe child."]
    assert at.text("Passage") == ""


def test_what_is_marked_in_the_document_is_quoted_by_the_button(at):
    assert not at.has("Quote what is marked")
    mark(at, 0, 23)
    assert not at.shows("Passage")  # to mark something is to read, not to write
    at.press("Quote what is marked")
    assert at.text("Passage") == "Nobody asked the child."
    assert at.field("Place").hasFocus()
    assert at.has("Quote a passage")


def test_a_letter_is_quoted_by_keys_alone(at):
    text = at.field("Text of the document")
    text.setFocus()
    press_keys("Ctrl+Home", text)
    for _ in range(2):
        press_keys("Ctrl+Shift+Right", text)
    press_keys("Return", text)
    assert at.text("Passage") == "Nobody asked"
    assert at.field("Place").hasFocus()


def test_a_page_is_quoted_by_keys_alone_with_its_number(at_empty, at, item, tmp_path, qtbot):
    (tmp_path / "minutes.pdf").write_bytes(pdf("Nobody asked the child", width=300, height=120))
    made = capture(at_empty.top.casefile, agency="Police", title="Minutes")
    evidence.attach_files(at_empty.top.casefile, evidence_id=made, attachments=[tmp_path / "minutes.pdf"])
    go(at_empty, ToItem(made))
    sheets = at.top.document.pages.sheets
    qtbot.waitUntil(lambda: bool(sheets() and sheets()[0].accessibleDescription()), timeout=15_000)
    (sheet,) = sheets()
    sheet.setFocus(Qt.FocusReason.TabFocusReason)
    for keys in ("Right", "Shift+Right", "Shift+End"):
        press_keys(keys, sheet)
    assert at.has("Quote what is marked")
    press_keys("Return", sheet)
    assert (at.text("Passage"), at.text("Place")) == ("asked the child", "Page 1")


def test_what_somebody_types_is_never_replaced_by_what_is_marked(at):
    at.press("Quote a passage")
    at.write("Passage", "Typed by hand")
    mark(at, 0, 12)
    at.press("Quote what is marked")
    assert at.text("Passage") == "Typed by hand"


def test_an_excerpt_leads_to_where_it_stands(at_empty, at, item):
    evidence.add_excerpt(at_empty.top.casefile, evidence_id=item, place="", quote="Nothing was written down.",
                         permission=Permission.QUOTED)  # fmt: skip
    at_empty.top.workspace.on_changed(frozenset(at_empty.top.workspace.panel().shows), "")
    text = at.field("Text of the document")
    text.verticalScrollBar().setValue(text.verticalScrollBar().maximum())
    far = text.verticalScrollBar().value()
    at.press("Show in the document: Nothing was written down.")
    assert text.verticalScrollBar().value() < far
    assert text.textCursor().position() == text.toPlainText().index("Nothing was")


def test_a_passage_that_is_not_there_is_said(at_empty, at, item):
    evidence.add_excerpt(at_empty.top.casefile, evidence_id=item, place="", quote="Not in this letter",
                         permission=Permission.QUOTED)  # fmt: skip
    at_empty.top.workspace.on_changed(frozenset(at_empty.top.workspace.panel().shows), "")
    at.press("Show in the document: Not in this letter")
    at_empty.sees("Where the passage stands in this document is not known.")


def test_a_passage_half_typed_is_there_again_in_an_open_form(at_empty, at, item):
    at.press("Quote a passage")
    at.write("Passage", "Half typed")
    go(at_empty, ToHome())
    go(at_empty, ToItem(item))
    assert at.text("Passage") == "Half typed"


def test_what_was_promised_about_an_excerpt_is_changed_where_it_stands_and_undone(at_empty, at, item):
    casefile = at_empty.top.casefile
    evidence.add_excerpt(casefile, evidence_id=item, place="", quote="Nobody asked", permission=Permission.QUOTED)
    go(at_empty, ToItem(item)).refresh()
    chosen = "“Nobody asked”: Anonymised only"
    at.sees("“Nobody asked”")
    button = at.button(chosen)
    button.setFocus()
    at.press(chosen)
    at.wait(lambda: tables.rows(casefile, Excerpt)[0].permission is Permission.ANONYMISED)
    at.settle()
    assert at.button(chosen) is button, "who chose stays where they chose"
    assert at.is_on(chosen)
    at_empty.top.workspace.undo()
    at.wait(lambda: at.is_on("“Nobody asked”: May be quoted"))
    assert tables.rows(casefile, Excerpt)[0].permission is Permission.QUOTED
