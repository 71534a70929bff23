"""The small parts: what a screen reader is told of them, and that nobody's text is read as markup."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QWidget

from scrutineer.settings import Settings
from scrutineer.ui.kit.basic import Card, EmptyState, Message, button, clear, column, label, take_size
from tests.ui.conftest import dress
from tests.ui.hands import Hands, spoken


@pytest.fixture
def shown(qtbot, dressed):
    """Show parts in a window of their own; somebody at it."""

    def show(*parts: QWidget) -> Hands:
        window = QWidget()
        window.setLayout(column(*parts))
        qtbot.addWidget(window)
        dressed.dress(window)
        with qtbot.waitExposed(window):
            window.show()
        return Hands(qtbot, window)

    return show


def test_a_text_is_never_read_as_markup(shown):
    at = shown(label("<b>bold</b> & more", wrap=True))
    at.sees("<b>bold</b> & more")
    assert at.top.findChild(type(label(""))).textFormat().name == "PlainText"


def test_a_button_of_an_icon_alone_is_read_out_by_its_hint(shown, dressed):
    pressed: list[str] = []
    at = shown(button("", lambda: pressed.append("next"), theme=dressed, icon="plus", hint="Next page"))
    at.press("Next page")
    assert pressed == ["next"]


def test_a_button_is_pressed_by_enter(shown):
    pressed: list[str] = []
    at = shown(button("Go", lambda: pressed.append("go")))
    at.button("Go").setFocus()
    at.keys("Return")
    assert pressed == ["go"]


@pytest.mark.parametrize("tone", ["danger", "warn", "ok", "info"])
def test_a_message_says_the_fact_and_then_what_to_do(shown, dressed, tone):
    at = shown(Message(dressed, tone, "It is so.", "Do this.", button("Undo")))
    assert at.messages() == ["It is so. Do this."]
    assert spoken(at.top.findChild(Message)) == "It is so. Do this."
    assert at.has("Undo")


def bold_letters(message: Message) -> str:
    """The words of a message that stand out from the rest."""
    document = message.findChild(QTextDocument)
    cursor, bold = QTextCursor(document), ""
    for place in range(document.characterCount() - 1):
        cursor.setPosition(place + 1)
        if cursor.charFormat().fontWeight() == QFont.Weight.DemiBold:
            bold += document.characterAt(place)
    return bold.replace("\u2029", "\n").encode("utf-16", "surrogatepass").decode("utf-16")


@pytest.mark.parametrize("fact", ["The disk is nearly full.", "“🗎.pdf” is <b>full</b> & closed.", "First.\nSecond."])
def test_the_fact_of_a_message_is_bold_at_any_text_size_and_what_follows_is_not(shown, dressed, fact):
    at = shown(Message(dressed, "warn", fact, "Your work is saved."))
    for palette, zoom in (("light", 100), ("dark", 200), ("light", 100)):
        dress(dressed, palette, zoom)
        assert bold_letters(at.top.findChild(Message)) == fact


def test_a_fact_alone_is_not_bold(shown, dressed):
    at = shown(Message(dressed, "ok", "18 answers committed."))
    assert not bold_letters(at.top.findChild(Message))


def test_an_empty_page_says_what_and_what_to_do_first(shown, dressed):
    at = shown(EmptyState(dressed, "inbox", "No returns yet", "Import one.", button("Import")))
    assert at.titles() == ["No returns yet"]
    at.sees("Import one.")
    assert at.has("Import")


def test_clearing_takes_everything_out_at_once(shown):
    card = Card("Head")
    card.body.addWidget(label("Old"))
    inner = column(label("Older"))
    card.body.addLayout(inner)
    at = shown(card)
    at.sees("Older")
    clear(card.body)
    assert at.words() == "Head"
    assert card.body.count() == 0


@pytest.mark.parametrize("zoom", [100, 200])
def test_a_dialog_is_never_larger_than_its_window(qtbot, make_window, zoom):
    window = make_window(Settings(zoom=zoom), (900, 620))
    dialog = QDialog(window)
    take_size(dialog, window.theme, 560, 420)
    assert (dialog.width(), dialog.height()) == ((560, 420) if zoom == 100 else (900, 620))
    dialog.setParent(None)
    dialog.deleteLater()


@pytest.mark.parametrize("text", ["Unbroken" * 38, f"The record says {'Unbroken' * 38} of it", "plain words"])
def test_no_word_widens_a_page_and_each_is_read_and_handed_on_as_it_is(qtbot, dressed, text):
    line = label("Something else", wrap=True)
    line.setText(text)
    qtbot.addWidget(line)
    assert line.minimumSizeHint().width() < 200
    assert line.text() == text
    assert spoken(line).replace("\u200b", "") == spoken(line) == text
