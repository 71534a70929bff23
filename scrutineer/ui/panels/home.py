"""Home: where scrutiny stands."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from scrutineer.domain.changes import EVERYTHING, ChangeKind
from scrutineer.domain.dates import long_date
from scrutineer.domain.drafts import Draft
from scrutineer.domain.partnership import month_of
from scrutineer.operations import casefiles
from scrutineer.operations.queries.backups import BackupLine, backup_line
from scrutineer.operations.queries.home import HomeReader, HomeView, SinceLastCycle
from scrutineer.ui.destinations import ToHome, ToNewChallenge, ToYears
from scrutineer.ui.kit.basic import Card, button, clear, column, holder, label, row, scroll
from scrutineer.ui.kit.marks import icon_label
from scrutineer.ui.kit.scrolling import NO_LIMIT
from scrutineer.ui.ops import do
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.attention_list import AttentionList
from scrutineer.ui.parts.step_card import StepCardButton
from scrutineer.ui.session import Session
from scrutineer.ui.theme import space

if TYPE_CHECKING:
    from scrutineer.ui.parts.home_pictures import HomePictures


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
        self._back_up = button("Back up now", lambda: session.run(do(casefiles.back_up)))
        self._back_up.hide()
        head.addWidget(self._back_up, 0, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(capture, 0, Qt.AlignmentFlag.AlignBottom)
        self._attention_card = Card("Needs attention", margins=(1, 0, 1, 1))
        self._attention = AttentionList(session)
        self._attention.draft_chosen.connect(self._take_up)
        self._attention_card.body.addWidget(self._attention, 1)
        self._attention_card.body.addLayout(row(self._attention.more, None, margins=(6, 0, 6, 0)))
        self._inner = QWidget()
        self._inner.setObjectName("page")
        self._box = QGridLayout(self._inner)
        self._box.setContentsMargins(space(24), space(16), space(24), space(14))
        self._box.setSpacing(space(14))
        self._head, self._left = holder(head), holder(self._cards)
        self._bottom = holder(self._strip)
        self._pictures: HomePictures | None = None
        outer = column(scroll(self._inner), spacing=0)
        self.setLayout(outer)
        self._columns, self._roomy = 0, False
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
        self._back_up.setVisible(line.warns)
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
        self._show_attention(view)
        if before is None or context != session.context or not self._columns:
            self._columns = 0
            self._arrange()
        else:
            self._show_changed(before, view)
        self._show_day(view)
        self._show_pictures(view)

    def _show_day(self, view: HomeView) -> None:
        """The day and the month of the cycle; what was gathered too, where pictures stand in the place of its card."""
        today = self.session.today()
        words = f"{today:%A} {long_date(today)}, {month_of(self.session.context.cycle, today)}"
        gathered = "; ".join(f"{number} {of}{more and f', {more}'}" for number, of, more in _gathered(view))
        self._subtitle.setText(f"{words}. Gathered: {gathered}." if self._is_pictured() else words)

    def _show_pictures(self, view: HomeView) -> None:
        """Read only where they are seen."""
        if self._roomy and self._pictures is not None:
            self._pictures.show(view.cards)

    def _is_pictured(self) -> bool:
        """Whether the steps are drawn in two cycles."""
        return self._roomy and self.session.context.previous_cycle is not None

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
        if (columns, roomy) == (self._columns, self._roomy):
            return
        self._columns, self._roomy = columns, roomy
        self._place_cards(self._view, columns)
        self._place_strip(self._view)
        self._place_parts(beside=columns == 3)
        self._show_day(self._view)
        self._show_pictures(self._view)

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
        if self._roomy and self._pictures is None:
            from scrutineer.ui.parts.home_pictures import HomePictures  # where they have room, and not before

            self._pictures = HomePictures(self.session, self._bottom)
        drawn = (self._pictures.year, self._pictures.steps) if self._pictures is not None else ()
        for part in drawn:
            self._strip.removeWidget(part)
            part.hide()
        clear(self._strip)
        if self._pictures is not None and self._roomy:
            self._strip.addWidget(self._pictures.year, 5)
            self._pictures.year.show()
        if self._pictures is not None and self._is_pictured():
            self._strip.addWidget(self._pictures.steps, 7)
            self._pictures.steps.show()
        else:
            self._strip.addWidget(self._gathered_card(view), 2)
        if not self._roomy:
            self._strip.addWidget(self._since(view), 5)

    def _gathered_card(self, view: HomeView) -> Card:
        card = Card("Gathered")
        for number, words, more in _gathered(view):
            count = label(str(number), "strong")
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
        grid.addWidget(icon_label(self.session.theme, name, tone, 14), number, 0)
        grid.addWidget(label(moved.said, role), number, 1)
        words = label(f"{moved.step.number} {moved.step.label}: {moved.detail}", "dense", wrap=True)
        grid.addWidget(words, number, 2)


def _gathered(view: HomeView) -> tuple[tuple[int, str, str], ...]:
    """What was taken in and put: how many of what, and what more there is to say."""
    linked = f"{view.unlinked} not yet linked" if view.unlinked else "all linked" if view.evidence else ""
    return (
        (view.evidence, "item of evidence" if view.evidence == 1 else "items of evidence", linked),
        (view.returns, "return taken in" if view.returns == 1 else "returns taken in", ""),
        (view.open_challenges, "challenge open" if view.open_challenges == 1 else "challenges open", ""),
    )
