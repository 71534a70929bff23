"""Beside the list of what is not yet placed: what the rows chosen say, what is suggested, and where they are placed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from scrutineer.domain.evidence import Bearing
from scrutineer.domain.words import begun, counted
from scrutineer.operations.queries.placing import Suggested
from scrutineer.ui.kit.asks import Asks, bring_into_view
from scrutineer.ui.kit.basic import button, clear, column, holder, label, row, rule, scroll
from scrutineer.ui.kit.choices import target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.kit.keyed_button import keyed_button
from scrutineer.ui.parts import called
from scrutineer.ui.session import Session

AS_SUGGESTED = "*"
"""No step's or line's name: each row goes where it is suggested."""
BEARING_KEYS = {Bearing.SUPPORTS: "S", Bearing.CONTRADICTS: "C", Bearing.CONTEXT: "X"}


@dataclass(frozen=True, slots=True)
class ToBePlaced:
    """The rows chosen: what they are called and say, what can be done to see more of them, where each is suggested, and
    why that of a single row is. `bears` where it is asked how they bear on their line."""

    heading: str
    words: Sequence[str]
    acts: Sequence[tuple[str, Callable[[], object]]]
    number: int
    suggested: Sequence[str]
    reason: Suggested | None
    bears: bool


class PlacingSide(QWidget):
    """Says what is chosen and asks where it goes. `place` is given the step or line, or AS_SUGGESTED, and the bearing
    where one is asked for."""

    def __init__(self, session: Session, place: Callable[[str, Bearing | None], None]) -> None:
        super().__init__()
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._place = session, place
        self._shown: ToBePlaced | None = None
        self._asks = Asks()
        theme = session.theme
        self._heading, self._said = label("", "strong", wrap=True), column(spacing=4)
        self._acts = column(spacing=2)
        self._suggestion, self._why = label("", "dense", wrap=True), label("", "small", wrap=True)
        self._take = keyed_button("Take it", self.take, "Enter", theme=theme, icon="check", kind="outline")
        self.line = Combo(theme, name="Step or line of enquiry", called=called.line(session))
        self.line.currentIndexChanged.connect(lambda _number: self._say_line())
        self._question = label("", "small", wrap=True)
        self._place_it = button("Place it", self._place_answers, kind="primary")
        self._ways: list[QPushButton] = [
            keyed_button(bearing.value.capitalize(), partial(self.bear, bearing), key, theme=theme, icon="")
            for bearing, key in BEARING_KEYS.items()
        ]
        self._bearings = flow(*self._ways)
        self._build()

    def _build(self) -> None:
        taking = row(self._take, None)
        box = column(self._heading, spacing=8, margins=(16, 12, 16, 12))
        box.addLayout(self._said)
        box.addLayout(self._acts)
        box.addWidget(rule())
        for part in (label("Suggested", "card"), self._suggestion, self._why):
            box.addWidget(part)
        box.addLayout(taking)
        choosing: tuple[QWidget, ...] = (rule(), label("Step or line of enquiry", "card"), self.line, self._question)
        for asked in choosing:
            box.addWidget(asked)
        self._bears = label("How it bears on it", "small")
        box.addWidget(self._bears)
        box.addWidget(self._bearings)
        box.addLayout(row(self._place_it, None))
        box.addStretch(1)
        self._content = scroll(holder(box, "side"), "side")
        self.setLayout(column(self._content, spacing=0))

    def show_nothing(self) -> None:
        """Nothing is chosen, and nothing asked."""
        self._shown = None
        self._content.hide()

    def show_chosen(self, chosen: ToBePlaced) -> None:
        """Say what is chosen; where it goes is asked anew."""
        self._shown = chosen
        self._content.show()
        self._asks.clear()
        self._heading.setText(chosen.heading)
        for layout in (self._said, self._acts):
            clear(layout)
        for words in chosen.words:
            self._said.addWidget(label(words, "dense", wrap=True))
        for words, act in chosen.acts:
            self._acts.addLayout(row(button(words, act, kind="link"), None))
        self._show_suggested(chosen)
        framework = self._session.context.framework
        choices = target_choices(framework, "Choose a step or line")
        taken = [("As suggested", AS_SUGGESTED)] if chosen.suggested else []
        self.line.set_choices([choices[0], *taken, *choices[1:]])
        self.line.choose("")
        self._say_line()
        for part in (self._bears, self._bearings):
            part.setVisible(chosen.bears)
        self._place_it.setVisible(not chosen.bears)
        self._place_it.setText("Place it" if chosen.number == 1 else f"Place {counted(chosen.number, 'answer')}")

    def _show_suggested(self, chosen: ToBePlaced) -> None:
        lines = set(chosen.suggested)
        some = len(chosen.suggested)
        if not some:
            words, why = "No line is suggested.", ""
        elif len(lines) == 1:
            words, why = self._named(lines.pop()), chosen.reason.because.value if chosen.reason else ""
        else:
            words, why = f"{len(lines)} lines, as they stand in the list.", ""
        if some and some < chosen.number:
            why = f"For {some} of the {chosen.number} chosen; the others stay."
        self._suggestion.setText(words)
        self._why.setText(begun(why))
        self._why.setVisible(bool(why))
        self._take.setVisible(bool(some))

    def _named(self, target: str) -> str:
        framework = self._session.context.framework
        line = framework.line(target) if framework.knows(target) else None
        return f"{framework.short_name(target)}: {line.question}" if line is not None else framework.name(target)

    def _say_line(self) -> None:
        target = self.line.value()
        words = self._named(target) if target and target != AS_SUGGESTED else ""
        self._question.setText(words)
        self._question.setVisible(bool(words))
        if target:
            self._asks.clear()

    def take(self) -> None:
        """Take what is suggested for the rows chosen: of evidence it is then asked how it bears on it."""
        if self._shown is None or not self._shown.suggested:
            return
        self.line.choose(AS_SUGGESTED)
        if not self._shown.bears:
            self._place_answers()

    def bear(self, bearing: Bearing) -> None:
        """Place evidence on the line chosen with this bearing; without a line, ask for one."""
        if self._shown is not None and self._shown.bears and self._has_line():
            self._place(self.line.value(), bearing)

    def _place_answers(self) -> None:
        if self._has_line():
            self._place(self.line.value(), None)

    def _has_line(self) -> bool:
        self._asks.clear()
        if not self.line.value():
            more = " or take the one suggested" if self._shown is not None and self._shown.suggested else ""
            self._asks.say("line", self.line, f"Choose a step or line{more}.")
        return bool(self.line.value())

    def begin(self) -> None:
        """Choose a step or line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bring_into_view(self.line, self._question)
