"""What the log is asked for: step, agency, and behind “More filters” status, whose move, meeting, piece and thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from typing import assert_never

from PySide6.QtWidgets import QWidget

from scrutineer.domain.challenge import Status, Waiting
from scrutineer.domain.framework import Framework
from scrutineer.domain.ids import ChallengeId, TargetId
from scrutineer.operations.queries.bodies import covered
from scrutineer.operations.queries.challenges import ChallengeFilter, count_challenges, log_choices
from scrutineer.ui.kit.basic import button
from scrutineer.ui.kit.chips import ChipRow, combo_filters
from scrutineer.ui.kit.choices import agency_choices
from scrutineer.ui.kit.combo import Narrowing
from scrutineer.ui.kit.fields import Segments
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.session import Session

_MOVES: list[tuple[str, object]] = [("Anybody’s move", None), ("Their move", Waiting.THEM), ("Your move", Waiting.YOU),
          ("Nobody’s move", Waiting.NOBODY)]  # fmt: skip


class LogPart(Enum):
    """The parts of the log. The value is its heading."""

    OPEN = "Open"
    OVERDUE = "Overdue"
    CLOSED = "Closed"
    CARRIED = "Carried over"


class ChallengeFilters:
    """The choices; `which`, `step`, `agency` and `turn` stand in the page’s line, below it `more`, then `chips`."""

    def __init__(self, session: Session, changed: Callable[[], None]) -> None:
        self._session, self._changed = session, changed
        theme = session.theme
        self.which: Segments[LogPart] = Segments([(part.value, part) for part in LogPart], name="Which")
        self.which.chosen.connect(lambda _which: changed())
        self.step = self._choice("Which step", _step_choices(session.context.framework, None))
        self.agency = self._choice("Which agency", agency_choices(session.context.agencies, "Any agency"))
        statuses: list[tuple[str, object]] = [("Any status", None), *((status.value, status) for status in Status)]
        self.status = self._choice("Which status", statuses)
        self.move = self._choice("Whose move", _MOVES)
        self.meeting = self._choice("Which meeting", [("Any meeting", None)])
        self.piece = self._choice("Which piece", [("Any piece", None)])
        self.thread = self._choice("Which thread", [("Any thread", None)])
        self._more = (self.status, self.move, self.meeting, self.piece, self.thread)
        self._combos = {
            "Step": self.step, "Agency": self.agency, "Status": self.status, "Move": self.move,
            "Meeting": self.meeting, "Piece": self.piece, "Thread": self.thread,
        }  # fmt: skip
        self.more: QWidget = flow(*self._more)
        self.more.hide()
        self.turn = button("More filters", self._turn_round, kind="link", small=True)
        self.chips = ChipRow(theme, self.step, self.clear)

    def _choice(self, name: str, choices: list[tuple[str, object]]) -> Narrowing:
        made = Narrowing(self._session.theme, choices, name=name)
        made.setFixedWidth(self._session.theme.px(150))
        made.activated.connect(lambda _number: self._changed())
        return made

    def _turn_round(self) -> None:
        self.more.setVisible(self.more.isHidden())
        self._say()

    def _say(self) -> None:
        self.turn.setText("More filters" if self.more.isHidden() else "Fewer filters")

    def refresh(self) -> None:
        """Follow changed steps, agencies, meetings, pieces and threads; what is asked for stays."""
        context, known = self._session.context, log_choices(self._session.casefile)
        self.step.set_choices(_step_choices(context.framework, self.step.value()))
        self.agency.set_choices(agency_choices(context.agencies, "Any agency"))
        self.meeting.set_choices([("Any meeting", None), *known.meetings])
        self.piece.set_choices([("Any piece", None), *known.pieces])
        self.thread.set_choices([("Any thread", None), *((thread, thread) for thread in known.threads)])
        for combo in (self.meeting, self.piece, self.thread):
            combo.setVisible(combo.count() > 1)

    def choose_step(self, target: TargetId) -> None:
        """Ask for one step or line, and for nothing else."""
        self.step.set_choices(_step_choices(self._session.context.framework, target))
        self.forget()
        self.step.choose(target)

    def choose_status(self, status: Status) -> None:
        """Ask for one status beside what is asked for."""
        self.more.show()
        self._say()
        self.status.choose(status)
        self._changed()

    def choose_thread(self, thread: str) -> None:
        """Ask for one matter, and for nothing else."""
        self.refresh()
        self.forget()
        self.more.show()
        self._say()
        self.thread.choose(thread)
        self._changed()

    def forget(self) -> None:
        """Ask for anything; the page is not told."""
        for combo in self._combos.values():
            combo.choose(None)

    def clear(self) -> None:
        """Ask for anything."""
        self.forget()
        self._changed()

    def show_chips(self) -> None:
        """What is in force, a chip each."""
        self.chips.show_filters(combo_filters(self._combos, self._changed))

    def part(self, which: LogPart) -> ChallengeFilter:
        """What stands in a part of the log, of any step and agency."""
        match which:
            case LogPart.OPEN:
                return ChallengeFilter(open=True)
            case LogPart.OVERDUE:
                return ChallengeFilter(overdue_on=self._session.today())
            case LogPart.CLOSED:
                return ChallengeFilter(open=False)
            case LogPart.CARRIED:
                return ChallengeFilter(open=True, not_of=self._session.context.cycle.id)
        assert_never(which)

    def asked_for(self) -> ChallengeFilter:
        """What the log shows: of a part of it what is asked for."""
        step, status = self.step.value(), self.status.value()
        return replace(
            self.part(self.which.value() or LogPart.OPEN),
            targets=None if step is None else frozenset(covered(self._session.context.framework, step)),
            agency_id=self.agency.value(),
            statuses=None if status is None else frozenset({status}),
            waiting_on=self.move.value(),
            activity_id=self.meeting.value(),
            piece_id=self.piece.value(),
            thread=self.thread.value(),
        )

    def show_part_of(self, challenge_id: ChallengeId) -> None:
        """Where the log does not show a challenge, ask for the part that holds it, of any step and agency."""

        def holds(asked_for: ChallengeFilter) -> bool:
            return count_challenges(self._session.casefile, replace(asked_for, ids=frozenset({challenge_id}))) > 0

        if holds(self.asked_for()):
            return
        if not holds(self.part(self.which.value() or LogPart.OPEN)):
            self.which.choose(LogPart.OPEN if holds(self.part(LogPart.OPEN)) else LogPart.CLOSED)
        if not holds(self.asked_for()):
            self.forget()


def _step_choices(framework: Framework, beside: TargetId | None) -> list[tuple[str, object]]:
    """Every step; and a line that is asked for beside them."""
    line = framework.line(beside) if beside is not None and framework.knows(beside) else None
    return [
        ("Any step", None),
        *((f"{step.number} {step.label}", step.target) for step in framework.steps),
        *([(f"{line.code} {line.label}", line.target)] if line is not None else []),
    ]
