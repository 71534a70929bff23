"""The sections of a kind of report: left out or taken in, moved, and begun with words of one's own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QWidget

from scrutineer.operations.layouts import Arrangement, SectionLayout, layout_of, ordered_keys, record_layout
from scrutineer.operations.previews import Preview
from scrutineer.ui.kit.basic import button, column, holder, label, scroll
from scrutineer.ui.kit.fields import Notes
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.form import Form
from scrutineer.ui.kit.lists import ICON_NAME, ICON_TONE, TONE, VALUE, RowDelegate
from scrutineer.ui.kit.scrolling import ListOfAPage
from scrutineer.ui.ops import do
from scrutineer.ui.session import Session
from scrutineer.ui.theme import Theme, space

_SWITCH = 34  # pixels at 100% at the left of a row, in which a click switches it
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ReportSectionList(ListOfAPage):
    """The sections in their order. `switched` and `moved` say what is wanted of the one walked to."""

    switched = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = RowDelegate(theme, 32)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Sections of the report")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.px(134))

    def sizeHint(self) -> QSize:
        """Every row."""
        return QSize(0, self.whole_height())

    def show_sections(self, sections: list[tuple[SectionLayout, str]]) -> None:
        """Show these, each with its title; the one walked to stays so."""
        held = self.key()
        blocked = self.selectionModel().blockSignals(True)
        self._items.clear()
        for own, title in sections:
            item = QStandardItem(title)
            item.setData("circle-check" if own.shown else "minus", ICON_NAME)
            item.setData("ok" if own.shown else "text-2", ICON_TONE)
            item.setData("text" if own.shown else "text-2", TONE)
            item.setData(own.key, VALUE)
            words = ", with words of your own" if own.words else ""
            spoken = f"{title}, {'in the report' if own.shown else 'left out'}{words}"
            item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
            self._items.appendRow(item)
        self.forget_height()
        self.selectionModel().blockSignals(blocked)
        self._choose(held)
        self.updateGeometry()

    def _choose(self, key: str) -> None:
        keys = [self._items.index(place, 0).data(VALUE) for place in range(self._items.rowCount())]
        self.setCurrentIndex(self._items.index(keys.index(key) if key in keys else 0, 0))

    def key(self) -> str:
        """The section walked to, "" for none."""
        return str(self.currentIndex().data(VALUE) or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space switches, Ctrl with an arrow moves."""
        controls = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Space:
            self.switched.emit()
        elif controls and event.key() in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the mark switches."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        if self.indexAt(place).isValid() and place.x() < space(_SWITCH):
            self.switched.emit()


class ReportSections(QWidget):
    """What is kept of how a kind is laid out, changed as it is looked at."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._preview: Preview | None = None
        self._layout = Arrangement()
        self._titles: dict[str, str] = {}
        self._under_way = 0  # changes that are being kept: until they are, what stands here is newer than the casefile
        theme = session.theme
        self._head = label("", "small", wrap=True)
        self.list = ReportSectionList(theme)
        self._switch = button("Leave out", self._switch_it, small=True, hint="Space")
        self._up = button("Move up", lambda: self._move(-1), small=True, hint="Ctrl+Up")
        self._down = button("Move down", lambda: self._move(1), small=True, hint="Ctrl+Down")
        self._own = button("As it comes", self._as_it_comes, kind="link", hint="The kind’s own sections, in its order")
        self._words_head = label("", "muted", wrap=True)
        self.words = Notes(name="Words of your own", lines=5)
        self._keep = button("Keep these words", self._keep_words, hint="Ctrl+Enter")
        self.form = Form(session, self)
        self.form.add("words", self.words)
        self._about = holder(column(self._words_head, self.form.note, self.words, flow(self._keep), spacing=6))
        inner = column(
            self._head, self.list, flow(self._switch, self._up, self._down, self._own), 6, self._about,
            spacing=8, margins=(16, 4, 16, 10),
        )  # fmt: skip
        inner.addStretch(1)
        self.setLayout(column(scroll(holder(inner, "side"), "side"), spacing=0))
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._show_words())
        self.list.switched.connect(self._switch_it)
        self.list.moved.connect(self._move)
        self.list.activated.connect(lambda _index: self._switch_it())

    def show_preview(self, preview: Preview) -> None:
        """Show the sections of this report."""
        self._preview = preview
        kind = preview.composed.kind
        self._titles = {section.key: section.title or "Without a title" for section in preview.composed.sections}
        self._head.setText(f"Kept for every {kind.title[0].lower()}{kind.title[1:]} from now on.")
        if not self._under_way:
            self._show_layout(layout_of(self._session.casefile, kind.id))

    def _show_layout(self, known: Arrangement) -> None:
        self._layout = Arrangement(tuple(known.of(key) for key in ordered_keys(tuple(self._titles), known)))
        self.list.show_sections([(own, self._titles[own.key]) for own in self._layout.sections])
        self._own.setVisible(known != Arrangement())
        self._show_words()

    def _section(self) -> SectionLayout | None:
        key = self.list.key()
        return self._layout.of(key) if key and self._preview is not None else None

    def _show_words(self) -> None:
        own, preview = self._section(), self._preview
        if own is None or preview is None:
            return
        place = self.list.currentIndex().row()
        self._switch.setText("Leave out" if own.shown else "Take in")
        self._up.setEnabled(place > 0)
        self._down.setEnabled(place < len(self._layout.sections) - 1)
        edition, title = preview.request.edition, str(self.list.currentIndex().data() or "")
        self._words_head.setText(f"Words of your own before “{title}”, in the {edition.value} edition alone")
        key = f"section:{preview.composed.kind.id}:{edition.value}:{own.key}"
        self.form.follow(key, f"Words before {title}", {"words": own.words_in(edition)})

    # What is changed

    def _switch_it(self) -> None:
        own, preview = self._section(), self._preview
        if own is not None and preview is not None:
            wanted = SectionLayout(own.key, not own.shown, own.words)
            self._record(Arrangement(tuple(wanted if known is own else known for known in self._layout.sections)))

    def _move(self, way: int) -> None:
        sections = list(self._layout.sections)
        place = self.list.currentIndex().row()
        if 0 <= place + way < len(sections):
            sections.insert(place + way, sections.pop(place))
            self._record(Arrangement(tuple(sections)))

    def _as_it_comes(self) -> None:
        self._record(Arrangement())

    def _record(self, layout: Arrangement) -> None:
        """Show a layout at once and keep it: what is done next is done to this one."""
        if self._preview is not None:
            self._show_layout(layout)
            self._under_way += 1
            operation = do(record_layout, kind=self._preview.composed.kind.id, layout=layout)
            self._session.run(operation, done=lambda _outcome: self._kept(), failed=self._not_kept)

    def _kept(self) -> None:
        self._under_way -= 1

    def _not_kept(self, error: BaseException) -> None:
        self._kept()
        self._session.ops.failed.emit(error)

    def _keep_words(self) -> None:
        own, preview = self._section(), self._preview
        if own is not None and preview is not None and self.form.is_changed:
            wanted = own.with_words(preview.request.edition, self.words.toPlainText())
            layout = Arrangement(tuple(wanted if known is own else known for known in self._layout.sections))
            self._session.record(self.form, do(record_layout, kind=preview.composed.kind.id, layout=layout))

    def record(self) -> bool:
        """Keep the words that are being written; whether they are."""
        writing = self.words.hasFocus()
        if writing:
            self._keep_words()
        return writing
