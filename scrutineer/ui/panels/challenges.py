"""Challenges: the log with age, and one challenge's life beside it."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from scrutineer.domain.challenge import Challenge, Status
from scrutineer.domain.changes import ChangeKind
from scrutineer.domain.ids import ChallengeId, TargetId
from scrutineer.domain.words import counted
from scrutineer.operations.queries.challenges import (
    challenge_ids,
    challenges_by_id,
    count_challenges,
    life_of,
    oldest_raised,
)
from scrutineer.ui.destinations import (
    ChallengesPlace,
    ToChallenge,
    ToChallenges,
    ToMeeting,
    ToNewChallenge,
    ToReports,
)
from scrutineer.ui.kit.afterwards import Afterwards
from scrutineer.ui.kit.basic import EmptyState, button, carded, column, holder, label, scroll
from scrutineer.ui.kit.chosen_rows import ChosenRows
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.focus_order import take_focus_in
from scrutineer.ui.kit.panes import Panes
from scrutineer.ui.kit.row_menu import RowMenu
from scrutineer.ui.kit.tables import Pages, Register
from scrutineer.ui.panels.base import Panel
from scrutineer.ui.parts.ages_card import AgesCard
from scrutineer.ui.parts.carried_card import CarriedCard
from scrutineer.ui.parts.challenge_acts import ChallengeActs
from scrutineer.ui.parts.challenge_board import ChallengeBoard
from scrutineer.ui.parts.challenge_details import ChallengeDetails
from scrutineer.ui.parts.challenge_filters import ChallengeFilters, LogPart
from scrutineer.ui.parts.challenge_form import ChallengeForm
from scrutineer.ui.parts.challenge_letter_acts import ask_for_letters, save_log
from scrutineer.ui.parts.challenge_rows import AgeDelegate, challenge_columns
from scrutineer.ui.parts.several_challenges import SeveralChallenges
from scrutineer.ui.session import Session


class ChallengesPanel(Panel[ChallengesPlace]):
    """The log, filtered; the life of the one chosen, or the form for a new one."""

    shows = frozenset(
        {
            ChangeKind.CHALLENGE, ChangeKind.LINK, ChangeKind.EVIDENCE, ChangeKind.PARTNERSHIP, ChangeKind.FRAMEWORK,
            ChangeKind.LEARNING,
        }
    )  # fmt: skip

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._beside = Afterwards(self, self._show_life)  # a life costs more than the rows of the log
        self.log = Register(session.theme, challenge_columns(session), name="Challenges", height=57)
        self._age = AgeDelegate(session)
        self.log.setItemDelegateForColumn(3, self._age)
        self.chosen: ChosenRows[ChallengeId] = ChosenRows(self.log, self._show_life)
        self.log.setMinimumHeight(session.theme.px(150))
        self.details = ChallengeDetails(session, self._reword)
        acts = ChallengeActs(
            session, self.chosen.keys, open_it=self._open_chosen, link=self.link, reword=self.details.reword,
            letter=lambda kind: ask_for_letters(self, session, self.chosen.keys(), kind),
        )  # fmt: skip
        self._menu = RowMenu(self.log, acts)
        self._form: ChallengeForm | None = None
        self._side = QStackedWidget()
        self._several: SeveralChallenges | None = None
        self._side.addWidget(self.details)
        left = scroll(holder(self._left()))
        self._panes = Panes(session.theme, [("Log", left, 0), ("Challenge", self._side, 412)])
        self.setLayout(column(self._panes, spacing=0))
        self._wanted: ChallengeId | None = None
        self._is_board = False
        self._begun: ToNewChallenge | None = None

    @property
    def form(self) -> ChallengeForm:
        """The form for a challenge, made when one is first written or reworded."""
        if self._form is None:
            self._form = ChallengeForm(self.session, self._raised, self._show_details)
            self._side.addWidget(self._form)
            self._form.refresh()
        return self._form

    @property
    def several(self) -> SeveralChallenges:
        """What can be done to several challenges, made when several are first chosen."""
        if self._several is None:
            self._several = SeveralChallenges(self.session, self.chosen.clear)
            self._side.addWidget(self._several)
        return self._several

    def _left(self) -> QVBoxLayout:
        theme = self.session.theme
        self._said = label("", "muted")
        self._report = button(
            "Challenge report", lambda: self.session.go(ToReports("challenges")), theme=theme, icon="file-output"
        )
        self._new = button("New challenge", self.new, theme=theme, kind="primary", icon="plus", hint="Ctrl+N")
        hold = button("Meeting", lambda: self.session.go(ToMeeting()), theme=theme, icon="users")
        head = flow(label("Challenges", "title"), self._said, None, hold, self._report, self._new, spacing=10)
        self.filters = ChallengeFilters(self.session, self._beside.following(self._show_log))
        self.board = ChallengeBoard(self.session, self._bring, self._list_those)
        self.board.hide()
        self._as_board = button("As a board", self.turn_board, kind="link", small=True)
        self._save = button(
            "Save the log", lambda: save_log(self, self.session, self.filters.agency.value()), kind="link", small=True
        )
        box = column(spacing=10, margins=(16, 14, 16, 14))
        box.addWidget(head)
        self._act = button("", self._open_chosen, kind="link")
        self._act.hide()
        self.ages = AgesCard(self.session)
        filters = self.filters
        box.addWidget(
            flow(
                self.filters.which,
                filters.step,
                filters.agency,
                filters.turn,
                self.ages.turn,
                self._as_board,
                self._save,
                None,
                self._act,
            )
        )
        box.addWidget(filters.more)
        box.addWidget(filters.chips)
        self.carried = CarriedCard(self.session)
        box.addWidget(self.carried)
        box.addWidget(self.ages)
        self._carded = carded(self.log)
        box.addWidget(self._carded, 1)
        box.addWidget(self.board, 1)
        first = button("Raise the first challenge", self.new, kind="primary")
        sentence = (
            "A challenge is one open question put to an agency or the partnership, "
            "followed until something changes for children."
        )
        self._empty = EmptyState(theme, "message-square-warning", "No challenges yet", sentence, first)
        box.addWidget(self._empty, 1)
        return box

    def refresh(self) -> None:
        """Read the log again."""
        if self._form is not None:
            self._form.refresh()
        self.filters.refresh()
        self._show_log()
        self._show_life()

    def _show_log(self) -> None:
        self.filters.show_chips()
        self.carried.show_part(is_carried=self.filters.which.value() is LogPart.CARRIED)
        casefile, today = self.session.casefile, self.session.today()
        counts = {which: count_challenges(casefile, self.filters.part(which)) for which in LogPart}
        for number, (which, count) in enumerate(counts.items()):
            self.filters.which.set_words(number, f"{which.value} {count}")
        any_at_all = bool(counts[LogPart.OPEN] or counts[LogPart.CLOSED])
        late = counts[LogPart.OVERDUE]
        said = f"{counts[LogPart.OPEN]} open, {late} {'reply' if late == 1 else 'replies'} overdue"
        self._said.setText(said if any_at_all else "")
        self._empty.setVisible(not any_at_all)
        for part in (self._new, self._report, self._save, self._as_board):
            part.setVisible(any_at_all)
        self._carded.setVisible(any_at_all and not self._is_board)
        self.board.setVisible(any_at_all and self._is_board)
        oldest, asked_for = oldest_raised(casefile), self.filters.asked_for()
        self._age.longest = max(1, (today - oldest).days) if oldest else 1
        pages = Pages(
            lambda order: challenge_ids(casefile, asked_for, today=today, order=order),
            lambda ids: challenges_by_id(casefile, ids),
        )
        wanted, self._wanted = self._wanted, None
        with self.chosen.kept(wanted=wanted):
            self.log.show_pages(pages, wanted)
        self.ages.show_those(asked_for if self.log.rows_model.rowCount() and not self._is_board else None)
        if self._is_board:
            self.board.show_those(asked_for)

    def turn_board(self) -> None:
        """Look at the same challenges as a board, or as a list again."""
        self._is_board = not self._is_board
        self._as_board.setText("As a list" if self._is_board else "As a board")
        self._show_log()
        self._show_life()

    def _list_those(self, statuses: frozenset[Status]) -> None:
        """The list of one column of the board."""
        self.turn_board()
        if len(statuses) == 1:
            self.filters.choose_status(next(iter(statuses)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a high window the ages are drawn."""
        super().resizeEvent(event)
        self.ages.fit(self.height())

    def _chosen(self) -> ChallengeId | None:
        chosen: ChallengeId | None = self.log.rows_model.key_at(self.log.currentIndex())
        return chosen

    def _show_life(self) -> None:
        """The life of the challenge chosen, or what can be done to several; what is being written stays in sight."""
        several, chosen = self.chosen.keys(), self._chosen()
        if len(several) > 1:
            self.several.show_challenges(several)
        else:
            self.details.show_life(life_of(self.session.casefile, chosen) if chosen is not None else None)
        if self._side.currentWidget() is not self._form:
            self._side.setCurrentWidget(self.several if len(several) > 1 else self.details)
        self._act.setText(f"{counted(len(several), 'challenge')} chosen: chase or mark them")
        self._act.setVisible(len(several) > 1)

    def _open_chosen(self) -> None:
        """Go on beside the log: with the challenge, or with what can be done to several."""
        self._show_details()
        self._show_life()
        self._panes.show_pane(1)
        take_focus_in(self._side)

    def show_destination(self, destination: ChallengesPlace) -> None:
        """Show a challenge, or the form for a new one."""
        match destination:
            case ToChallenge(challenge_id, begins):
                self._bring(challenge_id)
                if begins is not None:
                    self.details.begin_event(begins)
            case ToNewChallenge():
                self._begun = destination
                self._side.setCurrentWidget(self.form)
                self._panes.show_pane(1)
                self.form.start(destination)
            case ToChallenges(target, thread):
                if target is not None:
                    self._show_those_on(target)
                elif thread:
                    self._show_thread(thread)
            case _:
                assert_never(destination)

    def _show_those_on(self, target: TargetId) -> None:
        """The log of one step or line: what is open on it, else what is closed."""
        self.filters.choose_step(target)
        self.filters.which.choose(LogPart.OPEN)
        if not count_challenges(self.session.casefile, self.filters.asked_for()):
            self.filters.which.choose(LogPart.CLOSED)
        self._show_details()
        self.refresh()
        self._panes.show_pane(0)

    def _show_thread(self, thread: str) -> None:
        """The log of one matter: what is open of it, else what is closed."""
        self.filters.which.choose(LogPart.OPEN)
        self.filters.choose_thread(thread)
        if not count_challenges(self.session.casefile, self.filters.asked_for()):
            self.filters.which.choose(LogPart.CLOSED)
            self._show_log()
        self._show_life()
        self._show_details()
        self._panes.show_pane(0)

    def _bring(self, challenge_id: ChallengeId) -> None:
        """Choose a challenge, in the part of the log that holds it."""
        self._wanted = challenge_id
        self.filters.show_part_of(challenge_id)
        self._show_details()
        self.refresh()
        self._panes.show_pane(1)

    def destination(self) -> ChallengesPlace:
        """The form as it was begun, else the challenge that is chosen."""
        if self._begun is not None:
            return self._begun
        chosen = self._chosen()
        return ToChallenges() if chosen is None else ToChallenge(chosen)

    def _reword(self, challenge: Challenge) -> None:
        self._begun = None
        self._side.setCurrentWidget(self.form)
        self.form.edit(challenge)

    def _show_details(self) -> None:
        self._begun = None
        self._side.setCurrentWidget(self.details)

    def _raised(self, challenge: ChallengeId) -> None:
        self._wanted = challenge
        self.filters.which.choose(LogPart.OPEN)
        self._show_details()
        self.refresh()

    def new(self) -> None:
        """Ctrl+N: the form for a new challenge."""
        self.show_destination(ToNewChallenge())

    def link(self) -> None:
        """Ctrl+L: link evidence to the challenge shown."""
        self.details.link()

    def record(self) -> None:
        """Ctrl+Enter: raise, or record the event being written."""
        if self._side.currentWidget() is self._form:
            self.form.submit()
        else:
            self.details.record()

    def leave(self) -> bool:
        """Esc leaves the form; of several challenges chosen, one stays."""
        beside = self._side.currentWidget()
        inside = beside is not self.details
        if inside and beside is self._several:
            self.chosen.clear()
            self.log.setFocus()
        elif inside:
            self._show_details()
            self._show_life()
        return inside

    def toggle_details(self) -> None:
        """Show or hide the challenge."""
        self._panes.toggle_side()
