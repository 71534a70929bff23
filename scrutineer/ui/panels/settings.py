"""Settings: its sections with a list at the left; while a casefile is set up, its first steps in their order."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStackedWidget, QWidget

from scrutineer.domain.places import PartnershipPart
from scrutineer.domain.words import counted
from scrutineer.operations.queries.backups import has_backup
from scrutineer.operations.queries.set_up import SetUpStep, is_set_up, set_up_steps
from scrutineer.operations.set_up import agree_to
from scrutineer.ui.destinations import SettingsPart, ToHome, ToSettings
from scrutineer.ui.kit.basic import button, column, holder, label, row, scroll
from scrutineer.ui.kit.lists import ICON_NAME, ICON_TONE, TONE, VALUE, RowDelegate
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.scrolling import OneScroll
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.rows_section import RowsSection
from scrutineer.ui.parts.settings_section import SettingsSection
from scrutineer.ui.parts.settings_sections import section_makers
from scrutineer.ui.session import Session
from scrutineer.ui.settings_access import SettingsAccess
from scrutineer.ui.theme import Theme, space

_COME_MADE = (PartnershipPart.CYCLES, PartnershipPart.SCALE)
"""What a new casefile comes with, to be looked at: who goes on from it leaves it as it is."""


class SectionList(QListView):
    """The sections under their headings; arrows show each as they pass, Enter goes into it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self._delegate = RowDelegate(theme, 36)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("Sections of Settings")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_parts(self, steps: tuple[SetUpStep, ...], parts: list[SettingsPart], *, guided: bool) -> None:
        """Show these sections; while they guide, the steps first, each ticked where it is done."""
        held = self.part()
        blocked = self.selectionModel().blockSignals(True)
        self._items.clear()
        by_part = {SettingsPart[step.part.name]: step for step in steps}
        if guided:
            done = sum(step.done for step in steps)
            self._add_heading(f"Set-up, {done} of {len(steps)} done")
        others = [part for part in parts if part not in by_part]
        for place, part in enumerate([*by_part, *others] if guided else parts):
            if guided and place == len(by_part):
                self._add_heading("Everything else")
            self._items.appendRow(self._item(part, by_part.get(part) if guided else None))
        self.selectionModel().blockSignals(blocked)
        if held is not None:
            self.choose(held)

    def _add_heading(self, words: str) -> None:
        heading = QStandardItem(words)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setData("text-2", TONE)
        self._items.appendRow(heading)

    def _item(self, part: SettingsPart, step: SetUpStep | None) -> QStandardItem:
        item = QStandardItem(part.value)
        spoken = part.value
        if step is not None:
            icon, tone, said = ("circle-check", "ok", "done") if step.done else ("circle-dot", "text-2", "to do")
            item.setData(icon, ICON_NAME)
            item.setData(tone, ICON_TONE)
            spoken = f"{part.value}, {said}, {step.detail}"
        item.setData("text", TONE)
        item.setData(part, VALUE)
        item.setData(spoken, Qt.ItemDataRole.AccessibleTextRole)
        return item

    def part(self) -> SettingsPart | None:
        """The section chosen."""
        chosen: SettingsPart | None = self.currentIndex().data(VALUE)
        return chosen

    def choose(self, part: SettingsPart) -> None:
        """Mark a section as the one that is shown."""
        for place in range(self._items.rowCount()):
            if self._items.index(place, 0).data(VALUE) is part:
                self.setCurrentIndex(self._items.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Right goes into the section, as Enter does."""
        if event.key() == Qt.Key.Key_Right:
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _page(section: SettingsSection) -> OneScroll:
    """A section at the left of what scrolls, as wide as can be read."""
    box = row(spacing=0)
    box.addWidget(section, 1000)
    box.addStretch(1)
    return scroll(holder(box, "page"))


class SettingsPanel(Panel[ToSettings]):
    """One section at a time. Changes are kept as they are made."""

    def __init__(self, session: Session, access: SettingsAccess) -> None:
        super().__init__(session)
        self._makers = section_makers(session, access)
        self.sections: dict[SettingsPart, SettingsSection] = {}  # those visited so far
        self._part = next(iter(self._makers))
        self._guided, self._left, self._backed_up = False, False, False
        self._steps: tuple[SetUpStep, ...] = ()
        self._stack = QStackedWidget()
        self._pages: dict[SettingsPart, OneScroll] = {}
        self.list = SectionList(session.theme)
        self._up = button("Go on with the set-up", self._take_up, kind="link")
        title = label("Settings", "heading")
        title.setContentsMargins(space(10), 0, 0, 0)
        left = holder(column(title, self.list, self._up, margins=(0, 18, 0, 8)), "left")
        self._panes = Panes(session.theme, [("Sections", left, 216), ("This section", self._stack, 0)])
        self._foot = self._made_foot()
        box = column(spacing=0)
        box.addWidget(self._panes, 1)
        box.addWidget(self._foot)
        self.setLayout(box)
        self._show_steps()
        self.list.selectionModel().currentChanged.connect(self._on_walked)
        for pressed in (self.list.activated, self.list.clicked):
            pressed.connect(lambda _index: self._go_into())

    def _made_foot(self) -> QWidget:
        theme = self.session.theme
        self._said = label("", "muted")
        self._back = button("Back", lambda: self._step(-1))
        self._next = button("Next", lambda: self._step(1), theme=theme, kind="primary", hint="Ctrl+Enter")
        leave = button("Leave the set-up", self._leave_set_up, kind="link")
        return holder(row(self._said, None, leave, self._back, self._next, margins=(24, 8, 24, 8)), "dock")

    # Where it stands

    def destination(self) -> ToSettings:
        """The section that is shown."""
        return ToSettings(self._part, setting_up=self._guided)

    def show_destination(self, destination: ToSettings) -> None:
        """Show a section. Where much is still to be set up, its steps guide; the page alone opens the first to do."""
        unfinished = not is_set_up(self.session.context)
        if destination.setting_up is not None:
            self._guided = destination.setting_up
        elif unfinished and (destination.part in self._set_up_parts() or not self._left):
            self._guided = self._guided or destination.part in self._set_up_parts() or destination.part is None
            if destination.part is None and not self._pages:
                self._part = self._first_to_do()
        self._show(destination.part or self._part)
        section = self.section
        if destination.row and isinstance(section, RowsSection):
            section.choose(destination.row)

    def _set_up_parts(self) -> list[SettingsPart]:
        return [SettingsPart[step.part.name] for step in self._steps]

    def _first_to_do(self) -> SettingsPart:
        """The first step that is not done, else the first of all."""
        to_do = (SettingsPart[step.part.name] for step in self._steps if not step.done)
        return next(to_do, self._set_up_parts()[0])

    @property
    def section(self) -> SettingsSection:
        """The section that is shown, made on its first visit."""
        if self._part not in self.sections:
            self.sections[self._part] = section = self._makers[self._part]()
            self._pages[self._part] = _page(section)
            self._stack.addWidget(self._pages[self._part])
            section.refresh()
        return self.sections[self._part]

    def _show(self, part: SettingsPart) -> None:
        if part is not self._part and self._part in self.sections:
            self.section.keep_typed()
        self._part = part
        self._stack.setCurrentWidget(self._pages[self.section.part])
        self._show_steps()
        self.list.choose(part)

    def _show_steps(self) -> None:
        """The list and the foot as the set-up stands."""
        session = self.session
        self._steps = set_up_steps(session.casefile, session.context, backed_up=self._backed_up)
        self.list.show_parts(self._steps, list(self._makers), guided=self._guided)
        parts = self._set_up_parts()
        to_do = sum(not step.done for step in self._steps)
        self._up.setVisible(not self._guided and not is_set_up(self.session.context))
        self._foot.setVisible(self._guided and self._part in parts)
        if self._part in parts:
            place = parts.index(self._part)
            rest = f", {counted(to_do, 'step')} to do" if to_do else ", all done"
            self._said.setText(f"Step {place + 1} of {len(parts)}{rest}")
            self._back.setEnabled(place > 0)
            self._next.setText("Next" if place + 1 < len(parts) else "Finish")

    # Through the steps

    def _step(self, by: int) -> None:
        """To the next step or the one before; after the last, Home says what to do next."""
        self.section.keep_typed()
        parts = self._set_up_parts()
        place = parts.index(self._part) + by
        part = self._steps[parts.index(self._part)].part
        if by > 0 and part in _COME_MADE:
            self.session.run(do(agree_to, part=part), done=lambda _outcome: self._show_steps())
        if place < len(parts):
            self._show(parts[max(0, place)])
            self.section.begin()
        else:
            self._guided = not is_set_up(self.session.context)
            self.session.go(ToHome())

    def _leave_set_up(self) -> None:
        self._guided, self._left = False, True
        self._show(self._part)
        self.section.begin()

    def _take_up(self) -> None:
        self._guided, self._left = True, False
        self._show(self._first_to_do())
        self.section.begin()

    def _on_walked(self, current: QModelIndex) -> None:
        part = current.data(VALUE)
        if part is not None and part is not self._part:
            self._show(part)

    def _go_into(self) -> None:
        self._panes.show_pane(1)
        self.section.begin()

    # What a page does

    def refresh(self) -> None:
        """Read everything again; whether there is a backup takes a look at the disk."""
        for section in self.sections.values():
            section.refresh()
        self._show_steps()
        self.session.ops.look(partial(has_backup, self.session.casefile.path), self._on_looked)

    def _on_looked(self, backed_up: bool) -> None:
        if backed_up is not self._backed_up:
            self._backed_up = backed_up
            self._show_steps()

    def regions(self) -> list[QWidget]:
        """The list, the section, the foot."""
        return [self.list, self._stack, self._foot]

    def begin(self) -> None:
        """Where the next act of the section is."""
        self.section.begin()

    def record(self) -> None:
        """Ctrl+Enter adds what is being typed as new, else keeps what was typed; while the steps guide it goes on."""
        section = self.section
        if self._foot.isVisible() and not section.is_adding():
            self._step(1)
        else:
            section.record()

    def new(self) -> None:
        """Ctrl+N: a new row, where the section has rows."""
        self.section.new()

    def keep_typed(self) -> None:
        """Record what can be, and keep the rest as it was typed."""
        for section in self.sections.values():
            section.keep_typed()
        super().keep_typed()
