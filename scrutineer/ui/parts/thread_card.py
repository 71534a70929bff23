"""One matter across years: the challenges and recommendations of its thread, and what may be the same matter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from scrutineer.domain.challenge import Challenge
from scrutineer.domain.dates import short_date
from scrutineer.domain.places import AboutChallenge, Subject
from scrutineer.domain.words import shortened
from scrutineer.operations.queries.challenges import ThreadMember, came_up_before
from scrutineer.ui.destinations import ToChallenges
from scrutineer.ui.kit.basic import button, clear, column, label, row, set_tip
from scrutineer.ui.session import Session
from scrutineer.ui.ways import destination_of

_WORDS = 52  # characters of what a line says


class ThreadCard(QWidget):
    """Below a challenge: its matter by name, what else belongs to it, and on request what seems to."""

    def __init__(self, session: Session, challenge: Challenge, members: Sequence[ThreadMember]) -> None:
        """The matter of a challenge; `members` is everything of it."""
        super().__init__()
        self._session, self._challenge, self._members = session, challenge, members
        self._box = column(spacing=6)
        self.setLayout(self._box)
        self._show()

    def _show(self) -> None:
        challenge = self._challenge
        clear(self._box)
        head = row(label("Thread", "card"), None)
        self._box.addLayout(head)
        if challenge.thread:
            go = partial(self._session.go, ToChallenges(thread=challenge.thread))
            matter = button(shortened(challenge.thread, _WORDS), go, kind="link")
            set_tip(matter, f"{challenge.thread}. Show all of it in the log")
            self._box.addWidget(matter, 0, _LEFT)
            for member in self._members:
                if member.about != AboutChallenge(challenge.id):
                    day = f", {short_date(member.on)}" if member.on else ""
                    self._line(f"{member.reference}{day}: {member.words} ({member.stands})", member.about)
        else:
            self._box.addWidget(label("None. Reword gives it the name of a matter.", "small", wrap=True))
        self._box.addWidget(button("Did it come up before?", self._look, kind="link"), 0, _LEFT)

    def _line(self, words: str, about: Subject) -> None:
        go = partial(self._session.go, destination_of(about))
        line = button(shortened(words, _WORDS), go, kind="link")
        set_tip(line, words)
        self._box.addWidget(line, 0, _LEFT)

    def _look(self) -> None:
        """Say what seems to be of the same matter, by its words: a person decides."""
        self._show()
        before = came_up_before(self._session.casefile, self._challenge)
        said = "By their words these may be of the same matter:" if before else "Nothing else has words like these."
        self._box.addWidget(label(said, "small", wrap=True))
        for known in before:
            self._line(f"{known.words} ({', '.join(known.shared)})", known.about)


_LEFT = Qt.AlignmentFlag.AlignLeft
