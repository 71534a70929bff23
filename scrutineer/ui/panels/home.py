"""Home: where scrutiny stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from scrutineer.domain.changes import EVERYTHING, ChangeKind
from scrutineer.domain.dates import long_date, short_date
from scrutineer.domain.drafts import Draft
from scrutineer.domain.judgement import Direction
from scrutineer.operations.queries.attention import Attention, AttentionGroup, FirstStep
from scrutineer.operations.queries.backups import BackupLine, backup_line
from scrutineer.operations.queries.home import HomeReader, HomeView, SinceLastCycle, StepCard
from scrutineer.ui import icons
from scrutineer.ui.destinations import (
    Destination,
    ToHome,
    ToLine,
    ToNewChallenge,
    ToYears,
    destination_of,
)
from scrutineer.ui.kit.basic import Card, LevelPill, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.lists import ICON_NAME, ICON_TONE, SECOND_LINE, TONE, VALUE, RowDelegate
from scrutineer.ui.kit.marks import StrengthBars
from scrutineer.ui.kit.paint import look_of
from scrutineer.ui.kit.scrolling import NO_LIMIT, ListOfAPage
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.six_steps_card import SixStepsCard
from scrutineer.ui.session import Session
from scrutineer.ui.theme import Theme, space

DIRECTION_ICONS = {
    Direction.IMPROVING: "arrow-up-right",
    Direction.STEADY: "arrow-right",
    Direction.DECLINING: "arrow-down-right",
    Direction.FIRST_LOOK: "circle-dot",
}
_LOOKS = {
    AttentionGroup.OVERDUE: ("clock", "danger"), AttentionGroup.YOUR_MOVE: ("message-square-warning", "text-2"),
    AttentionGroup.THIN: ("triangle-alert", "warn"), AttentionGroup.SET_ASIDE: ("inbox", "text-2"),
    AttentionGroup.REVIEW: ("file-text", "text-2"), AttentionGroup.LATE: ("inbox", "danger"),
    AttentionGroup.AGEING: ("history", "text-2"), AttentionGroup.UNPLACED: ("link", "text-2"),
}  # fmt: skip
"""The icon of each group, and its tone."""


def picture(theme: Theme, name: str, tone: str = "text", size: int = 16) -> QWidget:
    """An icon as a label."""
    made = label("")
    made.setPixmap(icons.pixmap(name, theme.colour(tone).name(), theme.px(size), made.devicePixelRatioF()))
    return made


class StepCardButton(QPushButton):
    """One step at a glance; pressing it opens the step."""

    def __init__(self, session: Session, card: StepCard) -> None:
        super().__init__()
        self._session, self._theme = session, session.theme
        self.setProperty("kind", "step")
        self.setAutoDefault(True)
        self._box = column(spacing=9, margins=(15, 12, 15, 12))
        self.setLayout(self._box)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        self.clicked.connect(lambda: session.go(ToLine(self.card.step.target)))
        self.show_card(card)

    def show_card(self, card: StepCard) -> None:
        """Show a step as it stands; the button itself, its focus and its place stay."""
        self.card = card
        clear(self._box)
        theme, context, box = self._theme, self._session.context, self._box
        head = row(
            label(card.step.number, "muted"),
            label(card.step.label, "step"),
            None,
            picture(theme, "chevron-right", "text-2"),
        )
        pill = LevelPill(theme, look_of(context.scale, card.level), context.scale.word(card.level), tall=True)
        box.addLayout(head)
        box.addWidget(pill)
        box.addLayout(self._facts(card))
        self._said = self._first_sentences(card)
        box.addWidget(self._said)
        box.addStretch(1)
        self._show_sentences()
        self.setAccessibleName(self._spoken(card, context.scale.word(card.level)))

    def hasHeightForWidth(self) -> bool:
        """The first sentences take room that is there and ask for none: else Home would stay as tall as it once was."""
        return False

    def sizeHint(self) -> QSize:
        """As large as what it holds."""
        return self._box.sizeHint()

    def event(self, event: QEvent) -> bool:
        """A style sheet's minimum would win over the hint, so the layout's own is set whenever it changes."""
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            spare = self._said.height() + self._box.spacing() if self._said.isVisible() else 0
            self.setMinimumHeight(max(space(80), self._box.minimumSize().height() - spare))
        return super().event(event)

    def _first_sentences(self, card: StepCard) -> QLabel:
        """The judgement's first two sentences, for cards with room to spare."""
        said = label(" ".join(re.split(r"(?<=[.?]) ", card.narrative)[:2]), "small", wrap=True)
        said.hide()
        return said

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the sentences where there is room."""
        super().resizeEvent(event)
        self._show_sentences()

    def _show_sentences(self) -> None:
        self._said.setVisible(bool(self._said.text()) and self.height() > self._theme.px(236))

    def _facts(self, card: StepCard) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(space(8))
        grid.setVerticalSpacing(self._theme.px(5))
        grid.setColumnMinimumWidth(0, self._theme.px(112))
        grid.setColumnStretch(1, 1)
        facts = (
            ("Evidence", self._evidence(card)),
            ("Direction", self._direction(card)),
            ("Open challenges", self._challenges(card)),
            ("Last touched", _plain(short_date(card.touched) if card.touched else "Never")),
        )
        for number, (words, value) in enumerate(facts):
            grid.addWidget(label(words, "muted"), number, 0)
            grid.addLayout(value, number, 1)
        return grid

    def _evidence(self, card: StepCard) -> QHBoxLayout:
        if card.strength is None:
            return _plain(f"{card.linked} not yet weighed" if card.linked else "None yet", "muted")
        return row(StrengthBars(self._theme, card.strength), label(card.strength.value.capitalize()), None, spacing=5)

    def _direction(self, card: StepCard) -> QHBoxLayout:
        if card.direction is None:
            return _plain("Not looked at yet", "muted")
        icon = picture(self._theme, DIRECTION_ICONS[card.direction], size=15)
        return row(icon, label(card.direction.value.capitalize()), None, spacing=5)

    def _challenges(self, card: StepCard) -> QHBoxLayout:
        if not card.open_challenges:
            return _plain("None")
        box = row(label(str(card.open_challenges)), spacing=5)
        if card.overdue:
            box.addWidget(picture(self._theme, "clock", "danger", 14))
            box.addWidget(label(f"{card.overdue} overdue", "danger"))
        box.addStretch(1)
        return box

    @staticmethod
    def _spoken(card: StepCard, word: str) -> str:
        strength = f"evidence {card.strength.value}" if card.strength else "evidence not weighed"
        direction = card.direction.value if card.direction else "not looked at yet"
        challenges = f"{card.open_challenges} open challenges, {card.overdue} overdue"
        return f"Step {card.step.number}, {card.step.label}, {word}, {strength}, {direction}, {challenges}"


def _plain(words: str, role: str = "dense") -> QHBoxLayout:
    return row(label(words, role), None)


_Row = Attention | AttentionGroup | FirstStep | Draft | str


class AttentionList(ListOfAPage):
    """What needs attention, grouped; Enter or a click opens it."""

    draft_chosen = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._items = QStandardItemModel(self)
        self._shown: list[_Row] = []
        self.setModel(self._items)
        self._delegate = RowDelegate(session.theme, 27, bold=True, two_lines=50)
        self.setItemDelegate(self._delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName("Needs attention")
        self.setMinimumHeight(session.theme.px(220))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._open)
        self.activated.connect(self._open)

    def show_items(self, view: HomeView, drafts: Sequence[Draft]) -> None:
        """Show these, with a heading where the group changes. Rows that stand already are left where they are."""
        rows: list[_Row] = ["Typed and not recorded yet", *drafts] if drafts else []
        rows += ["To begin", *view.beginnings] if view.beginnings else []
        attention = view.attention
        for place, thing in enumerate(attention):
            if not place or thing.group is not attention[place - 1].group:
                rows.append(thing.group)
            rows.append(thing)
        before, self._shown = self._shown, rows
        self.forget_height()
        start = _alike(before, rows)
        ending = _alike(before[start:][::-1], rows[start:][::-1])
        self._items.removeRows(start, len(before) - ending - start)
        for place in range(start, len(rows) - ending):
            self._items.insertRow(place, self._item(rows[place]))

    def _draft(self, draft: Draft) -> QStandardItem:
        said = f"Kept {self._session.kept_at(draft)}"
        item = QStandardItem(draft.title)
        for value, role in (
            (said, SECOND_LINE), ("pencil", ICON_NAME), ("text", TONE), ("warn", ICON_TONE),
            (draft, VALUE), (f"{draft.title}, {said}", Qt.ItemDataRole.AccessibleTextRole),
        ):  # fmt: skip
            item.setData(value, role)
        return item

    @staticmethod
    def _beginning(step: FirstStep) -> QStandardItem:
        item = QStandardItem(step.text)
        icon, tone, said = ("circle-check", "ok", "done") if step.done else ("circle-dot", "text-2", "to do")
        for value, role in (
            (step.detail, SECOND_LINE), (icon, ICON_NAME), ("text-2" if step.done else "text", TONE),
            (tone, ICON_TONE), (destination_of(step.about), VALUE),
            (f"{step.text}, {said}, {step.detail}", Qt.ItemDataRole.AccessibleTextRole),
        ):  # fmt: skip
            item.setData(value, role)
        return item

    def _item(self, thing: _Row) -> QStandardItem:
        if isinstance(thing, Draft):
            return self._draft(thing)
        if isinstance(thing, FirstStep):
            return self._beginning(thing)
        if isinstance(thing, AttentionGroup | str):
            heading = QStandardItem(thing.value if isinstance(thing, AttentionGroup) else thing)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setData("text-2", TONE)
            return heading
        item = QStandardItem(thing.text)
        item.setData(thing.detail, SECOND_LINE)
        icon, tone = _LOOKS[thing.group]
        item.setData(icon, ICON_NAME)
        item.setData("text", TONE)
        item.setData(tone, ICON_TONE)
        item.setData(destination_of(thing.about), VALUE)
        item.setData(f"{thing.text}, {thing.detail}", Qt.ItemDataRole.AccessibleTextRole)
        return item

    def _open(self, index: QModelIndex) -> None:
        wanted: Destination | Draft | None = index.data(VALUE)
        if isinstance(wanted, Draft):
            self.draft_chosen.emit(wanted)
        elif wanted is not None:
            self._session.go(wanted)


def _alike(shown: Sequence[object], wanted: Sequence[object]) -> int:
    """How many rows are the same from the start."""
    pairs = zip(shown, wanted, strict=False)
    return next((number for number, (row, same) in enumerate(pairs) if row != same), min(len(shown), len(wanted)))


class HomePanel(Panel[ToHome]):
    """Six step cards, what needs attention, what was gathered, what changed since the last cycle."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        theme = session.theme
        self._subtitle = label("", "muted")
        self.backup = label("", "muted", wrap=True)
        heading = column(label("Where scrutiny stands", "title"), self._subtitle, self.backup, spacing=2)
        capture = button(
            "New challenge",
            lambda: session.go(ToNewChallenge()),
            theme=theme,
            icon="message-square-warning",
        )
        self._cards = QGridLayout()
        self._cards.setSpacing(space(14))
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._strip = row(spacing=14)
        head = row()
        head.addLayout(heading, 1)
        head.addWidget(capture, 0, Qt.AlignmentFlag.AlignBottom)
        self._attention_card = Card("Needs attention", margins=(1, 0, 1, 1))
        self._attention = AttentionList(session)
        self._attention.draft_chosen.connect(self._take_up)
        self._attention_card.body.addWidget(self._attention)
        self._inner = QWidget()
        self._inner.setObjectName("page")
        self._box = QGridLayout(self._inner)
        self._box.setContentsMargins(space(24), space(16), space(24), space(14))
        self._box.setSpacing(space(14))
        self._head, self._left = holder(head), holder(self._cards)
        self._bottom = holder(self._strip)
        years = button("Year on year", lambda: session.go(ToYears()), kind="link", small=True)
        self._picture = SixStepsCard(theme, years, tight=True)
        self._picture.setParent(self._bottom)
        self._picture.hide()
        outer = column(scroll(self._inner), spacing=0)
        self.setLayout(outer)
        self._columns, self._pictured = 0, False
        self._reader = HomeReader(session.casefile)
        self._changed: frozenset[ChangeKind] = EVERYTHING
        self._view: HomeView | None = None
        self._steps: list[StepCardButton] = []
        self._context = session.context

    def on_changed(self, kinds: frozenset[ChangeKind]) -> None:
        """Something changed: remember of which kind, so that no more is read again than that can touch."""
        self._changed |= kinds
        super().on_changed(kinds)
        if self.isVisible():
            self._read_backup()

    def _read_backup(self) -> None:
        path, today = self.session.casefile.path, self.session.today()
        self.session.ops.look(partial(backup_line, path, today), self._show_backup)

    def _show_backup(self, line: BackupLine) -> None:
        """How the casefile stands with its backups."""
        self.backup.setText(line.text)
        role = "warn" if line.warns else "muted"
        if self.backup.property("role") != role:
            self.backup.setProperty("role", role)
            self.backup.style().polish(self.backup)

    def refresh(self) -> None:
        """Read Home again, and make anew the parts that say something else than before."""
        session, today = self.session, self.session.today()
        before, context = self._view, self._context
        self._view = view = self._reader.read(session.context, today, self._changed)
        self._changed, self._context = frozenset(), session.context
        month = (
            (today.year - session.context.cycle.starts.year) * 12 + today.month - session.context.cycle.starts.month + 1
        )
        self._subtitle.setText(f"{today:%A} {long_date(today)}, month {month} of {session.context.cycle.name}")
        self._show_attention(view)
        if before is None or context != session.context or not self._columns:
            self._columns = 0
            self._arrange()
        else:
            self._show_changed(before, view)

    def showEvent(self, event: QShowEvent) -> None:
        """What was kept on other pages, and a backup, is no change of the casefile, and is shown all the same."""
        super().showEvent(event)
        self._read_backup()
        self._show_drafts()

    def _show_attention(self, view: HomeView) -> None:
        drafts = sorted(self.session.drafts.values(), key=lambda draft: draft.kept, reverse=True)
        self._attention.show_items(view, drafts)
        to_do = sum(not step.done for step in view.beginnings)
        number = len(view.attention) + len(drafts) + to_do
        title = "What to do next" if to_do else "Needs attention" if number else "Nothing is due or waits for you"
        self._attention_card.title.setText(f"{title}   {number}" if number else title)

    def _take_up(self, draft: Draft) -> None:
        """Where what was typed is shown again, or itself."""
        from scrutineer.ui.dialogs.typed_text import take_up

        take_up(self, self.session, draft, self._show_drafts)

    def _show_drafts(self) -> None:
        if self._view is not None:
            self._show_attention(self._view)

    def _show_changed(self, before: HomeView, view: HomeView) -> None:
        """Show anew the cards that changed, and the strip below where that did."""
        for step, card in zip(self._steps, view.cards, strict=True):
            if step.card != card:
                step.show_card(card)
        if replace(before, cards=(), attention=()) != replace(view, cards=(), attention=()):
            self._place_strip(view)

    def destination(self) -> ToHome:
        """Home is always shown whole."""
        return ToHome()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Three columns of cards, two or one, by the width at this text size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._view is None:
            return
        width = self.width() * 100 / self.session.theme.zoom
        columns = 3 if width >= 1000 else 2 if width >= 760 else 1
        roomy = width >= 1500 and self.height() * 100 / self.session.theme.zoom >= 900
        pictured = roomy and self.session.context.previous_cycle is not None
        if (columns, pictured) == (self._columns, self._pictured):
            return
        self._columns, self._pictured = columns, pictured
        self._place_cards(self._view, columns)
        self._place_strip(self._view)
        self._place_parts(beside=columns == 3)

    def _place_parts(self, beside: bool) -> None:
        for part in (self._head, self._left, self._bottom, self._attention_card):
            self._box.removeWidget(part)
        wide = self.width() >= 1500
        width = self.session.theme.px(432 if wide else 336)
        self._attention_card.setMinimumWidth(width if beside else 0)
        self._attention_card.setMaximumWidth(width if beside else NO_LIMIT)
        span = 2 if beside else 1
        self._box.addWidget(self._head, 0, 0, 1, span)
        self._box.addWidget(self._left, 1, 0)
        self._box.addWidget(self._bottom, 2, 0)
        self._box.addWidget(self._attention_card, *((1, 1, 2, 1) if beside else (3, 0, 1, 1)))
        self._box.setRowStretch(1, 1)

    def _place_cards(self, view: HomeView, columns: int) -> None:
        clear(self._cards)
        for number in range(3):
            self._cards.setColumnStretch(number, 1 if number < columns else 0)
        self._steps = [StepCardButton(self.session, card) for card in view.cards]
        for number, step in enumerate(self._steps):
            step.setMaximumHeight(self.session.theme.px(340))
            self._cards.addWidget(step, number // columns, number % columns)
        for number in range(7):  # cards share the height up to theirs, and what is left stays below them
            self._cards.setRowStretch(number, 1000 if number * columns < len(self._steps) else 1)

    def _place_strip(self, view: HomeView) -> None:
        self._strip.removeWidget(self._picture)  # it stays as it is looked at, drawn or as a table
        clear(self._strip)
        self._strip.addWidget(self._gathered(view), 2)
        self._strip.addWidget(self._picture if self._pictured else self._since(view), 5)
        self._picture.setVisible(self._pictured)
        if self._pictured:
            self._picture.show_picture(view.picture)

    def _gathered(self, view: HomeView) -> Card:
        card = Card("Gathered")
        lines = (
            (
                str(view.evidence),
                "item of evidence" if view.evidence == 1 else "items of evidence",
                f"{view.unlinked} not yet linked" if view.unlinked else "all linked" if view.evidence else "",
            ),
            (str(view.returns), "return taken in" if view.returns == 1 else "returns taken in", ""),
            (str(view.open_challenges), "challenge open" if view.open_challenges == 1 else "challenges open", ""),
        )
        for number, words, more in lines:
            count = label(number, "strong")
            count.setMinimumWidth(self.session.theme.px(28))
            card.body.addLayout(row(count, label(words), None, label(more, "small")))
        card.body.addStretch(1)
        return card

    def _since(self, view: HomeView) -> Card:
        before = self.session.context.previous_cycle
        session = self.session
        more = button("Year on year", lambda: session.go(ToYears()), kind="link")
        extra = (label(f"to {long_date(before.ends)}", "small"), more) if before else ()
        card = Card("Since last cycle", *extra)
        if not view.moved:
            card.body.addWidget(
                label("This is the first cycle: there is nothing to compare with yet.", "muted", wrap=True)
            )
        grid = QGridLayout()
        grid.setVerticalSpacing(self.session.theme.px(3))
        for number, moved in enumerate(view.moved):
            self._moved_row(grid, number, moved)
        grid.setColumnStretch(2, 1)
        card.body.addLayout(grid)
        card.body.addStretch(1)
        return card

    def _moved_row(self, grid: QGridLayout, number: int, moved: SinceLastCycle) -> None:
        way = moved.said.split()[0]
        name, tone, role = {
            "Up": ("arrow-up-right", "ok", "ok"),
            "Down": ("arrow-down-right", "danger", "danger"),
            "Same": ("arrow-right", "text-2", "muted"),
        }.get(way, ("minus", "text-2", "muted"))
        grid.addWidget(picture(self.session.theme, name, tone, 14), number, 0)
        grid.addWidget(label(moved.said, role), number, 1)
        words = label(f"{moved.step.number} {moved.step.label}: {moved.detail}", "dense", wrap=True)
        grid.addWidget(words, number, 2)
