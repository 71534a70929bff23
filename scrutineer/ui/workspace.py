"""The workspace of an open casefile: top bar, rail, page, status bar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.dates import period
from scrutineer.operations import casefiles
from scrutineer.settings import Settings
from scrutineer.ui import icons, motion
from scrutineer.ui.destinations import Destination, ToImport, ToNewEvidence, ToSearch
from scrutineer.ui.kit.announce import announcer
from scrutineer.ui.kit.basic import Remark, button, column, holder, label, row, set_tip
from scrutineer.ui.kit.fields import Field, Notes
from scrutineer.ui.kit.focus_order import one_stop, take_focus_in
from scrutineer.ui.kit.keep_focus import focus_kept
from scrutineer.ui.kit.keeping import keep_all
from scrutineer.ui.kit.marks import icon_label
from scrutineer.ui.kit.messages import MessageShelf
from scrutineer.ui.kit.rail_item import RailItem
from scrutineer.ui.kit.scrolling import begin_at_top
from scrutineer.ui.ops import OpRunner, do
from scrutineer.ui.page import Page, Tab
from scrutineer.ui.pages import CHALLENGES, HOME, PAGES, SEARCH, SETTINGS, STEPS, page_of
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.recovery import RecoveryStrip
from scrutineer.ui.parts.search_field import NARROW, SearchField
from scrutineer.ui.parts.tour_strip import TourStrip
from scrutineer.ui.parts.writing_help import WritingHelp
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space
from scrutineer.ui.tour import EXAMPLE


class Rail(QWidget):
    """The pages in order, settings last; one tab stop, arrows open each page as they pass."""

    EDGE = 5  # pixels at 100% beside its items

    def __init__(self, session: Session, opened: Callable[[Page[Any]], None]) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = session.theme
        self._group = QButtonGroup(self)
        self._buttons: dict[Page[Any], RailItem] = {}
        box = column(spacing=2, margins=(self.EDGE, 8, self.EDGE, 8))
        for number, page in enumerate(PAGES):
            if page is SETTINGS:
                box.addStretch(1)
            box.addWidget(self._item(number, page))
        self.setLayout(box)
        self._badge = label("", "badge")
        self._badge.setParent(self._buttons[CHALLENGES])
        self._badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._badge.setFixedHeight(self._theme.px(18))
        self._badge.hide()
        self._group.idClicked.connect(lambda number: opened(PAGES[number]))
        self.set_wide(False)

    def _item(self, number: int, page: Page[Any]) -> QToolButton:
        item = RailItem(self._theme, page.words, page.icon)
        set_tip(item, f"{page.words}, {page.shortcut}")
        self._group.addButton(item, number)
        self._buttons[page] = item
        return item

    def set_wide(self, wide: bool) -> None:
        """Labels beside the icons where the window has room, else below them."""
        beside, under = (
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon,
            Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
        )
        self._style, self._wide = beside if wide else under, wide
        self._fit_height()

    def mark(self, page: Page[Any]) -> None:
        """Show which page is open; the page of a search stands on no rail."""
        self._group.setExclusive(page in self._buttons)
        for known, item in self._buttons.items():
            item.setChecked(known is page)
        one_stop(self._group)

    def take_focus(self) -> None:
        """Give the focus to the page that is open."""
        checked = self._group.checkedButton() or self._group.button(0)
        checked.setFocus(Qt.FocusReason.TabFocusReason)

    def has_focus(self) -> bool:
        """Whether somebody is walking along it."""
        return self.isAncestorOf(self.window().focusWidget() or self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is too low for the labels, icons alone; names stay for screen readers."""
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        room = (self.height() - space(2 * len(PAGES) + 16)) // len(PAGES)
        full = self._theme.px(42 if self._wide else 56)
        low = self.height() > 100 and room < full * 0.9
        self.setFixedWidth(self._theme.px(208 if self._wide else 52 if low else 92))
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if low else self._style
        for item in self._buttons.values():
            item.setToolButtonStyle(style)
            item.set_beside(self._wide and not low)
            item.setFixedHeight(max(24, min(full, room)) if self.height() > 100 else full)
        self._place_badge()

    def _place_badge(self) -> None:
        """At the upper right of the icon, whole; at the right of a name that stands beside its icon."""
        item, px = self._buttons[CHALLENGES], self._theme.px
        self._badge.adjustSize()
        room = self.maximumWidth() - space(2 * self.EDGE) - self._badge.width()
        if self._wide and item.toolButtonStyle() is self._style:
            self._badge.move(room - px(14), (item.minimumHeight() - self._badge.height()) // 2)
        else:
            self._badge.move(min((room + self._badge.width()) // 2 + px(4), room), px(2))

    def set_overdue(self, number: int) -> None:
        """The one count on the rail: overdue replies."""
        self._badge.setText(str(number))
        self._badge.setVisible(number > 0)
        self._place_badge()
        self._buttons[CHALLENGES].setAccessibleName(
            f"{CHALLENGES.words}, {number} replies overdue" if number else CHALLENGES.words
        )


class BusyLine(QWidget):
    """What is under way, how far it is, and Cancel. Shows nothing for work that is over in a moment."""

    EVERY, PATIENCE = 150, 2  # milliseconds between looks; looks before it shows

    def __init__(self, ops: OpRunner) -> None:
        super().__init__()
        self._ops, self._waited = ops, 0
        self._words = label("", "dense")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("How far it is")
        box = row(self._words, spacing=12, margins=(16, 4, 16, 4))
        box.addWidget(self._bar, 1)
        box.addWidget(button("Cancel", ops.cancel, small=True, hint="Esc"))
        self.setLayout(box)
        self.hide()
        ops.progressed.connect(self._show_step)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(self.EVERY)

    def _show_step(self, done: int, total: int, words: str) -> None:
        """An unknown total moves to and fro, unless nothing is to move."""
        self._words.setText(words)
        self._bar.setRange(0, total or int(motion.is_reduced()))
        self._bar.setValue(done if total else 0)

    def _look(self) -> None:
        self._waited = self._waited + 1 if self._ops.is_busy else 0
        shown = self._waited >= self.PATIENCE
        if shown and self.isHidden():
            announcer.say(self, self._words.text())
        self.setVisible(shown)


class Workspace(QWidget):
    """Everything around the pages. Pages are made on first visit."""

    def __init__(
        self,
        session: Session,
        lock: Callable[[], None],
        settings: Settings,
        change: Callable[[Settings], None],
    ) -> None:
        super().__init__()
        self.setObjectName("workspace")
        self.session = session
        self.page: Page[Any] = HOME
        self._lock, self.settings, self.change_settings = lock, settings, change
        self._panels: dict[Page[Any], Panel[Any]] = {}
        self._visited: list[Destination] = []
        self._stack = QStackedWidget()
        self.rail = Rail(session, lambda page: self.go(page.start, walking=self.rail.has_focus()))
        self.tour, self.sheet = _tour(self), RecoveryStrip(session, lambda: self.panel().begin())
        middle = column(BusyLine(session.ops), self.sheet, *filter(None, [self.tour]), spacing=0)
        middle.addWidget(self._stack, 1)
        body = row(self.rail, spacing=0)
        page = holder(middle)
        self.messages = MessageShelf(page, session.theme)
        body.addWidget(page, 1)
        outer = column(self._top_bar(), spacing=0)
        outer.addLayout(body, 1)
        outer.addWidget(self._status_bar())
        self.setLayout(outer)
        self.writing = WritingHelp(session, self)
        self._add_shortcuts()
        self._show_context()

    def _add_shortcuts(self) -> None:
        """The keys that lead somewhere."""
        ways = [(page.shortcut, page.start) for page in PAGES]
        for sequence, destination in (*ways, ("Ctrl+E", ToNewEvidence()), ("Ctrl+I", ToImport())):
            shortcut = QShortcut(QKeySequence(sequence), self)
            shortcut.activated.connect(lambda destination=destination: self.go(destination))

    def minimumSizeHint(self) -> QSize:
        """None: pages rearrange instead."""
        return QSize(0, 0)

    def _top_bar(self) -> QWidget:
        theme = self.session.theme
        self._name, self._cycle = Remark(role="strong"), Remark(role="caption")
        for words in (self._name, self._cycle):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.search = SearchField(theme)
        self.search.setMaximumWidth(theme.px(300))
        self.search.typed.connect(lambda words: _seek(self, words))
        self.search.entered.connect(lambda words: _seek(self, words, enter=True))
        self.search.went_down.connect(lambda: _to_results(self))
        self.search_button = self._tool("search", "Search this casefile", self.start_search)
        self.undo_button = self._tool("undo-2", "Undo", self.undo)
        self.redo_button = self._tool("redo-2", "Redo", self.redo)
        self.capture = button(
            "Capture evidence",
            lambda: self.go(ToNewEvidence()),
            theme=theme,
            kind="outline",
            icon="plus",
            hint="Ctrl+E",
        )
        lock = button("Lock", self._lock, theme=theme, icon="lock", hint="Ctrl+Shift+L")
        names = column(None, self._name, self._cycle, None, spacing=1)
        box = row(spacing=10, margins=(16, 0, 16, 0))
        box.addLayout(names, 3)
        box.addWidget(self.search, 3)
        for part in (self.search_button, self.undo_button, self.redo_button, self.capture, lock):
            box.addWidget(part)
        bar = holder(box, "topbar")
        bar.setFixedHeight(theme.px(52))
        return bar

    def _tool(self, icon: str, words: str, pressed: Callable[[], None]) -> QToolButton:
        made = QToolButton()
        made.setIcon(icons.icon(icon, self.session.theme.colour("text"), self.session.theme.px(18)))
        made.setIconSize(QSize(self.session.theme.px(18), self.session.theme.px(18)))
        made.setAccessibleName(words)
        made.clicked.connect(lambda: pressed())
        return made

    def _status_bar(self) -> QWidget:
        self._saved = label("", "caption")
        self._guidance = label("", "caption")
        theme = self.session.theme
        tick, shield = (icon_label(theme, icon, "text-2", 14) for icon in ("check", "shield-check"))
        self._saving = holder(row(tick, self._saved, spacing=4))
        self._saving.hide()  # until there is something to say
        box = row(self._saving, shield, label("Encrypted on this computer", "caption"), None, self._guidance,
                  spacing=10, margins=(16, 0, 14, 0))  # fmt: skip
        bar = holder(box, "statusbar")
        bar.setFixedHeight(theme.px(26))
        for part in (self._saved, self._guidance):
            part.setMinimumWidth(0)
        return bar

    def _show_context(self) -> None:
        context, theme = self.session.context, self.session.theme
        self._name.setText(context.partnership.name)
        self._cycle.setText(f"{context.cycle.name}: {period(context.cycle.starts, context.cycle.ends)}")
        framework = f"{context.framework.short_title}, {context.framework.version[:4]}"
        guidance = f"Guidance: {context.cycle.guidance}    Framework: {framework}"
        self._guidance.setText(f"{guidance}    Text {theme.zoom}%" if theme.zoom < 150 else f"Text {theme.zoom}%")
        undo, redo = self.session.casefile.labels()
        for part, word, said in ((self.undo_button, "Undo", undo), (self.redo_button, "Redo", redo)):
            part.setEnabled(bool(said))
            set_tip(part, f"{word}: {said}" if said else f"Nothing to {word.lower()}")
        self.sheet.refresh()
        from scrutineer.operations.queries.challenges import ChallengeFilter, count_challenges

        today = self.session.today()
        self.rail.set_overdue(count_challenges(self.session.casefile, ChallengeFilter(overdue_on=today)))

    def fit(self, width: int) -> None:
        """Follow the window's width."""
        self.rail.set_wide(width >= self.session.theme.px(1600))
        self.capture.setText("Capture evidence" if width >= self.session.theme.px(900) else "Capture")
        roomy = width >= self.session.theme.px(NARROW)
        self.search.setVisible(roomy)
        self.search_button.setVisible(not roomy)

    def panel(self) -> Panel[Any]:
        """The page that is open."""
        return self._panels[self.page]

    def destination(self) -> Destination:
        """Where one would go to see again what is shown now."""
        shown: Destination = self.panel().destination()
        return shown

    def go(self, destination: Destination, *, walking: bool = False) -> None:
        """Open what a destination names; where that is another page or tab, remember the way back. The focus goes to
        the page, unless somebody is walking along the rail or types what is sought."""
        left = self.destination() if self.page in self._panels else None
        if isinstance(destination, ToSearch):
            self.search.show_words(destination.words)
        self._open(destination).show_destination(destination)
        self.messages.place()
        place = _place_of(self.destination())
        moved = left is None or _place_of(left) is not place
        if left is not None and moved:
            self._visited.append(left)
        focused = self.window().focusWidget()
        opens = moved and destination == place.start
        begins = opens or not self.panel().isAncestorOf(focused or self)
        if begins and not walking and focused is not self.search:
            self.panel().begin()
        if opens:
            begin_at_top(self.panel())

    def _open(self, destination: Destination) -> Panel[Any]:
        """Open the page and tab of a destination, made on the first visit. What was typed on the page left is kept."""
        page = page_of(destination)
        if self.page in self._panels and page is not self.page:
            self.panel().keep_typed()
        if page not in self._panels:
            self._panels[page] = page.make(self.session, self)
            self._stack.addWidget(self._panels[page])
        self.page = page
        self.rail.mark(page)
        if self.tour is not None:
            self.tour.show_page(home=page is HOME)
        self._panels[page].turn_to(destination)
        self._stack.setCurrentWidget(self._panels[page])
        return self._panels[page]

    def back(self) -> None:
        """Show again what was left last; each place is gone back to once."""
        if self._visited:
            destination = self._visited.pop()
            panel = self._open(destination)
            if panel.destination() != destination:
                panel.show_destination(destination)

    def on_changed(self, kinds: frozenset[ChangeKind], words: str) -> None:
        """An operation ended: say so, and let each page read what it shows again."""
        before = self.session.context
        self.session.refresh()
        if kinds:
            self._saved.setText(f"Saved {self.session.casefile.clock.now().astimezone():%H:%M}")
            self._saving.show()
        with focus_kept(self.panel()):
            self._show_context()
            now = self.session.context
            if (now.scale, now.framework.id) != (before.scale, before.framework.id):
                self._drop(STEPS)
            self.writing.on_changed(kinds)
            for panel in self._panels.values():
                panel.on_changed(kinds)
        if words:
            self.show_message("ok", words, "", undo=bool(kinds))

    def _drop(self, page: Page[Any]) -> None:
        """Let a page go, to be made anew on its next visit, or at once where it is shown."""
        panel = self._panels.pop(page, None)
        if panel is None:
            return
        panel.keep_typed()
        self._stack.removeWidget(panel)
        panel.deleteLater()
        if self.page is page:
            self._open(panel.destination()).show_destination(panel.destination())

    def show_message(self, tone: str, fact: str, advice: str, undo: bool = False) -> None:
        """One message over the page, with the way back where there is one."""
        self.messages.tell(tone, fact, advice, self._way_back(fact) if undo else None)

    def _way_back(self, fact: str) -> QPushButton | None:
        """What takes back what was just done: undo, or redo after an undo."""
        if fact.startswith("Undo: "):
            return button("Redo, Ctrl+Y", self.redo, kind="link") if self.redo_button.isEnabled() else None
        return button("Undo, Ctrl+Z", self.undo, kind="link") if self.undo_button.isEnabled() else None

    def undo(self) -> None:
        """Undo what the button says. What is typed and not recorded is no part of it, and stays."""
        keep_all(self)
        self.session.run(do(casefiles.undo, promised=self.session.casefile.labels()[0]))

    def undo_by_key(self) -> None:
        """Ctrl+Z, where no field took it: in a field it ends at the field, and the casefile's undo is only offered."""
        if not isinstance(QApplication.focusWidget(), Field | Notes):
            self.undo()
            return
        undoable, _ = self.session.casefile.labels()
        if undoable:
            action = button(f"Undo “{undoable}”", self.undo, kind="link")
            self.messages.tell("info", "Nothing more to take back in this field.", "", action)
        else:
            self.messages.tell("info", "Nothing more to take back in this field, nor in the casefile.", "")

    def redo(self) -> None:
        """Redo what was undone last."""
        self.session.run(do(casefiles.redo))

    def start_search(self) -> None:
        """Search: the page's own field, else the one in the top bar."""
        if self.panel().start_search():
            return
        if self.search.isVisible():
            self.search.setFocus()
            self.search.selectAll()
        else:
            self.go(ToSearch(self.search.text()))
            self.panel().start_search()

    def escape(self) -> None:
        """Cancel what is under way, else take the message away."""
        if self.session.ops.is_busy:
            self.session.ops.cancel()
            return
        if not self.panel().leave():
            self.messages.dismiss()

    def next_region(self, way: int) -> None:
        """Move the focus between rail, regions of the page and top bar; one with nothing to do is passed."""
        regions = [self.rail, self.sheet, *filter(None, [self.tour]), *self.panel().regions(), self.search]
        focused = QApplication.focusWidget()
        held = [n for n, part in enumerate(regions)
                if focused is not None and (part is focused or part.isAncestorOf(focused))]  # fmt: skip
        place = held[-1] if held else 0
        for step in range(1, len(regions) + 1):
            region = regions[(place + way * step) % len(regions)]
            if region is self.rail:
                self.rail.take_focus()
                return
            if take_focus_in(region):
                return

    def help(self) -> None:
        """The guide at the part about what is shown, with the keys of it."""
        from scrutineer.ui.dialogs.guide import open_guide  # made when it is first asked for

        shown = _place_of(self.destination())
        open_guide(self.window(), self.session.theme, self.session.ops, shown.words, shown.help)

    def keep_typed(self) -> None:
        """Keep what was typed anywhere."""
        for panel in self._panels.values():
            panel.keep_typed()


def _tour(workspace: Workspace) -> TourStrip | None:
    """The tour, in the worked example alone; the focus stays on it while the pages change."""
    if workspace.session.context.partnership.name != EXAMPLE:
        return None
    return TourStrip(
        workspace.settings.tour, lambda place: workspace.go(place, walking=True),
        lambda stop: workspace.change_settings(replace(workspace.settings, tour=stop)),
    )  # fmt: skip


def _place_of(destination: Destination) -> Page[Any] | Tab[Any]:
    """The page that shows a destination, or the tab of it."""
    page = page_of(destination)
    return page.tab_of(destination) or page


def _seek(workspace: Workspace, words: str, *, enter: bool = False) -> None:
    """What is typed is sought as one types, and Enter leads on to what is found; no words open no page."""
    if words.strip() or workspace.page is SEARCH:
        workspace.go(ToSearch(words))
        if enter:
            _to_results(workspace)


def _to_results(workspace: Workspace) -> None:
    from scrutineer.ui.panels.search import SearchPanel  # the first page stands without it

    panel = workspace.panel()
    if isinstance(panel, SearchPanel):
        panel.to_results()
