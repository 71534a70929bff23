"""The guide inside the program: at the part of the page, found in, gone back in, and never out of the program."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtTest import QTest

from scrutineer.ui.dialogs.guide import GuideDialog
from scrutineer.ui.pages import PAGES, SEARCH
from scrutineer.ui.parts.guide_pages import GUIDE, SHIPPED, GuidePart, guide_search, page_text, parts
from tests.ui.conftest import person_at
from tests.ui.hands import press_keys

PLACES = [place for page in (*PAGES, SEARCH) for place in (page.tabs or (page,))]


@pytest.fixture
def guide(at_example):
    """The guide, opened on Home; closed again at the end."""
    press_keys("F1", at_example.top)
    opened = at_example.top.findChild(GuideDialog)
    at_example.wait(lambda: opened.isVisible())
    yield opened
    for left in at_example.top.findChildren(GuideDialog):
        left.close()
        left.deleteLater()
    at_example.wait(lambda: not at_example.top.findChildren(GuideDialog))


def heading(guide: GuideDialog) -> str:
    """The heading that the cursor stands in: what a screen reader begins with."""
    return guide.view.textCursor().block().text()


def at_the_top(guide: GuideDialog) -> bool:
    """Whether that heading stands at the upper edge, or as far up as the end of the page lets it."""
    bar = guide.view.verticalScrollBar()
    return guide.view.cursorRect().top() < 60 or bar.value() == bar.maximum()


def at_the_edge(guide: GuideDialog) -> str:
    """What stands at the upper edge."""
    return guide.view.cursorForPosition(QPoint(0, 0)).block().text()


def stands_at_the_edge(guide: GuideDialog, words: str) -> bool:
    """Whether the paragraph with these words stands at the upper edge, or as far up as the end of the page lets it."""
    document, bar = guide.view.document(), guide.view.verticalScrollBar()
    block = document.begin()
    while block.text() != words:
        block = block.next()
    above = document.documentLayout().blockBoundingRect(block).top() - bar.value()
    return abs(above) < 5 or (above >= 0 and bar.value() == bar.maximum())


def test_f1_opens_the_part_about_what_is_shown_with_its_keys(at_example, guide):
    for place in PLACES:
        at_example.top.workspace.go(place.start)
        at_example.settle()
        at_example.top.workspace.help()
        assert at_example.top.findChildren(GuideDialog) == [guide]
        assert heading(guide) == place.words
        at_example.wait(lambda: at_the_top(guide))
        assert guide.keys.text() == f"Keys here: {place.help}"
        assert guide.choice.currentText().endswith(place.words)


def test_a_link_is_followed_by_keys_and_back_comes_back(at_example, guide):
    guide.show_part(GuidePart(GUIDE, "Search"))
    guide.view.setFocus()
    QTest.keyClick(guide.view, Qt.Key.Key_Tab)
    QTest.keyClick(guide.view, Qt.Key.Key_Return)
    assert guide.part == GuidePart("finding")
    assert heading(guide) == "Finding things, and getting files out"
    press_keys("Alt+Left", guide)
    assert heading(guide) == "Search"
    press_keys("Alt+Left", guide)
    assert heading(guide) == "Home"
    assert not guide.back_button.isEnabled()


@pytest.mark.parametrize("link", ["https://example.org/finding.md", "file:///etc/passwd", "../README.md", "nowhere.md"])
def test_no_link_leads_out_of_the_guide(guide, link):
    before = guide.part
    guide.view.anchorClicked.emit(QUrl(link))
    assert guide.part == before
    assert "Nothing outside it is opened." in guide.said.text()
    assert not guide.view.loadResource(2, QUrl(link))


def test_words_are_found_one_after_the_other_and_from_the_top_again(qtbot, guide):
    guide.activateWindow()
    qtbot.waitUntil(guide.isActiveWindow)
    press_keys("Ctrl+F", guide)
    assert guide.words.hasFocus()
    QTest.keyClicks(guide.words, "recovery sheet")
    first = guide.view.textCursor().selectionStart()
    assert guide.view.textCursor().selectedText().casefold() == "recovery sheet"
    press_keys("Return", guide.words)
    assert guide.view.textCursor().selectionStart() == first  # it stands there once: found again from the top
    guide.words.clear()
    QTest.keyClicks(guide.words, "evidence")
    places = [guide.view.textCursor().selectionStart()]
    for _ in range(2):
        press_keys("F3", guide.words)
        places.append(guide.view.textCursor().selectionStart())
    assert places == sorted(set(places))
    press_keys("Shift+F3", guide.words)
    assert guide.view.textCursor().selectionStart() == places[1]


def test_what_does_not_stand_there_is_said(guide):
    guide.words.setText("whistleword")
    assert guide.said.text() == "“whistleword” does not stand in this page."
    guide.words.setText("")
    assert guide.said.text() == ""


def found_rows(guide) -> list[str]:
    """What the search shows, each row as it is read out."""
    model = guide.results.model()
    return [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def test_the_whole_guide_is_searched_and_enter_opens_the_page_at_the_place(qtbot, guide):
    guide.activateWindow()
    qtbot.waitUntil(guide.isActiveWindow)
    press_keys("Ctrl+Shift+F", guide)
    assert guide.sought.hasFocus()
    QTest.keyClicks(guide.sought, "new laptop")
    assert guide.results.isVisible()
    assert not guide.view.isVisible()
    assert found_rows(guide)[0] == "How to: by task: Move to a new laptop, Move to a new laptop"
    assert "“new laptop”" in guide.said.text()
    press_keys("Return", guide.sought)
    assert guide.view.isVisible()
    assert guide.part == GuidePart("tasks", "Move to a new laptop")
    assert guide.view.textCursor().selectedText() == "new"
    qtbot.waitUntil(lambda: at_the_top(guide))
    press_keys("Alt+Left", guide)
    assert guide.part == GuidePart(GUIDE, "Home")


def test_what_was_found_is_walked_through_by_arrows_and_left_by_escape(qtbot, guide):
    guide.activateWindow()
    qtbot.waitUntil(guide.isActiveWindow)
    guide.sought.setFocus()
    QTest.keyClicks(guide.sought, "passphrases backup")  # a plural finds the singular
    rows = found_rows(guide)
    assert len(rows) > 2
    press_keys("Down", guide.sought)
    press_keys("Down", guide.results)
    passage = guide.results.current()
    press_keys("Return", guide.results)
    assert guide.part == passage.part
    assert guide.view.textCursor().block().text() == passage.words
    press_keys("Ctrl+Shift+F", guide)
    assert found_rows(guide) == rows  # what was found is there again
    press_keys("Esc", guide.sought)
    assert guide.isVisible()
    assert guide.view.isVisible()
    QTest.keyClicks(guide.sought, "x")
    guide.sought.clear()
    assert guide.view.isVisible()


def test_what_no_page_holds_is_said_and_opens_nothing(guide):
    before = guide.part
    guide.sought.setText("whistleword")
    assert guide.said.text() == "No page of the guide holds “whistleword”."
    press_keys("Return", guide.sought)
    assert guide.part == before


def test_every_passage_of_every_page_is_found_by_its_words_at_its_place(guide):
    search = guide_search()
    for page in SHIPPED:
        mine = [passage for passage in search.passages if passage.part.page == page]
        for passage in {mine[0], mine[len(mine) // 2], mine[-1]}:
            hits, number = search.find(passage.words)
            assert passage.words in [hit.passage.words for hit in hits], (passage, number)
            guide.open_found(passage)
            block = guide.view.document().findBlockByNumber(passage.block)
            assert passage.words.startswith(block.text())
            assert guide.part == passage.part


def test_every_part_can_be_chosen_and_stands_where_it_says(guide):
    for words, part in parts():
        guide.choice.choose(part)
        guide.choice.activated.emit(guide.choice.currentIndex())
        assert guide.part == part, words
        assert heading(guide) == (part.heading or page_text(part.page).splitlines()[0].removeprefix("# "))


def test_an_open_guide_follows_the_look_at_the_line_one_had_reached(at_example, guide):
    guide.show_part(GuidePart(GUIDE, "Evidence"))
    at_example.wait(lambda: at_the_top(guide))
    guide.words.setText("words")
    reached, small = at_the_edge(guide), guide.choice.height()
    letters = guide.view.document().defaultFont().pixelSize()
    at_example.top.zoom_by(+2)
    (again,) = at_example.top.findChildren(GuideDialog)
    assert again is not guide
    at_example.wait(lambda: again.isVisible() and stands_at_the_edge(again, reached))
    assert (again.part, again.words.text()) == (guide.part, "words")
    assert again.choice.height() > small
    assert again.view.document().defaultFont().pixelSize() > letters
    at_example.top.zoom_by(0)


def test_escape_closes_it(at_example, guide):
    press_keys("Esc", guide.view)
    assert not guide.isVisible()


def test_without_a_casefile_it_begins_with_the_first_steps(qtbot, make_window):
    at = person_at(qtbot, make_window())
    press_keys("F1", at.top)
    guide = at.top.findChild(GuideDialog)
    assert heading(guide) == "First steps"
    guide.close()
    guide.deleteLater()
    at.wait(lambda: not at.top.findChildren(GuideDialog))


def test_links_between_the_pages_lead_to_pages_that_are_shipped():
    for page in SHIPPED:
        for link in re.findall(r"\]\(([^)#]+?)\)", page_text(page)):
            assert link.removesuffix(".md") in SHIPPED, (page, link)
