"""A section of rows: Enter adds one and stays, the one chosen is changed beside them, and can be removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from scrutineer.notices import notice_of
from scrutineer.ui.kit.basic import Card, button, column, holder, label, row
from scrutineer.ui.kit.beside import Beside
from scrutineer.ui.kit.field_line import FieldLine
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.tables import Register, TableColumn
from scrutineer.ui.ops import Operation
from scrutineer.ui.parts.kept_form import KeptForm, Said
from scrutineer.ui.parts.settings_section import SettingsSection
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space


class RowsSection(SettingsSection):
    """What such a section is made of; each says what its rows are, and what is recorded of them."""

    WIDEST = 1240  # pixels at 100%: two columns

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        theme = session.theme
        self.adding = Form(session, self, roles=("title",))
        self.form = KeptForm(session, self, self._changed, self._changing, roles=("title",))
        self.chosen: Any = None  # what the details are of
        self.rows = Register(theme, self._columns(), name=self.part.value)
        self.rows.setMinimumHeight(theme.px(216))
        self.rows.selectionModel().selectionChanged.connect(lambda *_: self._show_chosen())
        self.rows.activated.connect(lambda _index: self._change())
        self.details = Card()
        self._refusal = label("", "warn", wrap=True)
        self._refusal.hide()
        self.details.body.addWidget(self.form.note)
        for line in self._lines():
            self.details.body.addWidget(line)
        self.remove_button = button("Remove", self._remove, theme=theme, icon="trash-2", small=True)
        self.details.body.addLayout(row(*self._acts(), self.remove_button, None))
        self.details.body.addWidget(self._refusal)
        side = holder(column(self.details, None, spacing=0))
        self.body.addWidget(self.adding.note)
        self.body.addWidget(self._add_line())
        self._listed = Card(margins=(1, 1, 1, 1))
        self._listed.body.addWidget(self.rows)
        self.rows.verticalHeader().sectionResized.connect(lambda *_: self._end_with_rows())
        self.rows.installEventFilter(self)
        main = column(spacing=0)
        main.addWidget(self._listed, 1000)
        main.addStretch(1)
        self._shown = Beside(holder(main), side)
        self.body.addWidget(self._shown, 1000)
        self.body.addStretch(1)
        for keys, act in (("Delete", self._remove), ("F2", self._change)):
            shortcut = QShortcut(QKeySequence(keys), self.rows)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(act)

    # What each section says

    def _columns(self) -> list[TableColumn]:
        raise NotImplementedError

    def _add_line(self) -> QWidget:
        """The fields of a new row."""
        raise NotImplementedError

    def _lines(self) -> list[FieldLine]:
        """The fields of the row chosen, taken into the form."""
        raise NotImplementedError

    def _acts(self) -> Sequence[QWidget]:
        """Buttons for the row chosen, beside the one that removes it."""
        return ()

    def _recorded(self) -> Sequence[Any]:
        raise NotImplementedError

    def _follow_new(self) -> None:
        raise NotImplementedError

    def _stored(self, thing: Any) -> tuple[str, str, Said]:
        """The key of a row's form, what it is called, and what is stored in it."""
        raise NotImplementedError

    def _changed(self, said: Said) -> Any:
        """The row chosen, with what was said in its fields."""
        return replace(self.chosen, **said)

    def _changing(self, thing: Any) -> Operation[Any]:
        raise NotImplementedError

    def _removing(self, thing: Any) -> Operation[Any]:
        raise NotImplementedError

    def add(self) -> None:
        """Record a new row; its field is cleared and keeps the focus."""
        raise NotImplementedError

    # What they share

    def refresh(self) -> None:
        """Show what is recorded; the row chosen stays so, and what is being typed."""
        self._shown.setVisible(self.rows.show_rows(self._recorded(), lambda thing: thing.id))
        self._end_with_rows()
        self._show_chosen()
        self._follow_new()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table may need a bar sideways by now, or no longer."""
        if watched is self.rows and event.type() == QEvent.Type.Resize:
            self._end_with_rows()
        return super().eventFilter(watched, event)

    def _end_with_rows(self) -> None:
        """The table is no taller than its rows, however much room there is."""
        height = max(self.rows.whole_height(), self.rows.minimumHeight())
        self._listed.setMaximumHeight(height + space(4))

    def choose(self, row_id: int) -> None:
        """Show one row, where it is there."""
        self.rows.select(lambda thing: thing.id == row_id)

    def _show_chosen(self) -> None:
        thing = self.rows.current()
        if thing is None or self.chosen is None or thing.id != self.chosen.id:
            self._refusal.hide()
        self.details.setVisible(thing is not None)
        if thing is not None:
            about, title, stored = self._stored(thing)
            self.form.follow(about, f"{title}, in Settings", stored)
        self.chosen = thing

    def _change(self) -> None:
        """Go to the fields of the row chosen."""
        if self.chosen is not None:
            next(iter(self.form.fields().values())).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _remove(self) -> None:
        if self.chosen is not None:
            self.session.run(self._removing(self.chosen), failed=self._say_refused)

    def _say_refused(self, error: BaseException) -> None:
        notice = notice_of(error)
        self._refusal.setText(f"{notice.message} {notice.advice}".strip())
        self._refusal.show()

    def is_adding(self) -> bool:
        """Whether a new row is being typed."""
        focused = self.window().focusWidget()
        return self.adding.is_changed and focused in self.adding.fields().values()

    def record(self) -> None:
        """Ctrl+Enter keeps what was typed: in the fields of a new row it adds that."""
        if self.is_adding():
            self.add()
        else:
            self.keep_typed()
