"""What pasted rows would become, row by row, before any is added."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from scrutineer.domain.changes import Outcome
from scrutineer.domain.words import counted
from scrutineer.errors import Doubtful, UserError
from scrutineer.operations.pasting import PastedRow, PastePreview, Pasting, add_pasted, preview_paste
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.asks import DoubtAsked
from scrutineer.ui.kit.basic import button, carded, column, label, row
from scrutineer.ui.kit.tables import Register, TableCell, TableColumn
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session


class PasteRowsDialog(QDialog):
    """Every pasted row with what becomes of it; one act adds those that can be added, as one entry."""

    def __init__(self, parent: QWidget, session: Session, preview: PastePreview, text: str) -> None:
        super().__init__(parent)
        self._session, self._preview, self._text = session, preview, text
        kind = preview.kind
        self.setWindowTitle(f"Paste {kind.many}")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(session.theme.px(640), session.theme.px(420))
        columns = [
            TableColumn("Row", 0, lambda pasted: TableCell(pasted.words)),
            TableColumn("Becomes", 130, lambda pasted: TableCell(
                kind.noun.capitalize() if pasted.becomes is not None else "Not added",
                icon="plus" if pasted.becomes is not None else "minus",
                tone="text" if pasted.becomes is not None else "text-2")),
            TableColumn("Why not, or what to look at", 230, _said),
        ]  # fmt: skip
        self.items = Register(session.theme, columns, name=f"Pasted {kind.many}")
        self.items.rows_model.set_rows(preview.rows)
        order = f"Columns in this order, or under these headings: {', '.join(kind.columns)}."
        add = button(f"Add {counted(preview.adding, kind.noun, kind.many)}", self._add, kind="primary")
        add.setEnabled(preview.adding > 0)
        add.setDefault(True)
        box = column(label(preview.in_words(), "heading", wrap=True), label(order, "small", wrap=True), spacing=10,
                     margins=(16, 14, 16, 14))  # fmt: skip
        box.addWidget(carded(self.items), 1)
        self._asked, self._doubt = label("", "warn", wrap=True), DoubtAsked(self)
        self._asked.hide()
        box.addWidget(self._asked)
        box.addLayout(row(None, add, button("Cancel", self.close, hint="Esc")))
        self.setLayout(box)

    @staticmethod
    def ask(parent: QWidget, session: Session, kind: Pasting, text: str) -> PasteRowsDialog | None:
        """Open on what was pasted; where there is no row in it, or too much, say so."""
        try:
            preview = preview_paste(session.casefile, kind=kind, text=text)
        except UserError as error:
            session.tell("warn", error.message, error.advice)
            return None
        if not preview.rows:
            session.tell("warn", "There is nothing to paste.", "Copy the rows in the spreadsheet first.")
            return None
        made = PasteRowsDialog(parent, session, preview, text)
        made.show()
        return made

    def _add(self) -> None:
        operation = do(add_pasted, kind=self._preview.kind, text=self._text)
        self._session.run(
            self._session.asked_about(operation, sure=self._doubt.is_so),
            done=self._added, failed=self._refused,
        )  # fmt: skip

    def _added(self, _outcome: Outcome[int]) -> None:
        self.close()

    def _refused(self, error: BaseException) -> None:
        """What is unlikely is asked about here; what cannot be is said by the window."""
        if not isinstance(error, Doubtful):
            self._session.ops.failed.emit(error)
            return
        self._asked.setText(f"{error.message} {error.advice}")
        self._asked.show()
        self._doubt.ask("rows", self.items, self._asked)
        announcer.say(self.items, self._asked.text(), urgent=True)


def _said(pasted: PastedRow) -> TableCell:
    return TableCell(pasted.said, tone="text-2" if pasted.becomes is None else "warn")


def paste_way(session: Session, rows: Register, kind: Pasting) -> QPushButton:
    """Let rows be pasted into a table by its keys and its menu; and a button that does the same."""

    def ask(text: str) -> None:
        PasteRowsDialog.ask(rows, session, kind, text)

    rows.let_paste(ask)
    hint = f"{kind.many.capitalize()} copied in a spreadsheet, Ctrl+V"
    return button("Paste rows", lambda: ask(QGuiApplication.clipboard().text()), kind="link", hint=hint)
