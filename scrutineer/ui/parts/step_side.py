"""Beside a step or line: its challenges, how its judgement came to be what it is, and what would answer it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from scrutineer.domain.challenge import ChallengeNow
from scrutineer.domain.dates import local_day, long_date
from scrutineer.domain.ids import TargetId
from scrutineer.domain.recommendation_life import RecommendationLife
from scrutineer.operations.queries.challenges import put_to
from scrutineer.operations.queries.context import level_here
from scrutineer.operations.queries.history import JudgementChange
from scrutineer.operations.queries.recommendations import lives_on
from scrutineer.operations.queries.steps import TargetView
from scrutineer.ui.destinations import ToChallenge, ToChallenges, ToRecommendations
from scrutineer.ui.kit.basic import button, column, holder, label, row, scroll
from scrutineer.ui.kit.tabs import Tabs
from scrutineer.ui.kit.text_list import TextLine, TextList, TextRow
from scrutineer.ui.session import Session

CHALLENGES, HISTORY, PROMPT = range(3)
NO_PROMPT = "No prompt is given for this. Its lines may have one each."


class StepSide(QWidget):
    """The pane on the right of the Steps page: a tab each for challenges, history and prompt, each with its scroll."""

    def __init__(
        self, session: Session, raise_challenge: Callable[[], None], recommend: Callable[[], None]
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._raise = session, raise_challenge
        self._recommend = button("Make a recommendation", recommend, small=True)
        self._target: TargetId | None = None
        theme = session.theme
        self._tabs, self._pages = Tabs("Beside this line"), QStackedWidget()
        self.challenges = TextList(theme, name="Challenges")
        self.challenges.chosen.connect(lambda challenge_id: session.go(ToChallenge(challenge_id)))
        self.more = button("", self._go_to_log, kind="link")
        self._no_challenge = label("None on this yet.", "muted")
        self.recommended = TextList(theme, name="Recommendations")
        self.recommended.chosen.connect(lambda known: session.go(ToRecommendations(known)))
        self._recommended_words = label("Recommendations", "card")
        self._history = TextList(theme, name="History")
        self._no_history = label("Not judged yet.", "muted")
        self._prompt, self._source = label("", "muted", wrap=True), label("", "caption", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        add = button("Raise a challenge", self._raise, small=True)
        pages = {
            "Challenges": (
                self.challenges,
                self._no_challenge,
                self.more,
                add,
                self._recommended_words,
                self.recommended,
                self._recommend,
            ),
            "History": (self._history, self._no_history),
            "Prompt": (label("What would answer it", "strong"), self._prompt, self._source),
        }
        for words, parts in pages.items():
            box = column(spacing=8, margins=(14, 12, 14, 12))
            for part in parts:
                keeps = part in (self.more, add, self._recommend)
                box.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft if keeps else Qt.AlignmentFlag(0))
            box.addStretch(1)
            self._tabs.addTab(words)
            self._pages.addWidget(scroll(holder(box, "side"), "side"))
        self._tabs.currentChanged.connect(self._pages.setCurrentIndex)
        box = column(holder(row(self._tabs, None), "bookbar"), spacing=0)
        box.addWidget(self._pages, 1)
        self.setLayout(box)

    def minimumSizeHint(self) -> QSize:
        """None: the pane is as wide as it is given, and what it holds fits itself to that."""
        return QSize(0, 0)

    def show_view(self, view: TargetView, history: tuple[JudgementChange, ...], answer: str, source: str = "") -> None:
        """Show what belongs to one target: the first of its challenges, the closed among them; its newest changes.

        `answer` is what would answer it, `source` whose prompt that is where it is not the published paper's.
        """
        self._target = view.target
        number = view.challenge_count
        self._tabs.setTabText(CHALLENGES, f"Challenges {number:,}" if number else "Challenges")
        self.challenges.show_rows([self._challenge(known) for known in view.challenges])
        left = number - len(view.challenges)
        self.more.setText(f"And {left:,} more")
        self.more.setVisible(left > 0)
        self._no_challenge.setVisible(not number)
        self._show_recommended(view)
        self._history.show_rows([self._changed(change) for change in history])
        self._no_history.setVisible(not history)
        self._prompt.setText(answer or NO_PROMPT)
        self._source.setText(source)
        self._source.setVisible(bool(source))

    def _show_recommended(self, view: TargetView) -> None:
        """What was recommended on this, and the way to recommend where it is judged in this cycle."""
        lives = lives_on(self._session.casefile, view.target)
        self.recommended.show_rows([self._recommendation(life) for life in lives])
        self._recommended_words.setVisible(bool(lives) or view.judgement is not None)
        self._recommend.setVisible(view.judgement is not None)

    def _recommendation(self, life: RecommendationLife) -> TextRow:
        kept, days = life.recommendation, life.days_late(self._session.today())
        late = (f"{days} days overdue", "danger") if days else ("", "small")
        return TextRow((TextLine(life.status.value, "link", *late), TextLine(kept.text, "muted")), value=kept.id)

    def _challenge(self, known: ChallengeNow) -> TextRow:
        challenge, state = known.challenge, known.state
        days = state.days_overdue(self._session.today())
        stands, _, ending = state.status.value.partition(": ")
        head = TextLine(challenge.reference, "link", stands)
        if days:
            head = TextLine(challenge.reference, "link", f"{days} days overdue", "danger")
        lines = [head, TextLine(f"{put_to(self._session.context, challenge)}: {challenge.question}", "muted")]
        lines += [TextLine(f"{ending[0].upper()}{ending[1:]}", "small")] if ending else []
        return TextRow(tuple(lines), value=challenge.id)

    def _changed(self, change: JudgementChange) -> TextRow:
        """What it became, when and by whom, and what it was; a final one with its narrative."""
        word = self._word(change.scale_id, change.level) if change.level else "Taken back"
        stands = "final" if change.final else "draft" if change.level else ""
        was = self._word(change.scale_before, change.before) if change.before else ""
        moved = was if was != word else ""
        lines = [
            TextLine(word, "strong", stands),
            TextLine(f"{long_date(local_day(change.made))}, {change.author}", "caption"),
        ]
        lines += [TextLine(f"Was {moved[0].lower()}{moved[1:]}", "small")] if moved else []
        lines += [TextLine(change.narrative, "muted")] if change.narrative else []
        return TextRow(tuple(lines))

    def _word(self, scale_id: str, level: str) -> str:
        return level_here(self._session.context, scale_id, level)

    def _go_to_log(self) -> None:
        self._session.go(ToChallenges(target=self._target))
