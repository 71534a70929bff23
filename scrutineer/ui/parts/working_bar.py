"""Below the answers of a workbook: what the rows chosen say, and what is settled of all of them in one press."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from scrutineer.domain.returns import WHOLE_ROW, Change
from scrutineer.domain.scale import Scale
from scrutineer.domain.words import counted, shortened
from scrutineer.operations.deciding import can_be_decided
from scrutineer.operations.queries.working import RowKey, WorkingRow, WorkingRows
from scrutineer.ui.kit.asks import Asks, bring_into_view
from scrutineer.ui.kit.basic import Remark, button, column, label
from scrutineer.ui.kit.choices import target_choices
from scrutineer.ui.kit.combo import Combo
from scrutineer.ui.kit.fields import Field
from scrutineer.ui.kit.flow import flow
from scrutineer.ui.parts import called
from scrutineer.ui.parts.return_detail import in_words
from scrutineer.ui.session import Session


@dataclass(frozen=True, slots=True)
class WorkingActs:
    """What settles rows: where they are placed, what those set aside are decided to be; and of what is not stored yet,
    which rows or cells of them are not taken, and which value is kept where two stand."""

    place: Callable[[Mapping[RowKey, str]], None]
    decide: Callable[[Sequence[RowKey], str, str], None]
    refuse: Callable[[Sequence[RowKey], str, bool], None] | None = None
    keep: Callable[[Sequence[RowKey], bool], None] | None = None


class WorkingBar(QWidget):
    """Asks for the line and the decision of the rows chosen, one or many."""

    def __init__(self, session: Session, acts: WorkingActs, choose: Callable[[Sequence[RowKey]], None]) -> None:
        super().__init__()
        self._session, self._acts, self._choose = session, acts, choose
        self._rows: list[WorkingRow] = []
        self._suggested: Mapping[RowKey, str] = {}
        self._refused: Mapping[RowKey, frozenset[str]] = {}
        self._scale: Scale | None = None
        self._working: WorkingRows | None = None
        self._of_area: list[RowKey] = []
        self._of_standard: list[RowKey] = []
        self._asks = Asks()
        theme = session.theme
        self._heading, self._said = label("", "strong", wrap=True), Remark("", "dense")
        self.line = Combo(theme, name="Line", small=True, called=called.line(session))
        self.line.setMinimumWidth(theme.px(220))
        self._place = button("Place", self.place, small=True)
        self._take = button("", self.take, kind="outline", small=True, hint="Enter")
        self.level = Combo(theme, name="Your decision", small=True)
        self.level.setMinimumWidth(theme.px(150))
        self.percent, self.reason = Field(), Field(spelt=True)
        for field, name, hint in (
            (self.percent, "Your decision in per cent", "Per cent"), (self.reason, "Reason", "What you relied on"),
        ):  # fmt: skip
            field.setProperty("compact", "true")
            field.setAccessibleName(name)
            field.setPlaceholderText(hint)
        self.percent.setFixedWidth(theme.px(80))
        self.reason.setMinimumWidth(theme.px(200))
        self._decide = button("Decide", self.decide, small=True)
        self._decision = flow(label("You decide:", "warn"), self.level, self.percent, self.reason, self._decide)
        self._said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._area, self._alike = (
            button("", self._choose_area, kind="link"),
            button("", self._choose_alike, kind="link"),
        )
        self._line = flow(
            label("Bears on:", "muted"), self.line, self._place, self._take, None, self._area, self._alike
        )
        self._of_these: list[QWidget] = []  # what is asked of the rows chosen alone
        lines = column(self._heading, self._said, self._line, self._decision, spacing=4)
        self.setLayout(lines)

    def show_chosen(
        self, rows: Sequence[WorkingRow], working: WorkingRows, refused: Mapping[RowKey, frozenset[str]]
    ) -> None:
        """Say what these rows are and offer what can be settled of them."""
        self._rows, self._refused, self._working = list(rows), refused, working
        self._suggested = working.suggested([row.key for row in rows[:_LOOKED_AT]])
        self._asks.clear()
        self.setVisible(bool(rows))
        if not rows:
            return
        self._say(rows)
        self._show_line(rows)
        self._show_decision(rows, working.scale)
        self._show_more(rows, working)

    def _say(self, rows: Sequence[WorkingRow]) -> None:
        if len(rows) > 1:
            aside, unplaced = sum(row.waits for row in rows), sum(not row.answer.target for row in rows)
            self._heading.setText(f"{counted(len(rows), 'answer')} chosen")
            self._said.setText(f"{aside} set aside, {unplaced} not placed. What is settled here is settled for all.")
            return
        (row,) = rows
        answer = row.answer
        self._heading.setText(f"{row.agency}, {answer.number} {answer.standard}".strip(", "))
        came = f" You decided {row.before.word} ({row.before.reason}); it has come back as “{answer.typed}”." if (
            row.change is Change.CONFLICT and row.before is not None) else ""  # fmt: skip
        more = [f"Evidence given: {answer.evidence}" * bool(answer.evidence),
                f"To improve: {answer.improvement}" * bool(answer.improvement)]  # fmt: skip
        self._said.setText(" ".join(f"{in_words(answer)}{came} {' '.join(more)}".split()))

    def _show_line(self, rows: Sequence[WorkingRow]) -> None:
        lines = {row.answer.target for row in rows}
        self.line.set_choices(target_choices(self._session.context.framework, "No line of enquiry"))
        self.line.choose(lines.pop() if len(lines) == 1 else "")
        self._place.setText("Place" if len(rows) == 1 else f"Place {counted(len(rows), 'answer')}")
        some = len(self._suggested)
        self._take.setVisible(some > 0)
        named = self._named(next(iter(self._suggested.values()))) if some else ""
        many = "those that have one" if len(rows) > _LOOKED_AT else f"{some}"
        self._take.setText(f"Take {named}" if len(rows) == 1 else f"Take the lines suggested for {many}")

    def _named(self, target: str) -> str:
        return self._session.context.framework.short_name(target)

    def _show_decision(self, rows: Sequence[WorkingRow], scale: Scale | None) -> None:
        decidable = [row for row in rows if can_be_decided(row.answer)]
        self._decision.setVisible(bool(decidable) and scale is not None)
        if scale is None or not decidable:
            return
        if scale != self._scale:
            self._scale = scale
            levels = [(f"{rung.key}: {rung.word}" if rung.word != rung.key else rung.key, rung.key)
                      for rung in scale.levels]  # fmt: skip
            percent = [("Per cent", _PERCENT)] if scale.kind == "percent" else []
            self.level.set_choices([("Your decision", None), *levels, *percent, ("Not applicable", "n/a")])
        self.percent.setVisible(scale.kind == "percent")
        self._decide.setText("Decide" if len(decidable) == 1 else f"Decide {counted(len(decidable), 'answer')}")

    def _show_more(self, rows: Sequence[WorkingRow], working: WorkingRows) -> None:
        """Ways to choose more rows; and of what is not stored yet, whether it is taken."""
        alone = rows[0] if len(rows) == 1 else None
        self._of_area = working.of_area(alone) if alone is not None else []
        self._of_standard = working.of_standard(alone) if alone is not None else []
        self._area.setText(f"Choose all {len(self._of_area)} of its section")
        self._area.setVisible(len(self._of_area) > 1)
        self._alike.setText(f"Choose this standard of {len(self._of_standard)} agencies")
        self._alike.setVisible(len(self._of_standard) > 1)
        layout = self._line.layout()
        for part in self._of_these:
            part.hide()
            part.deleteLater()
            if layout is not None:
                layout.removeWidget(part)
        self._of_these = self._takes(rows)
        for part in self._of_these:
            if layout is not None:
                layout.addWidget(part)
            part.show()

    def _choose_area(self) -> None:
        self._choose(self._of_area)

    def _choose_alike(self) -> None:
        self._choose(self._of_standard)

    def _takes(self, rows: Sequence[WorkingRow]) -> list[QWidget]:
        refuse, keep = self._acts.refuse, self._acts.keep
        fresh = [row for row in rows if row.change in {Change.NEW, Change.CHANGED, Change.CONFLICT}]
        if refuse is None or keep is None or not fresh:
            return []
        keys, parts = [row.key for row in fresh], list[QWidget]()
        conflicts = [row.key for row in fresh if row.change is Change.CONFLICT]
        if conflicts:
            parts += [button("Keep what stands", lambda: keep(conflicts, False), small=True),
                      button("Take what came back", lambda: keep(conflicts, True), small=True)]  # fmt: skip
        if len(fresh) > 1:
            many = counted(len(fresh), "row")
            return [*parts, button(f"Take {many}", lambda: refuse(keys, WHOLE_ROW, False), kind="link"),
                    button(f"Refuse {many}", lambda: refuse(keys, WHOLE_ROW, True), kind="link")]  # fmt: skip
        (row,) = fresh
        parts.append(self._tick(row.key, WHOLE_ROW, "Take this row"))
        for cell in row.proposed.differences if row.proposed is not None else ():
            words = f"{cell.field.capitalize()}: {shortened(cell.before, 40) or 'blank'} → {shortened(cell.after, 40)}"
            parts.append(self._tick(row.key, cell.field, words))
        return parts

    def _tick(self, key: RowKey, field: str, words: str) -> QCheckBox:
        box, refuse = QCheckBox(words), self._acts.refuse
        box.setChecked(field not in self._refused.get(key, frozenset()))
        if refuse is not None:
            box.toggled.connect(lambda taken: refuse([key], field, not taken))
        return box

    def place(self) -> None:
        """Place the rows chosen on the line chosen."""
        self._acts.place({row.key: self.line.value() for row in self._rows})

    def take(self) -> None:
        """Place each of the rows chosen where it is suggested; the others stay."""
        if self._suggested and self._working is not None:
            self._acts.place(self._working.suggested([row.key for row in self._rows]))

    @property
    def can_take(self) -> bool:
        """Whether a line is suggested for any of the rows chosen."""
        return bool(self._suggested)

    def decide(self) -> None:
        """Record the decision for those of the rows chosen that were set aside."""
        self._asks.clear()
        level = self.level.value()
        if level is None:
            self._asks.say("level", self.level, "Choose what you decide.")
        if not self.reason.text().strip():
            self._asks.say("reason", self.reason, "Say what you relied on.")
        if level is not None and self.reason.text().strip():
            keys = [row.key for row in self._rows if can_be_decided(row.answer)]
            self._acts.decide(keys, self.percent.text() if level == _PERCENT else level, self.reason.text())

    def clear_decision(self) -> None:
        """Ask for the next decision anew: the one that was asked for is recorded."""
        self.level.choose(None)
        self.percent.clear()
        self.reason.clear()

    def begin_line(self) -> None:
        """Choose a line."""
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        bring_into_view(self.line, self._place)

    def begin_decision(self) -> None:
        """Choose a decision, where one is asked for."""
        if not self._decision.isHidden():
            self.level.setFocus(Qt.FocusReason.ShortcutFocusReason)
            bring_into_view(self.level, self._decide)


_PERCENT = "%"
"""No level: what is typed beside it is."""
_LOOKED_AT = 300
"""Rows chosen for which it is worked out at once whether a line is suggested."""
