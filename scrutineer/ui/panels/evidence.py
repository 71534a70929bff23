"""Evidence: capture in one line, the register with search, the item beside it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.ids import EvidenceId
from scrutineer.domain.words import counted
from scrutineer.operations import evidence
from scrutineer.operations.queries.evidence import (
    EvidenceRegister,
    Matches,
    count_items,
)
from scrutineer.ui.destinations import (
    EvidencePlace,
    ToEvidence,
    ToEvidenceSearch,
    ToFiles,
    ToItem,
    ToNewEvidence,
    ToSearch,
)
from scrutineer.ui.dialogs.capture_files import CaptureFilesDialog
from scrutineer.ui.kit.basic import EmptyState, button, carded, column, holder, label, scroll
from scrutineer.ui.kit.chosen_rows import ChosenRows
from scrutineer.ui.kit.columns_button import columns_button
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.focus_order import take_focus_in
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.row_menu import RowMenu
from scrutineer.ui.kit.tables import Pages, Register
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.capture_line import CaptureLine
from scrutineer.ui.parts.evidence_acts import EvidenceActs
from scrutineer.ui.parts.evidence_filters import EvidenceFilters
from scrutineer.ui.parts.evidence_rows import evidence_columns
from scrutineer.ui.parts.several_items import SeveralItems
from scrutineer.ui.session import Session

if TYPE_CHECKING:
    from scrutineer.ui.parts.evidence_details import EvidenceDetails


class EvidencePanel(Panel[EvidencePlace]):
    """The register of evidence."""

    shows = frozenset(
        {
            ChangeKind.EVIDENCE,
            ChangeKind.LINK,
            ChangeKind.FRAMEWORK,
            ChangeKind.PARTNERSHIP,
            ChangeKind.LEARNING,
            ChangeKind.OUTCOME,
        }
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.capture = CaptureLine(session)
        self.items = Register(session.theme, evidence_columns(), name="Register of evidence", height=51)
        self.chosen: ChosenRows[EvidenceId] = ChosenRows(self.items, self._show_item)
        self._details: EvidenceDetails | None = None
        self._several: SeveralItems | None = None
        self._side = QStackedWidget()
        nothing = label("Choose an item to see it here.", "muted", wrap=True)
        self._nothing = holder(column(nothing, None, margins=(16, 16, 16, 16)), "side")
        self._nothing.setAccessibleName("Item")
        self._side.addWidget(self._nothing)
        self.filters = EvidenceFilters(session, self._show_register)
        self._empty = _nothing_yet(session, self.capture)
        self._register_pane = left = scroll(holder(self._left()))
        self.items.setMinimumHeight(session.theme.px(150))
        self._panes = Panes(session.theme, [("Register", left, 0), ("Item", self._side, 408)], share=0.32)
        self.setLayout(column(self._panes, spacing=0))
        self._wanted: EvidenceId | None = None
        acts = EvidenceActs(session, self.chosen.keys, open_it=self._open_chosen, link=self.link, attach=self._attach)
        self._menu = RowMenu(self.items, acts)
        self._shortcut = QShortcut(QKeySequence("Return"), self.items)
        self._shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._shortcut.activated.connect(self._open_chosen)

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted")
        attach = button("Import files", lambda: _import_files(self), theme=theme, icon="upload")
        folder = button("Import a folder", lambda: _import_folder(self), theme=theme, icon="folder-open")
        columns = columns_button(theme, self.items)
        head = flow(label("Evidence", "title"), self._said, None, attach, folder, columns, spacing=12)
        box = column(spacing=10, margins=(16, 14, 16, 14))
        box.addWidget(head)
        box.addWidget(self.capture)
        box.addWidget(self.filters)
        self._hits = label("", "muted")
        self._elsewhere = button("", lambda: self.session.go(ToSearch(self.filters.searched())), kind="link")
        self._act = button("", self._open_chosen, kind="link")
        self._act.hide()
        box.addWidget(flow(self._hits, self._elsewhere, None, self._act))
        self._register = carded(self.items)
        box.addWidget(self._register, 1)
        box.addWidget(self._empty, 1)
        return box

    def refresh(self) -> None:
        """Read the register again."""
        self.capture.refresh()
        self.filters.refresh()
        self._show_register()

    def _show_register(self) -> None:
        """The items that pass the filters and hold the words; each is read when it is looked at."""
        casefile, context = self.session.casefile, self.session.context
        words = self.filters.searched()
        matches = Matches(casefile, words) if words else None
        self._show_elsewhere(matches)
        register = EvidenceRegister(casefile, context, self.filters.asked_for(), matches)
        wanted, self._wanted = self._wanted, None
        with self.chosen.kept(wanted=wanted):
            self.items.show_pages(Pages(register.ids, register.rows), wanted)
        self._say_counts(self.items.rows_model.rowCount(), matches is not None)
        self._show_item()

    def _show_elsewhere(self, matches: Matches | None) -> None:
        """How much else in the casefile holds the words, one step away."""
        number = matches.elsewhere if matches is not None else 0
        self._elsewhere.setText(f"{number:,} more elsewhere in this casefile")
        self._elsewhere.setVisible(number > 0)

    def _say_counts(self, shown: int, searching: bool) -> None:
        """How many there are, and how many of them are shown."""
        whole, part, nothing = "", "", False
        if searching:
            holding = "holds" if shown == 1 else "hold"
            part = f"{counted(shown, 'item')} {holding} all the words, in titles, notes and attachments"
        else:
            total, unlinked = count_items(self.session.casefile, self.session.context)
            nothing = not total
            whole = f"{counted(total, 'item')}, {unlinked} not yet linked to a line of enquiry" if total else ""
            part = f"{counted(shown, 'item')} shown" if shown != total else ""
        self._said.setText(whole)
        self._hits.setText(part)
        self._hits.setVisible(bool(part))
        self._empty.setVisible(nothing)
        self._register.setVisible(not nothing)

    def _show_item(self) -> None:
        """The item chosen, or what can be done to several."""
        chosen = self.chosen.keys()
        if len(chosen) > 1:
            if self._details is not None:
                self._details.leave()
            self.several.show_items(chosen)
        elif self._details is not None or self._chosen() is not None:
            self.details.show_item(self._chosen())
        self._side.setCurrentWidget(self.several if len(chosen) > 1 else self._details or self._nothing)
        self._act.setText(f"{counted(len(chosen), 'item')} chosen: link, mark or date them")
        self._act.setVisible(len(chosen) > 1)

    def _chosen(self) -> EvidenceId | None:
        chosen: EvidenceId | None = self.items.rows_model.key_at(self.items.currentIndex())
        return chosen

    def show_destination(self, destination: EvidencePlace) -> None:
        """Show an item, search for words, or take the focus for a new one."""
        match destination:
            case ToItem(evidence_id):
                self._bring(evidence_id)
                if not self.capture.title.hasFocus():  # who captures one after the other stays at the line
                    self._panes.show_pane(1)
            case ToNewEvidence():
                self._panes.show_pane(0)
                self.capture.title.setFocus()
            case ToEvidenceSearch(words):
                self.filters.seek(words)
            case ToFiles(paths):
                self._capture_files(paths)
            case ToEvidence():
                pass
            case _:
                assert_never(destination)

    def _bring(self, evidence_id: EvidenceId) -> None:
        """Choose an item; where the words or filters hide it, they go."""
        if not self.items.select_key(evidence_id):
            self._wanted = evidence_id
            self.filters.clear_all()

    def destination(self) -> EvidencePlace:
        """The search that is made, else the item that is chosen."""
        if self.filters.searched():
            return ToEvidenceSearch(self.filters.searched())
        chosen = self._chosen()
        return ToEvidence() if chosen is None else ToItem(chosen)

    def start_search(self) -> bool:
        """Ctrl+F searches the register."""
        self.filters.start_search()
        return True

    def new(self) -> None:
        """Ctrl+N captures."""
        self.capture.title.setFocus()

    def record(self) -> None:
        """Ctrl+Enter records what the focus is in, never what was left half typed elsewhere on the page."""
        focused = self.window().focusWidget() or self
        captures = self.capture.isAncestorOf(focused) or bool(self.capture.title.text().strip())
        if captures and not (self._details is not None and self._details.isAncestorOf(focused)):
            self.capture.submit()
        else:
            self.details.record()

    def regions(self) -> list[QWidget]:
        """The register with what captures and finds, and the item."""
        return [self._register_pane, self._side]

    @property
    def details(self) -> EvidenceDetails:
        """The item chosen, made when one is first looked at: whoever comes to the page sees the register alone."""
        if self._details is None:
            from scrutineer.ui.parts.evidence_details import EvidenceDetails

            self._details = EvidenceDetails(self.session, self._attach, self.link)
            self._side.addWidget(self._details)
            if self._side.currentWidget() is self._nothing:
                self._side.setCurrentWidget(self._details)
        return self._details

    @property
    def several(self) -> SeveralItems:
        """What can be done to several items, made when several are first chosen."""
        if self._several is None:
            self._several = SeveralItems(self.session, self.chosen.clear)
            self._side.addWidget(self._several)
        return self._several

    def link(self) -> None:
        """Ctrl+L: link what is chosen to a step or line."""
        self._panes.show_pane(1)
        if self._several is not None and self._several.isVisible():
            self._several.link.begin()
        else:
            self.details.begin_link()

    def _open_chosen(self) -> None:
        """Go on beside the register: with the item, or with what can be done to several."""
        self._panes.show_pane(1)
        take_focus_in(self._side)

    def leave(self) -> bool:
        """Esc: of several items chosen, one stays."""
        is_several = self._several is not None and self._side.currentWidget() is self._several
        if is_several:
            self.chosen.clear()
            self.items.setFocus()
        return is_several

    def toggle_details(self) -> None:
        """Show or hide the item."""
        self._panes.toggle_side()

    def keep_typed(self) -> None:
        """What is being captured is kept as a draft; changed details are recorded, or kept where they cannot be."""
        super().keep_typed()
        if self._details is not None:
            self._details.leave()

    def _capture_files(self, names: Iterable[str]) -> None:
        CaptureFilesDialog(self, self.session, [Path(name) for name in names]).show()

    def _attach(self, item: EvidenceId) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Files to attach")
        if names:
            self.session.run(do(evidence.attach_files, evidence_id=item, attachments=[Path(name) for name in names]))


def _nothing_yet(session: Session, capture: CaptureLine) -> EmptyState:
    first = button("Capture the first item", capture.title.setFocus, kind="outline")  # the filled one stands above
    sentence = "Type above what you saw, heard or read, and press Enter. Files can be attached at once or later."
    return EmptyState(session.theme, "file-text", "No evidence yet", sentence, first)


def _import_files(panel: EvidencePanel) -> None:
    names, _ = QFileDialog.getOpenFileNames(panel, "Files to keep as evidence")
    if names:
        panel._capture_files(names)


def _import_folder(panel: EvidencePanel) -> None:
    name = QFileDialog.getExistingDirectory(panel, "Folder of files to keep as evidence")
    if name:
        panel._capture_files([name])
