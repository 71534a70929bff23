"""What was typed and has no form any more: read in full, copied, discarded and brought back."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from scrutineer.domain.drafts import Draft, in_words
from scrutineer.ui.destinations import ToHome
from scrutineer.ui.kept import place_of
from scrutineer.ui.kit.basic import button, column, label, take_size
from scrutineer.ui.kit.fields import Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.session import Session

CHECKS = "import:"


class TypedTextDialog(QDialog):
    """One draft, as it was typed. `changed` is called when it was discarded or brought back."""

    def __init__(self, parent: QWidget, session: Session, draft: Draft, changed: Callable[[], None]) -> None:
        super().__init__(parent)
        self._session, self._draft, self._changed = session, draft, changed
        self.setWindowTitle(draft.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        take_size(self, session.theme, 560, 420)
        text = Notes(name="What was typed", lines=8)
        text.setPlainText(in_words(draft))
        text.setReadOnly(True)
        since = session.kept_at(draft)
        is_check = draft.form.startswith(CHECKS)
        gone = "Its workbook is not where it lay" if is_check else "What it was typed about is gone or closed"
        self._said = label(f"Kept from {since}, not recorded. {gone}, so no form shows it now.", "muted", wrap=True)
        self._discard = button("Discard", self._discard_or_bring_back)
        ways = [button("Copy all of it", self._copy, kind="primary")]
        ways += [button("Find the workbook", self._find)] if is_check else []
        ways += [self._discard, button("Close", self.close, hint="Esc")]
        box = column(label(draft.title, "heading", wrap=True), self._said, spacing=10, margins=(16, 14, 16, 14))
        box.addWidget(text, 1)
        box.addWidget(flow(*ways))
        self.setLayout(box)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(in_words(self._draft))
        self._said.setText("Copied. Locking empties the clipboard of it.")

    def _find(self) -> None:
        self.close()
        self._session.go(place_of(self._draft.form))

    def _discard_or_bring_back(self) -> None:
        """One slip of the hand loses nothing while this is open."""
        if self._session.draft_of(self._draft.form) is not None:
            self._session.drop_draft(self._draft.form)
            self._said.setText("What was typed is discarded.")
            self._discard.setText("Bring it back")
        else:
            self._session.keep_draft(self._draft)
            self._said.setText("Kept again, not recorded.")
            self._discard.setText("Discard")
        self._changed()


def take_up(home: QWidget, session: Session, draft: Draft, changed: Callable[[], None]) -> None:
    """Go to the form that shows a draft; where none does any more, show what was typed itself."""
    if not _is_taken_up(home.window(), session, draft):
        session.go(ToHome())
        TypedTextDialog(home, session, draft, changed).show()


def _is_taken_up(window: QWidget, session: Session, draft: Draft) -> bool:
    if draft.form.startswith(CHECKS) and not os.path.isfile(Path(draft.fields.get("path", ""))):
        return False
    try:
        session.go(place_of(draft.form))
    except (KeyError, ValueError, TypeError):  # kept by a form of another version
        return False
    return draft.form.startswith(CHECKS) or any(_shows(form, draft) for form in window.findChildren(Form))


def _shows(form: Form, draft: Draft) -> bool:
    """Whether a form is about this and can be worked in; one behind a tab can."""
    return form.about == draft.form and any(_is_open(field) for field in form.fields().values())


def _is_open(field: QWidget) -> bool:
    part: QWidget | None = field
    while part is not None and not part.isWindow():
        if part.isHidden() and not isinstance(part.parentWidget(), QStackedWidget):
            return False
        part = part.parentWidget()
    return True
